"""Words with letters hidden behind signs: f*ck, f**k, sh!t, b****."""

import re

from moderation.rules.term_matching.blanked import ARITHMETIC, blanked_words
from moderation.rules.term_matching.ordinary import segments
from moderation.rules.term_matching.term_table import TermTable
from moderation.text import leet
from moderation.text.common_words import COMMON
from moderation.text.pieces import WORD, squash

_VOWELS = frozenset("aeiou")
_CHUNK_MAX = 24
_OPENING = "\"'([{<"
# Signs that nobody writes inside a word for any other reason.
_STRONG = frozenset("*#█▇■●○•~%&^?")
# Signs of code and quotation.
_NO_MASK = frozenset("()[]{}<>\"'`\\;,=/:")
# A conversion of a format, "%s": no letter before the sign, one behind it.
_CONVERSION = r"(?:^|[^\w%*#&])%\d*\$?[a-z]"
# A chord.
_MINOR = r"[a-g]#m"
# An address of which letters are hidden, for whatever reason: "j***n@g***l.com".
_ADDRESS = r"[\w*.+-]+@[\w*-]+(?:\.[\w*-]+)*\.[a-z*]{2,}"
_PART = r"[^-./,:;|+]+"
# Signs that may hide a word's last letter, and all but its first.
_FINAL = frozenset("*#%-")
# Signs that stand in a mask of several letters at the end; a path or a pattern has others.
_TAIL = frozenset("*#%-@!$&^~+█▇■●○•")
# Signs that hide a letter in the shortest words: others are conversions ("%s") and operators.
_BOLD = frozenset("*#█▇■●○•")
_VISIBLE_PREFIX_MAX = 8
# Of a blanked word two letters are left.
_ENDS = 2
_SHORT_WORD = 5


def masked_words(table: TermTable, core: str) -> list[tuple[int, int, int, str]]:
    """Findings in one chunk (closing stops removed by the caller, stars kept); "blanked" if two letters are left."""
    body = core.lstrip(_OPENING)
    start = len(core) - len(body)
    if (
        ("*" in body and re.fullmatch(ARITHMETIC, body))
        or ("%" in body and re.search(_CONVERSION, body))
        or ("@" in body and re.fullmatch(_ADDRESS, body))
        or ("#" in body and re.fullmatch(_MINOR, body))
    ):
        return []
    if body.isascii():
        shape = body.translate(_ASCII_SHAPE)
    else:
        shape = "".join([character if character.isalpha() else _sign(character) for character in body])
    if "'" in body or "*" not in shape or len(shape) > _CHUNK_MAX or not any(map(str.isalpha, shape)):
        return blanked_words(table, core) if "'" in body else []
    for first, last in _windows(shape, body):
        if last - first < len(shape) and "*" in (shape[first], shape[last - 1]):
            continue
        if not _NO_MASK.isdisjoint(body[first:last]):
            continue
        for candidate in _shapes(shape[first:last]):
            number = _match(table, candidate, body[first:last])
            if number is not None and not _ordinary(body):
                hidden = candidate.count("*")
                return [
                    (start + first, start + last, number, "blanked" if len(candidate) - hidden <= _ENDS else "masked")
                ]
    # One sign hides more than a letter only if it is a picture.
    return blanked_words(table, core) if shape.count("*") >= _ENDS or not body.isascii() else []


def _ordinary(body: str) -> bool:
    """Whether the signs stand for letters of common words: "p@ssword"."""
    letters = body.translate(leet.FIRST)
    return letters.isalpha() and segments(squash(letters))


def _sign(character: str) -> str:
    return character.translate(leet.FIRST) if character.isdigit() else "*"


_ASCII_SHAPE = {ord(character): _sign(character) for character in map(chr, range(128)) if not character.isalpha()}


def _windows(shape: str, body: str) -> list[tuple[int, int]]:
    """The whole shape, its parts between weak signs, and the shape without a common word at its start or its end."""
    windows = [(0, len(shape)), *_parts(body)]
    for cut in range(2, len(shape) - 3):
        if shape[:cut] in COMMON:
            windows.append((cut, len(shape)))
        if shape[-cut:] in COMMON:
            windows.append((0, len(shape) - cut))
    return windows


def _parts(body: str) -> list[tuple[int, int]]:
    if _STRONG.isdisjoint(body):
        return []
    parts = [part.span() for part in re.finditer(_PART, body)]
    return parts if len(parts) > 1 else []


def _shapes(shape: str) -> list[str]:
    """The shape as it stands, each run of signs for one letter, and without a "z" for the plural."""
    collapsed = "".join(c for at, c in enumerate(shape) if c != "*" or at == 0 or shape[at - 1] != "*")
    shapes = [shape] if collapsed == shape else [shape, collapsed]
    if shape[-1] == "z":
        shapes += [shape[:-1], shape[:-1] + "s"]
    return shapes


def _match(table: TermTable, shape: str, body: str) -> int | None:
    hidden = [place for place, character in enumerate(shape) if character == "*"]
    if (
        not hidden
        or len(hidden) == len(shape)
        or (body[0] == "#" and len(shape) < _SHORT_WORD)
        or (shape[0] == "*" and len(hidden) > 1 and (shape[1] == "*" or _BOLD.isdisjoint(body)))
    ):
        return None
    strong = not _STRONG.isdisjoint(body)
    if not _readable(shape, hidden, body, strong):
        return None
    key = f"{len(shape)}{shape[0]}" if shape[0] != "*" else f"{len(shape)}?{shape[1]}"
    beginning, ending = shape[: hidden[0]], shape[hidden[-1] + 1 :]
    for item in table.masked(key):
        if not item.startswith(beginning):
            continue
        word, _, number = item.partition(":")
        if word.endswith(ending) and all(place in ("*", letter) for place, letter in zip(shape, word, strict=True)):
            vowels = all(word[place] in _VOWELS for place in hidden)
            if not vowels and hidden[-1] != len(shape) - 1 and not (strong and len(hidden) <= _most_hidden(shape)):
                continue
            if table.term(int(number))[2] > 1 or len(hidden) == 1:
                return int(number)
    return None


def _most_hidden(shape: str) -> int:
    """Half of the word, or all between the first and the last letter of a short one (b***h)."""
    return max(len(shape) // 2, len(shape) - 2 if len(shape) <= _SHORT_WORD else 0)


def _readable(shape: str, hidden: list[int], body: str, strong: bool) -> bool:
    """Whether enough of the word can be read to mean it."""
    visible = len(shape) - len(hidden)
    last = len(shape) - 1
    if hidden[-1] == last:
        first = hidden[0]
        if body[-1] not in _FINAL or shape[:first] in COMMON:
            return False
        if hidden == list(range(first, last + 1)) and len(hidden) > 1:
            masked = "*" in body and _TAIL.issuperset(body[first:])
            return masked and last > 2 and first <= _VISIBLE_PREFIX_MAX
        return (visible >= 3 and last > 3) or (strong and visible >= 2)
    if not strong and (len(shape) < 4 or len(hidden) > 1):
        return False
    if len(shape) < 4 and (_BOLD.isdisjoint(body) or any(map(str.isdigit, body))):
        return False
    pieces = [match[0] for match in re.finditer(WORD, body)]
    return strong or not all(piece in COMMON for piece in pieces)
