"""E-mail addresses, as they are and as people spell them: "jane (at) example dot com", "jane@gmail"."""

import re
from collections.abc import Iterator

from moderation.rules.domains import DOUBTFUL_ENDINGS, PLAIN_ENDINGS, WORDY_ENDINGS
from moderation.rules.host_names import is_no_word
from moderation.text.common_words import COMMON

# Stars behind a letter hide the rest of a name that somebody has masked: "d***e@example.com".
_HIDDEN = "".join(rf"(?<!\w\*{{{stars}}})" for stars in range(1, 9))
# The patterns are compiled by the first text that may hold an address.
_EMAIL = (
    rf"(?<![\w.+%-]){_HIDDEN}[\w+%-][\w.+%-]{{0,63}}"
    rf"(?:@|%40)(?:[^\W_](?:[\w-]{{0,62}})\.){{1,4}}[^\W\d_]{{2,24}}(?![\w@/:-])"
)
_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|aol|proton|protonmail|gmx|web|mail|yandex|qq|163|"
    "free|orange|laposte|libero|wp|onet|bk|inbox|zoho|tutanota"
)
_AT_WORD = "at|arroba|arobase|chez|собака"
_DOT_WORD = "dot|punto|point|punkt|ponto|точка"
_OPEN, _CLOSE, _AROUND = r" ?[(\[{<] ?", r" ?[)\]}>] ?", "[ _*-]{1,3}"
_AT = (
    rf"(?:(?P<enclosed>{_OPEN}(?:{_AT_WORD}|@|a){_CLOSE})"
    rf"|(?P<said>{_AROUND}(?:{_AT_WORD}){_AROUND})|(?P<sign> ?@ ?))"
)
_DOT = rf"{_OPEN}(?:{_DOT_WORD}|\.){_CLOSE}|{_AROUND}(?:{_DOT_WORD}){_AROUND}| ?[.,] ?"
_SPELLED = (
    rf"(?<![\w.+%@-]){_HIDDEN}"
    rf"(?P<name>[^\W_][\w+-]{{0,40}}(?:(?:\.| dot |{_OPEN}dot{_CLOSE})[\w+-]{{1,40}}){{0,2}}){_AT}"
    rf"(?P<host>[^\W_][\w-]{{0,40}}(?:(?:{_DOT})[^\W_]{{2,24}}){{1,3}})(?![\w@/]|:\S)"
)
# Something of this is in whatever that finds: most mentions have nothing of it.
_LIKELY = rf"@ ?(?:[)\]}}>]|[\w-]+(?:{_DOT}))|(?<![^\W_])(?:{_AT_WORD})(?![^\W_])|{_OPEN}a{_CLOSE}"
_NEXT_LABEL = rf"(?P<dot>{_DOT})(?P<label>[^\W_]{{2,24}})"
_FIRST_LABEL = rf"[\w-]+?(?={_AROUND}(?:{_DOT_WORD})[ _*-]|[^\w-])"
_LETTERS_APART = r"(?<!\S)(?:[a-z0-9._-] ){2,40}@(?: [a-z0-9-]){2,30} \.(?: [a-z]){2,6}(?!\w)"
_WITHOUT_ENDING = rf"(?<![\w.]){_HIDDEN}[\w.+-]{{2,40}}@(?:{_PROVIDERS})(?![\w.,@/:-])"
_GLUED = rf"(?<![\w.])[\w.+-]{{2,40}}?at(?:{_PROVIDERS})dot[a-z]{{2,3}}(?![\w.,@/:-])"
# Behind this even a common word is the name of a mailbox.
_ANNOUNCED = r"(?<!\w)e?-?mail(?: address)?(?: is|(?: is)? ?[:=]) $"
# What is at a provider, and no name of its own there.
_KEPT = frozenset({"email", "mail", "inbox"})
# Common words that are the name of a mailbox more often than what somebody does at a place.
_MAILBOXES = frozenset({"info", "contact", "admin", "sales", "office"})


def mail_addresses(plain: str) -> Iterator[tuple[int, int]]:
    """Spans of the addresses in a plain view; one may be found twice."""
    if "@" in plain or "%40" in plain:
        for pattern in (_EMAIL, _WITHOUT_ENDING, *((_LETTERS_APART,) if " @ " in plain else ())):
            yield from (match.span() for match in re.finditer(pattern, plain))
    if re.search(_LIKELY, plain):
        for match in re.finditer(_SPELLED, plain):
            end = _spelled_end(match)
            if end:
                yield match.start(), end
    if "dot" in plain:
        yield from (match.span() for match in re.finditer(_GLUED, plain))


def _spelled_end(match: re.Match[str]) -> int:
    """Where the longest address ends that a match can be read as; 0: it is none."""
    host = match["host"]
    label = re.match(_FIRST_LABEL, host)[0]  # type: ignore[index]  # a host has a dot, and something before it
    end = 0
    for dot in re.finditer(_NEXT_LABEL, host):
        ending = dot["label"]
        known = ending in PLAIN_ENDINGS or (
            dot["dot"].strip() != "," and (ending in WORDY_ENDINGS or ending in DOUBTFUL_ENDINGS)
        )
        if known and _is_meant(match, label, dot["dot"]):
            end = match.start("host") + dot.end()
    return end


def _is_meant(match: re.Match[str], label: str, dot: str) -> bool:
    """Whether name, at sign and dot together say that this is an address, and no place where something happens."""
    name = match["name"]
    tight = dot.strip() != "," and dot == dot.strip()
    if match["enclosed"]:
        return True
    if match["sign"] == "@":
        return True
    if re.fullmatch(_PROVIDERS, label) and (
        (name not in COMMON and name not in _KEPT) or re.search(_ANNOUNCED, match.string[: match.start()])
    ):
        return True
    if match["sign"]:
        return tight and len(name) > 2 and name not in COMMON
    if not name.isalpha():
        return len(name) > 3 and any(map(str.isalpha, name))
    spoken = dot.strip(" ()[]{}<>_*-").isalpha()
    return (
        spoken
        and is_no_word(label)
        and (name in _MAILBOXES or not (name in COMMON or name.endswith(("ed", "ing")) or len(name) < 3))
    )
