"""The pieces of a chunk whose signs and digits are read as letters, in every way that they can be."""

from moderation.rules.chunk_pieces import Piece, cut, judge_each, judge_together
from moderation.rules.decoded import plausible
from moderation.rules.evidence import is_function_word
from moderation.rules.term_table import Finding, TermTable
from moderation.rules.work import units
from moderation.text import leet

_AMBIGUOUS_MAX = 4
# A disguised word is shorter; in longer chunks a sign is read alike throughout.
_MIXED_MAX = 24
_SHORT = 3
# Signs in front that may belong to no word: of a mention, of a topic.
_ADDRESSES = ("@", "#")

# The pieces in the first alphabet and in the second (None: the same), findings, and the units of work.
LeetPieces = tuple[tuple[Piece, ...], tuple[Piece, ...] | None, list[Finding], int]


def leet_pieces(table: TermTable, text: str, core: str) -> LeetPieces:
    """What a chunk says in each leet alphabet; `core` is the text without the signs that end a sentence."""
    for opening, closing in ("()", "[]", "{}", "<>"):
        if closing in text or _opens(core, opening):
            core = core.replace(opening, ".")
    readings = [core.translate(leet.FIRST)]
    second = core.translate(leet.SECOND)
    if second != readings[0]:
        readings.append(second)
        if len(core) <= _MIXED_MAX:
            readings += leet.mixtures(core, _AMBIGUOUS_MAX)
    if core[0] in _ADDRESSES:
        readings.append(f".{readings[0][1:]}")
    found: list[Finding] = []
    views: list[tuple[Piece, ...]] = []
    # Most pieces are the same in most readings.
    judged: dict[Piece, None] = {}
    for reading in readings:
        pieces = _meant(cut(reading), core)
        views.append(pieces)
        news = [piece for piece in pieces if piece not in judged]
        if news:
            judged.update(dict.fromkeys(news))
            found += judge_each(table, core, news, len(pieces) == 1, "leet")
            found += judge_together(table, core, pieces, "leet")
    return views[0], views[1] if second != readings[0] else None, found, units(core * len(views), len(judged))


def _opens(core: str, bracket: str) -> bool:
    """Whether a bracket that does not close here stands before a word, or behind one at the end: no letter."""
    rest = core[1:]
    small = core[0] == bracket and (len(rest) < _SHORT or is_function_word(rest))
    return small or core.endswith(bracket) or bracket + "'" in core or bracket + '"' in core


def _meant(pieces: tuple[Piece, ...], text: str) -> tuple[Piece, ...]:
    """The decoded pieces that may be meant as letters; the others as they are written."""
    kept = []
    for letters, start, end, key in pieces:
        written = text[start:end]
        if letters == written or plausible(written):
            kept.append((letters, start, end, key))
        else:
            kept += [(plain, start + first, start + last, same) for plain, first, last, same in cut(written)]
    return tuple(kept)
