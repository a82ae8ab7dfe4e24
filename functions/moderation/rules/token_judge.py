"""What one token says: letters and digits without a separator, folded."""

import re

from moderation.rules.near import near
from moderation.rules.term_table import Finding, TermTable, fits
from moderation.text.common_words import COMMON, SQUASHED
from moderation.text.pieces import run_lengths, run_starts, squash

DIGITS = "0123456789"
# Beside a term of three letters, shorter neighbours are too often the rest of another word.
SHORT_TERM = 3
GLUE_MAX = 24
LEAST_GLUED = 6
# Joined words of a phrase may stand in a token if they are this long.
LEAST_PHRASE = 6
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly")
_READINGS = {"f": "plain", "F": "stretched", "v": "misspelled", "u": "uncertain", "-": "innocent"}
_NOT_GLUED = ("reversed", "uncertain")
_TURNED_SEVERITY = 2
_PIG_LATIN_MIN = 6
# The readings of one text repeat most of their tokens.
_REMEMBERED_MAX = 4096
_STUTTERED_MIN = 6
# A beginning of two or three letters, again and again, before itself.
_STUTTER = r"(.{2,3}?)\1*(?=\1)"
_LETTER_WORDS = frozenset("aiu")


def segments(text: str, shortest: int = 2) -> bool:
    """Whether squashed letters are a sequence of common words (or nothing, or digits)."""
    if not text or text.isdigit():
        return True
    if len(text) > GLUE_MAX:
        return False
    if len(text) >= shortest and (text in COMMON or text in SQUASHED):
        return True
    if shortest == 1 and text in _LETTER_WORDS:
        return True
    for cut in range(shortest, len(text) - shortest + 1):
        start = text[:cut]
        known = start in COMMON or start in SQUASHED or (cut == 1 and start in _LETTER_WORDS)
        if known and segments(text[cut:], shortest):
            return True
    return False


def common(word: str) -> bool:
    """Whether a word, or what its ending is added to, is among the commonest."""
    if word in COMMON:
        return True
    if not word.endswith(_ENDINGS):
        return False
    return any(word.endswith(ending) and word[: -len(ending)] in COMMON for ending in _ENDINGS)


def _ordinary_token(text: str) -> bool:
    """Whether a token is a common word, or just two of them, like the island of pens."""
    return common(text) or any(text[:cut] in COMMON and common(text[cut:]) for cut in range(SHORT_TERM, len(text) - 2))


def resolve(table: TermTable, text: str) -> tuple[int, str] | None:
    """(term, reading) of a whole token as it stands, with a "z" for its plural, or backwards; term -1: innocent."""
    key = squash(text)
    known = table.token(key, text)
    if known is not None and (known[1] == "f" or not common(text)):
        return known[0], _READINGS[known[1]]
    if len(key) <= SHORT_TERM or common(text):
        return None
    if key[-1] == "z":
        stem = text.rstrip("z")
        known = table.token(squash(stem), stem) or table.token(squash(stem) + "s", stem + "s")
        if known is not None and known[0] >= 0 and known[1] != "u":
            return known[0], "misspelled"
    for name, moved in (("reversed", text[::-1]), *_pig_latin(text), *_stuttered(text)):
        known = table.token(key[::-1] if name == "reversed" else squash(moved), moved)
        if known is None or known[1] not in "fF" or table.term(known[0])[2] < _TURNED_SEVERITY:
            continue
        # Backwards, the short words of another language are too often words of a third.
        if len(key) >= LEAST_GLUED or table.term(known[0])[4][:1] in ((), ("en",)):
            return known[0], name
    return None


def _pig_latin(text: str) -> list[tuple[str, str]]:
    """What "igpay" was before its first consonants went to its end, with "ay" after them."""
    if not text.endswith("ay") or len(text) < _PIG_LATIN_MIN:
        return []
    stem = text[:-2]
    return [("pig latin", stem[-moved:] + stem[:-moved]) for moved in (1, 2, 3)]


def _stuttered(text: str) -> list[tuple[str, str]]:
    """What "dididick" was before its beginning was repeated."""
    if len(text) < _STUTTERED_MIN or not re.match(_STUTTER, text):
        return []
    rest = re.sub(_STUTTER, "", text, count=1)
    return [("stretched", rest)] if text.replace(rest, "") else []


def judge(table: TermTable, token: str, loose: bool = False) -> tuple[Finding, ...]:
    """The terms in a token: the whole of it, inside it, or glued to ordinary words.

    `loose` is for letters spelled one by one, where a neighbour may be short.
    """
    if loose:
        return _judge(table, token, loose)
    found = table.judged.get(token)
    if found is None:
        if len(table.judged) >= _REMEMBERED_MAX:
            table.judged.clear()
        found = table.judged[token] = _judge(table, token, loose)
    return found


def _judge(table: TermTable, token: str, loose: bool) -> tuple[Finding, ...]:
    if len(token) == 1 and token.isascii():
        return ()
    core = token.strip(DIGITS)
    if not core:
        return _whole(table, token, token, 0)
    lead = token.index(core)
    if len(core) != len(token):
        found = _whole(table, squash(token), token, 0)
        if found:
            return found
    known = resolve(table, core)
    if known is not None:
        return () if known[0] < 0 else ((lead, lead + len(core), *known),)
    key = squash(core)
    if len(key) < SHORT_TERM - 1:
        return ()
    inside = _inside(table, key, core, lead, loose)
    if inside is not None:
        return inside
    beside = _beside(table, core, lead)
    if beside or core is not token or loose or not core.isalpha() or common(core):
        return beside
    term = near(table.close, core)
    return () if term is None or _ordinary_token(core) else ((0, len(core), term, "near"),)


def _beside(table: TermTable, core: str, lead: int) -> tuple[Finding, ...]:
    """A disguised term with a common word glued to one of its ends."""
    if not LEAST_GLUED <= len(core) <= GLUE_MAX:
        return ()
    for cut in range(SHORT_TERM, len(core) - 3):
        for word, start, end in ((core[:cut], cut, len(core)), (core[-cut:], 0, len(core) - cut)):
            if word not in COMMON:
                continue
            known = resolve(table, core[start:end])
            if known is not None and known[0] >= 0 and known[1] not in _NOT_GLUED:
                return () if _ordinary_token(core) else ((lead + start, lead + end, *known),)
    return ()


def _whole(table: TermTable, key: str, token: str, start: int) -> tuple[Finding, ...]:
    known = table.token(key, token)
    if known is None or known[0] < 0:
        return ()
    return ((start, start + len(token), known[0], "uncertain" if known[1] == "u" else "plain"),)


def _inside(table: TermTable, key: str, core: str, lead: int, loose: bool) -> tuple[Finding, ...] | None:
    """The terms inside a token, or glued; None if nothing is there, () if what is there is innocent."""
    safe: list[tuple[int, int]] = []
    runs = ""
    found: list[tuple[int, int, int, str]] = []
    for last, number in table.scan(key):
        for pattern in table.patterns(number):
            start, end = last + 1 - pattern.length, last + 1
            mode = pattern.mode
            if mode[0] == "x":
                if (start == 0 or "l" in mode) and (end == len(key) or "r" in mode):
                    safe.append((start, end))
            elif mode != "X":
                runs = runs or run_lengths(core)
                if fits(runs[start:end], pattern.runs) and _counts(table, mode, key, start, end, loose, runs):
                    found.append((start, end, pattern.term, "plain" if mode in "sp" else "glued"))
    if not found:
        return None
    if _ordinary_token(core) and all(how == "glued" for _, _, _, how in found):
        return ()
    starts = run_starts(core)
    return tuple(
        (lead + starts[start], lead + starts[end], term, reading)
        for start, end, term, reading in found
        if not any(first <= start and end <= after for first, after in safe)
    )


def _counts(table: TermTable, mode: str, key: str, start: int, end: int, loose: bool, runs: str) -> bool:
    if mode == "s":
        return True
    if mode == "p":
        return start == 0
    if start > GLUE_MAX or len(key) - end > GLUE_MAX or (mode == "h" and end - start < LEAST_PHRASE):
        return False
    if _decorated(key, start, end):
        return True
    shortest = 1 if loose else 3 if end - start <= SHORT_TERM else 2
    # "stupid" and "dick" glued have one run of d: it belongs to both.
    lefts = [key[:start], key[: start + 1]] if runs[start] > "1" else [key[:start]]
    rights = [key[end:], key[end - 1 :]] if runs[end - 1] > "1" else [key[end:]]
    return any(_ordinary(table, left, shortest) for left in lefts) and any(
        _ordinary(table, right, shortest) for right in rights
    )


def _decorated(key: str, start: int, end: int) -> bool:
    """Whether a term stands between two x, or a longer one between the same letters: xXtermXx, asdftermasdf."""
    same = key[:start] == key[end:]
    return same and (end - start > SHORT_TERM + 1 or key[end:] == "x" or (start > 1 and end - start > SHORT_TERM))


def _ordinary(table: TermTable, rest: str, shortest: int) -> bool:
    """Whether the rest of a token is common words, or a term again."""
    if segments(rest, shortest):
        return True
    known = table.token(rest, rest) if len(rest) >= SHORT_TERM else None
    return known is not None and known[1] in "fF"
