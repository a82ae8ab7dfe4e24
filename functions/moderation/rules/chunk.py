"""What one chunk says: the characters between two spaces, folded, with all their separators and signs."""

from moderation.rules.masked import masked_words
from moderation.rules.term_table import TermTable
from moderation.rules.token_judge import Finding, judge, segments
from moderation.text import leet
from moderation.text.common_words import COMMON
from moderation.text.pieces import WORD, squash

# Letters, where it starts and ends in the chunk.
Piece = tuple[str, int, int]
# Signs that may end a sentence do not stand for letters there.
_CLOSING = ".,!?;:'\")]}>*~-"
_STOPS = ".,!?;:'\")]}>"
_OPENING = "\"'([{<*~-"
_AMBIGUOUS_MAX = 3
_LONG_CHUNK = 60


class Chunk:
    """Pieces of a chunk as written and in each leet alphabet (None: no other reading), and what was found inside."""

    __slots__ = ("findings", "first", "pieces", "second")

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self.first: tuple[Piece, ...] | None = None
        self.second: tuple[Piece, ...] | None = None
        self.findings: tuple[Finding, ...] = ()


def cut(text: str) -> tuple[Piece, ...]:
    """The pieces of a text; apostrophes inside words are dropped from the letters."""
    return tuple((match[0].replace("'", ""), match.start(), match.end()) for match in WORD.finditer(text))


def read_chunk(table: TermTable, text: str) -> Chunk:
    """Everything that a chunk says by itself."""
    if text.isalpha():
        chunk = Chunk(((text, 0, len(text)),))
        chunk.findings = judge(table, text)
        return chunk
    chunk = Chunk(cut(text))
    found = _judge_pieces(table, text, chunk.pieces, "")
    if not text.strip(_CLOSING + _OPENING).isalpha() or text.endswith("**"):
        found += _disguised(table, text, chunk)
    chunk.findings = tuple(found)
    return chunk


def _disguised(table: TermTable, text: str, chunk: Chunk) -> list[Finding]:
    found: list[Finding] = []
    core = text.rstrip(_CLOSING)
    if any(character.isalpha() for character in core):
        if not leet.SIGNS.isdisjoint(core):
            found += _leet(table, core, chunk)
        found += masked_words(table, text.rstrip(_STOPS))
    return found


def _leet(table: TermTable, core: str, chunk: Chunk) -> list[Finding]:
    found: list[Finding] = []
    first = core.translate(leet.FIRST)
    second = core.translate(leet.SECOND)
    chunk.first = cut(first)
    found += _judge_pieces(table, core, chunk.first, "leet")
    if second != first:
        chunk.second = cut(second)
        found += _judge_pieces(table, core, chunk.second, "leet")
        if len(core) <= _LONG_CHUNK:
            for reading in leet.combinations(core, _AMBIGUOUS_MAX):
                found += _judge_pieces(table, core, cut(reading), "leet")
    return found


def _judge_pieces(table: TermTable, text: str, pieces: tuple[Piece, ...], reading: str) -> list[Finding]:
    """Judge each piece, and all of them together when the chunk is cut into several."""
    found: list[Finding] = []
    for letters, start, end in pieces:
        if reading and (letters == text[start:end] or not _plausible(text[start:end])):
            continue
        for first, last, term, how in judge(table, letters):
            if reading and how != "misspelled" and not _stands(table, letters, first, last, how):
                continue
            at = positions(letters, text, start, end)
            found.append((at[first], at[last - 1] + 1, term, reading or how))
    if len(pieces) > 1:
        found += _judge_together(table, text, pieces, reading)
    return found


def _stands(table: TermTable, letters: str, first: int, last: int, how: str) -> bool:
    """In a decoded token, letters that only happen to contain a term are chance: the rest must make sense too."""
    return how == "glued" or (segments(squash(letters[:first])) and segments(squash(letters[last:])))


def _plausible(written: str) -> bool:
    """Whether a piece with signs may be meant as letters: not figures with a unit."""
    letters = sum(character.isalpha() for character in written)
    signs = len(written) - letters
    if letters == 0:
        return False
    if len(written) <= 3:
        return letters > signs or not any(character.isdigit() for character in written)
    return True


def _judge_together(table: TermTable, text: str, pieces: tuple[Piece, ...], reading: str) -> list[Finding]:
    letters = "".join(piece[0] for piece in pieces)
    spelled = all(len(set(piece[0])) == 1 for piece in pieces)
    if len(letters) > 40 or (reading and sum(map(str.isalpha, text)) < 2):
        return []
    found: list[Finding] = []
    places: list[int] | None = None
    if spelled:
        if len(pieces) < 3:
            return []
        results = judge(table, letters, loose=True)
    else:
        if all(piece[0] in COMMON for piece in pieces):
            return []
        known = table.token(squash(letters), letters)
        results = ((0, len(letters), known[0], "split"),) if known is not None and known[0] >= 0 else ()
    for first, last, term, _ in results:
        if places is None:
            places = [place for piece in pieces for place in positions(piece[0], text, piece[1], piece[2])]
        found.append((places[first], places[last - 1] + 1, term, reading or "split"))
    return found


def positions(letters: str, text: str, start: int, end: int) -> list[int]:
    """Index in the chunk of each letter of a piece; apostrophes have none."""
    if end - start == len(letters):
        return list(range(start, end))
    return [place for place in range(start, end) if text[place] != "'"]
