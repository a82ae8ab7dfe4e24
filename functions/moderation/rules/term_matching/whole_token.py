"""What a token says as a whole: as it stands, with a "z" for its plural, backwards, in pig Latin, stuttered."""

from moderation.rules.term_matching.infixed import infixed
from moderation.rules.term_matching.ordinary import common
from moderation.rules.term_matching.term_table import TermTable
from moderation.text.pieces import compiled, squash

# Up to here, what is moved, or added, is too often chance.
SHORT_TERM = 3
LEAST_GLUED = 6
_READINGS = {"f": "plain", "F": "stretched", "v": "misspelled", "u": "uncertain", "-": "innocent"}
_TURNED_SEVERITY = 2
# So many letters a token needs to be pig Latin, or stuttered.
_MOVED_MIN = 6
# A beginning of two or three letters, again and again, before itself.
_STUTTER = r"(.{2,3}?)\1*(?=\1)"


def resolve(table: TermTable, text: str, key: str) -> tuple[int, str] | None:
    """(term, reading) of a token whose squashed letters are `key`; term -1: innocent."""
    known = table.token(key, text)
    if known is not None and known[1] == "f":
        return known[0], "plain"
    if common(text):
        return None
    if known is not None:
        return known[0], _READINGS[known[1]]
    if len(key) <= SHORT_TERM:
        return None
    return (_plural(table, text) if key[-1] == "z" else None) or _turned(table, text, key)


def _plural(table: TermTable, text: str) -> tuple[int, str] | None:
    stem = text.rstrip("z")
    known = table.token(squash(stem), stem) or table.token(squash(stem) + "s", stem + "s")
    return None if known is None or known[0] < 0 or known[1] == "u" else (known[0], "misspelled")


def _turned(table: TermTable, text: str, key: str) -> tuple[int, str] | None:
    """What letters say that were moved, or added."""
    known = table.token(key[::-1], text[::-1])
    if known is not None and _tells(table, key, known):
        return known[0], "reversed"
    if len(text) < _MOVED_MIN:
        return None
    for name, moved in (*_pig_latin(text), *_stuttered(text), *infixed(text)):
        known = table.token(squash(moved), moved)
        if known is not None and _tells(table, key, known):
            return known[0], name
    return None


def _tells(table: TermTable, key: str, known: tuple[int, str]) -> bool:
    """Whether it is no accident that letters say this which were moved."""
    term, kind = known
    if kind not in "fF" or table.term(term)[2] < _TURNED_SEVERITY:
        return False
    # Backwards, the short words of another language are too often words of a third.
    return len(key) >= LEAST_GLUED or table.term(term)[4][:1] in ((), ("en",))


def _pig_latin(text: str) -> list[tuple[str, str]]:
    """What "igpay" was before its first consonants went to its end, with "ay" after them."""
    if not text.endswith("ay"):
        return []
    stem = text[:-2]
    return [("pig latin", stem[-moved:] + stem[:-moved]) for moved in (1, 2, 3)]


def _stuttered(text: str) -> list[tuple[str, str]]:
    """What "dididick" was before its beginning was repeated."""
    if text[2:4] != text[:2] and text[3:6] != text[:3]:
        return []
    rest = compiled(_STUTTER).sub("", text, count=1)
    return [("stretched", rest)] if text.replace(rest, "") else []
