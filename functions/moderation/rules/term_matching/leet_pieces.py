"""The pieces of a chunk whose signs and digits are read as letters, in every way that they can be."""

from moderation.rules.term_matching.chunk_pieces import Piece, cut, judge_each, judge_together
from moderation.rules.term_matching.decoded import plausible
from moderation.rules.term_matching.evidence import is_function_word
from moderation.rules.term_matching.ordinary import common
from moderation.rules.term_matching.term_table import Finding, TermTable
from moderation.rules.work import decoded
from moderation.text import leet
from moderation.text.pieces import squash

_AMBIGUOUS_MAX = 4
# A disguised word is shorter; in longer chunks a sign is read alike throughout.
_MIXED_MAX = 24
_SHORT = 3
# A word of so many letters is hardly the rest of another.
_LONG = 5
# Signs in front that may belong to no word: of a mention, of a topic.
_ADDRESSES = ("@", "#")

# The pieces in the first alphabet and in the second (None: the same), findings, and the units of work.
LeetPieces = tuple[tuple[Piece, ...], tuple[Piece, ...] | None, list[Finding], int]


def leet_pieces(table: TermTable, text: str, core: str) -> LeetPieces:
    """What a chunk says in each leet alphabet; `core` is the text without the signs that end a sentence."""
    for opening, closing in ("()", "[]", "{}", "<>"):
        if closing in text or _opens(core, opening):
            core = core.replace(opening, ".")
    plain = core.translate(leet.FIRST)
    first, changing = _meant(cut(plain), core)
    found = judge_each(table, core, first, len(first) == 1, "leet")
    found += judge_together(table, core, first, "leet")
    judged = dict.fromkeys(first)
    second = None
    others = core.translate(leet.SECOND)
    readings: list[str] = []
    if others != plain:
        readings = [others, *(leet.mixtures(core, _AMBIGUOUS_MAX) if len(core) <= _MIXED_MAX else ())]
        for reading in readings:
            pieces = _otherwise(first, changing, reading)
            second = second or pieces
            found += _news(table, core, pieces, judged)
    if "v" in core and changing:
        # Beside signs that stand for letters, this one may stand for the one that it once was.
        for reading in (plain, *readings):
            found += _news(table, core, _otherwise(first, changing, reading.replace("v", "u")), judged)
    if not core.isascii() and any("а" <= character <= "я" for character in core):
        found += _news(table, core, _meant(cut(core.translate(leet.CYRILLIC)), core)[0], judged)
    if core[0] in _ADDRESSES:
        found += _news(table, core, _meant(cut(f".{plain[1:]}"), core)[0], judged)
    return first, second, found, decoded(len(judged))


def _news(table: TermTable, core: str, pieces: tuple[Piece, ...], judged: dict[Piece, None]) -> list[Finding]:
    """What the pieces of one more reading say; most are the same as in another."""
    news = [piece for piece in pieces if piece not in judged]
    if not news:
        return []
    judged.update(dict.fromkeys(news))
    return judge_each(table, core, news, len(pieces) == 1, "leet") + judge_together(table, core, pieces, "leet")


def _opens(core: str, bracket: str) -> bool:
    """Whether a bracket that does not close here stands before a word, or behind one at the end: no letter."""
    if bracket not in core:
        return False
    rest = core[1:]
    word = len(rest) < _SHORT or is_function_word(rest) or (len(rest) >= _LONG and common(rest))
    return (word and core[0] == bracket) or core.endswith(bracket) or bracket + "'" in core or bracket + '"' in core


def _meant(pieces: tuple[Piece, ...], text: str) -> tuple[tuple[Piece, ...], list[int]]:
    """The decoded pieces that may be meant as letters, the others as they are written; and which are decoded."""
    kept: list[Piece] = []
    decoded = []
    for piece in pieces:
        letters, start, end, _ = piece
        written = text[start:end]
        if letters == written:
            kept.append(piece)
        elif plausible(written):
            decoded.append(len(kept))
            kept.append(piece)
        else:
            kept += [(plain, start + first, start + last, same) for plain, first, last, same in cut(written)]
    return tuple(kept), decoded


def _otherwise(pieces: tuple[Piece, ...], changing: list[int], reading: str) -> tuple[Piece, ...]:
    """The same pieces with the letters of another reading: every sign is a letter in each, so they are cut alike."""
    view = list(pieces)
    for number in changing:
        _, start, end, _ = view[number]
        letters = reading[start:end].replace("'", "")
        view[number] = (letters, start, end, squash(letters))
    return tuple(view)
