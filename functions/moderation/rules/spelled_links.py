"""Links that avoid to look like one: "example dot com", "example[.]com", "e x a m p l e . c o m", "www example com".

What a dot is replaced by decides how much else must speak for a link: brackets around it are nothing but a disguise,
a full stop with a space beside it ends most sentences.
"""

import re
from collections.abc import Callable, Iterator

from moderation.rules.domains import DOUBTFUL_ENDINGS, PLAIN_ENDINGS, WORDY_ENDINGS
from moderation.rules.host_names import is_distinctive, is_no_word

# The patterns are compiled by the first text that may hold a link.
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOT_SIGNS = "·•∙・⸱⋅‧▪●⚫◦∘ㆍ✦🔴🔵⬤"
_DOTS = {
    "enclosed": r" {0,2}[(\[{<|*] ?(?:d[o0]t|d|punto|punkt|point|ponto|\.) ?[)\]}>|*] {0,2}"
    r"| ?[-_*|~]{1,3}d[o0]t[-_*|~]{1,3} ?",
    "spoken": r" {1,2}(?:d[o0]t|d o t) {1,2}",
    "foreign": " (?:punto|punkt|point|ponto|точка) ",
    "middle": f" ?[{_DOT_SIGNS}] ?",
    "quoted": r"\. ?[\"(\[*_']{1,2}",
    "apart": r"\s{1,3}\.\s{0,3}|[_-]\.[_-]|\.\.",
    "behind": r"\.\s{1,3}|,",
}
_SPELLED = (
    rf"(?<![\w.@-])(?P<host>{_LABEL}(?:\.{_LABEL})*)(?P<rest>(?:(?:{'|'.join(_DOTS.values())}|\.){_LABEL}){{1,4}})"
    r"(?P<path>[)\]*_\"']{0,2}\.? ?/| slash )?"
)
_NEXT_LABEL = rf"(?:{'|'.join(f'(?P<{kind}>{dot})' for kind, dot in _DOTS.items())}|\.)(?P<label>{_LABEL})"
# Something of this is in whatever that finds: most texts with a full stop have nothing of it.
_SIGN = (
    rf"d ?[o0] ?t|[{_DOT_SIGNS}]|,(?:com|gg)(?!\w)|"
    r"[(\[{<|*] ?(?:d|p[ou]|\.)|p(?:unto|unkt|oint|onto) |точка "
    rf"|(?:[\s_.-]\.|\.[\s\"(\[*_'])[\s\"(\[*_'-]{{0,3}}(?:{'|'.join(sorted(PLAIN_ENDINGS))})(?!\w)"
)
_LETTERS_APART = r"(?<!\S)(?P<name>(?:[a-z0-9] ){2,30})(?:\.|d[o0]t) ?(?P<ending>[a-z](?: ?[a-z]){1,5})(?!\S)"
_ENDING_APART = r"(?<![\w.@-])(?P<name>[a-z0-9-]{4,63})(?:\.|[. ]d[o0]t) ?(?P<ending>c o m|n e t|o r g|g g|t v)(?!\w)"
_ALL_APART = r"(?<![\w.])(?P<name>(?:[a-z0-9]\.){4,30})(?P<ending>c\.o\.m|n\.e\.t|o\.r\.g|g\.g|t\.v)(?!\w)"
_GLUED = r"(?<![\w.@-])(?P<name>[a-z0-9-]{4,60}?)dot(?P<ending>com|net|org|gg|tv|io)(?!\w)"
_WITHOUT_DOTS = (
    r"(?<!\w)w ?w ?w(?: ?[.,·•] ?| )(?P<name>[a-z0-9-]{2,63})(?: ?[.,·•] ?| )(?P<ending>[a-z]{2,10})(?!\.?\w)"
)
# What "dot com" is said about, and not of.
_NO_NAMES = frozenset("the a an his her my your our their this that of old new every polka dot".split())
_ABROAD = frozenset("com net org info tv gg es fr de it pl pt br at ch ru ру ком рф".split())


def spelled_links(plain: str) -> Iterator[tuple[str, int, int]]:
    """(host, start, end) in a plain view of what is no link as it stands; of overlapping ones the first counts."""
    for needed, pattern, is_name in _LETTERWISE:
        for match in re.finditer(pattern, plain) if any(map(plain.__contains__, needed)) else ():
            name, ending = (re.sub(r"[ .]", "", match[part]) for part in ("name", "ending"))
            if ending in PLAIN_ENDINGS and is_name(name):
                yield f"{name}.{ending}", match.start(), match.end()
    for match in re.finditer(_SPELLED, plain) if re.search(_SIGN, plain) else ():
        found = _spelled(match)
        if found is not None:
            yield found


def _spelled(match: re.Match[str]) -> tuple[str, int, int] | None:
    """The longest host that a match can be read as."""
    host = match["host"]
    kind = ""
    found = None
    for dot in re.finditer(_NEXT_LABEL, match["rest"]):
        kind = kind or next((name for name in _JUDGES if dot[name]), "")
        name = host.rpartition(".")[2]
        ending = "com" if dot["label"] == "c0m" else dot["label"]
        host = f"{host}.{ending}"
        end = match.start("rest") + dot.end()
        at_end = end == match.end("rest")
        path = at_end and bool(match["path"])
        if kind and _JUDGES[kind](name, ending, path, path or (at_end and not match.string[match.end() :].strip())):
            found = host, match.start(), end
    return found


def _enclosed(name: str, ending: str, path: bool, closes: bool) -> bool:
    return ending in PLAIN_ENDINGS or ending in WORDY_ENDINGS or ending in DOUBTFUL_ENDINGS


def _spoken(name: str, ending: str, path: bool, closes: bool) -> bool:
    if name in _NO_NAMES:
        return False
    if ending in PLAIN_ENDINGS:
        return ending != "net" or path or is_distinctive(name)
    if ending in WORDY_ENDINGS:
        return path or is_distinctive(name)
    return path and ending in DOUBTFUL_ENDINGS


def _foreign(name: str, ending: str, path: bool, closes: bool) -> bool:
    if ending in ("com", "net", "org", "ком"):
        return path or is_no_word(name)
    return ending in _ABROAD and (path or is_distinctive(name))


def _middle(name: str, ending: str, path: bool, closes: bool) -> bool:
    return ending in PLAIN_ENDINGS or (ending in WORDY_ENDINGS and is_distinctive(name))


def _quoted(name: str, ending: str, path: bool, closes: bool) -> bool:
    return ending in PLAIN_ENDINGS and is_no_word(name)


def _apart(name: str, ending: str, path: bool, closes: bool) -> bool:
    return ending in PLAIN_ENDINGS and (path or is_no_word(name))


def _behind(name: str, ending: str, path: bool, closes: bool) -> bool:
    return (path or closes) and _apart(name, ending, path, closes)


_JUDGES: dict[str, Callable[[str, str, bool, bool], bool]] = {
    "enclosed": _enclosed,
    "spoken": _spoken,
    "foreign": _foreign,
    "middle": _middle,
    "quoted": _quoted,
    "apart": _apart,
    "behind": _behind,
}
_LETTERWISE: tuple[tuple[tuple[str, ...], str, Callable[[str], bool]], ...] = (
    ((" .", " dot", " d0t"), _LETTERS_APART, lambda name: True),
    (("c o m", "n e t", "o r g", "g g", "t v"), _ENDING_APART, is_no_word),
    ((".c.o.m", ".n.e.t", ".o.r.g", ".g.g", ".t.v"), _ALL_APART, lambda name: True),
    (("dot",), _GLUED, lambda name: True),
    (("www", "w w w"), _WITHOUT_DOTS, lambda name: True),
)
