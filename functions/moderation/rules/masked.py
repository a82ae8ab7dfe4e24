"""Words with letters hidden behind signs: f*ck, f**k, sh!t, b****."""

from moderation.rules.term_table import TermTable
from moderation.text import leet
from moderation.text.common_words import COMMON
from moderation.text.pieces import WORD

_VOWELS = frozenset("aeiou")
_LENGTHS = range(3, 17)
# Signs that nobody writes inside a word for any other reason.
_STRONG = frozenset("*#█▇■●○•~%&^=?")
_TRAILING_MIN = 2
_VISIBLE_PREFIX_MAX = 4


def masked_words(table: TermTable, core: str) -> list[tuple[int, int, int, str]]:
    """Findings in one chunk (trailing stops removed by the caller, stars kept)."""
    start = 0
    while start < len(core) and core[start] in "\"'([{<":
        start += 1
    body = core[start:]
    shape = "".join(character if character.isalpha() else _sign(character) for character in body)
    if "*" not in shape or len(shape) > 24 or not any(map(str.isalpha, shape)):
        return []
    for candidate in _shapes(shape):
        number = _match(table, candidate, body)
        if number is not None:
            return [(start, start + len(body), number, "masked")]
    return []


def _sign(character: str) -> str:
    if character.isdigit():
        return character.translate(leet.FIRST)
    return "" if character == "'" else "*"


def _shapes(shape: str) -> list[str]:
    """The shape as it stands, and with each run of signs for one letter."""
    collapsed = "".join(c for at, c in enumerate(shape) if c != "*" or at == 0 or shape[at - 1] != "*")
    return [shape] if collapsed == shape else [shape, collapsed]


def _match(table: TermTable, shape: str, body: str) -> int | None:
    if len(shape) not in _LENGTHS:
        return None
    hidden = [place for place, character in enumerate(shape) if character == "*"]
    visible = len(shape) - len(hidden)
    if not _enough(shape, hidden, visible, body):
        return None
    key = f"{len(shape)}{shape[0]}" if shape[0] != "*" else f"{len(shape)}?{shape[1]}"
    weak = _STRONG.isdisjoint(body) and len(hidden) == 1
    for item in table.masked(key):
        word, _, number = item.partition(":")
        if all(place == "*" or place == letter for place, letter in zip(shape, word, strict=False)):
            if weak and (len(word) < 4 or word[hidden[0]] not in _VOWELS):
                continue
            if table.severity(int(number)) > 1 or len(hidden) == 1:
                return int(number)
    return None


def _enough(shape: str, hidden: list[int], visible: int, body: str) -> bool:
    """Whether enough of the word can be read to mean it."""
    if not hidden or visible == 0 or (shape[0] == "*" and (shape[1] == "*" or visible < 2)):
        return False
    if hidden[-1] == len(shape) - 1:
        first = hidden[0]
        prefix = shape[:first]
        return (
            len(hidden) >= _TRAILING_MIN
            and hidden == list(range(first, len(shape)))
            and "*" in body
            and first <= _VISIBLE_PREFIX_MAX
            and len(shape) >= 4
            and prefix not in COMMON
            and (first > 1 or len(hidden) >= 3)
        )
    pieces = [match[0] for match in WORD.finditer(body)]
    return visible >= 2 and not (len(pieces) > 1 and _STRONG.isdisjoint(body) and all(p in COMMON for p in pieces))
