"""What one chunk says: the characters between two spaces, folded, with all their separators and signs."""

from moderation.rules.term_matching.beginnings import opens
from moderation.rules.term_matching.chunk_pieces import Piece, cut, judge_each, judge_together
from moderation.rules.term_matching.decoded import ids_from
from moderation.rules.term_matching.leet_pieces import leet_pieces
from moderation.rules.term_matching.masked import masked_words
from moderation.rules.term_matching.named_letters import BETWEEN, TELLING
from moderation.rules.term_matching.term_table import Finding, TermTable
from moderation.rules.term_matching.token_judge import certain, judge
from moderation.rules.term_matching.wedged import wedged
from moderation.rules.work import MASKED, units
from moderation.text import leet
from moderation.text.pieces import squash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from moderation.rules.term_matching.statements import Tells

# Signs that may end a sentence do not stand for letters there.
_CLOSING = ".,!?;:'\")]}>*~-"
_STOPS = ".,!?;:'\")]}>"
_OPENING = "\"'([{<*~-"
_SIGNS_MIN = 5
# So short a word stands in an id by chance.
_ID_WORD_MAX = 4


# What a chunk is: found something, may tell of a statement, begins a word that may be torn, has more than letters, can
# be decoded in one way or two, has so many pieces or so few characters that letters may be spelled, names a letter, or
# may stand between two that are spelled.
FOUND, TELLS, OPENS, SIGNED, DECODED, DECODED_TWICE, PARTED, SHORT, NAMED, JOINED = (1 << trait for trait in range(10))
_PARTED = _SHORT = 3


class Chunk:
    """Pieces of a chunk as written and in each leet alphabet (None: no other reading), and what was found inside.

    `work` is how many units of work it took.
    """

    __slots__ = ("findings", "first", "opens", "pieces", "second", "told", "traits", "work")

    def __init__(self, text: str, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self.first: tuple[Piece, ...] | None = None
        self.second: tuple[Piece, ...] | None = None
        self.findings: tuple[Finding, ...] = ()
        # Which statements its words may be of: see `Statements.told_by`.
        self.told: Tells | None = None
        self.work = units(text, len(pieces))
        # Whether a word begins here that may have been torn.
        self.opens = False
        self.traits = 0


def read_chunk(table: TermTable, text: str, loose: bool = False) -> Chunk:
    """Everything that a chunk says by itself; `loose` is for letters that were spelled one by one."""
    if text.isalpha() and (text.isascii() or leet.SIGNS.isdisjoint(text)):
        key = squash(text)
        chunk = Chunk(text, ((text, 0, len(text), key),))
        chunk.findings = (certain(table, text, key, loose) or ()) if loose else judge(table, text, key)
        chunk.opens = not chunk.findings and opens(table, text, key)
        return chunk
    chunk = Chunk(text, cut(text))
    found = judge_each(table, text, chunk.pieces, len(chunk.pieces) == 1, "")
    found += judge_together(table, text, chunk.pieces, "")
    if (
        not text.strip(_CLOSING + _OPENING).isalpha()
        or text.rstrip(_STOPS)[-1:] in ("*", "-")
        or not leet.SIGNS.isdisjoint(text)
    ):
        found += _disguised(table, text, chunk)
        found += wedged(table, text)
    chunk.findings = tuple(found)
    chunk.opens = not found and any(opens(table, piece[0], piece[3]) for piece in chunk.pieces)
    return chunk


def traits(chunk: Chunk, text: str) -> int:
    """The traits of a chunk of which everything else is known."""
    found = _naming(chunk.pieces)
    if chunk.findings:
        found |= FOUND
    if chunk.told is not None:
        found |= TELLS
    if chunk.opens:
        found |= OPENS
    if len(text) < _SHORT:
        found |= SHORT
    if len(chunk.pieces) != 1 or chunk.pieces[0][0] != text:
        found |= SIGNED
        if len(chunk.pieces) >= _PARTED:
            found |= PARTED
    if chunk.first is not None:
        found |= DECODED
        if chunk.second is not None:
            found |= DECODED_TWICE
    return found


def _naming(pieces: tuple[Piece, ...]) -> int:
    found = 0
    for letters, _, _, _ in pieces:
        if letters in TELLING:
            found |= NAMED
        elif letters in BETWEEN:
            found |= JOINED
    return found


def _disguised(table: TermTable, text: str, chunk: Chunk) -> list[Finding]:
    """What the signs of a chunk hide, as letters of their own or over letters."""
    found: list[Finding] = []
    core = text.rstrip(_CLOSING)
    lettered = any(map(str.isalpha, core))
    if (lettered or len(core) >= _SIGNS_MIN) and not leet.SIGNS.isdisjoint(core):
        chunk.first, chunk.second, found, work = leet_pieces(table, text, core)
        chunk.work += work
    if lettered and not (text.isascii() and text.isalnum()):
        found += masked_words(table, text.rstrip(_STOPS))
        chunk.work += units(text, MASKED)
    if found:
        ids = ids_from(text)
        found = [finding for finding in found if finding[0] < ids or finding[1] - finding[0] > _ID_WORD_MAX]
    return found
