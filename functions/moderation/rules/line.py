"""What chunks say together: phrases, words split by spaces, letters spelled one by one."""

from _bisect import bisect_right  # bisect itself would be one more module to load in a cold start

from moderation.rules.chunk import Chunk, Piece
from moderation.rules.spelled import Span, spelled
from moderation.rules.term_table import Pattern, TermTable
from moderation.rules.token_judge import common
from moderation.text.pieces import run_lengths, run_starts, squash, stretched

_SPELLED_MIN = 3
# A term of three letters in two pieces with a space between is too often chance ("as s...").
_SHORT = 3
_TOGETHER_MAX = 24
_SINGLE_WORDS = frozenset("aiou0123456789")


def across(
    table: TermTable, text: str, texts: list[str], chunks: list[Chunk], innocent: list[tuple[int, int]]
) -> list[Span]:
    """Findings that no chunk has by itself; the places of innocent phrases go to `innocent`."""
    if len(chunks) == 1 and len(chunks[0].pieces) == 1 and chunks[0].first is None:
        return []
    spans = spelled(table, text) if _may_be_spelled(texts, chunks) else []
    spans += _search(table, text, texts, [chunk.pieces for chunk in chunks], "", innocent)
    if any(chunk.first for chunk in chunks):
        spans += _search(table, text, texts, [chunk.first or chunk.pieces for chunk in chunks], "leet", innocent)
        if any(chunk.second for chunk in chunks):
            spans += _search(table, text, texts, [chunk.second or chunk.pieces for chunk in chunks], "leet", innocent)
    return spans


def _may_be_spelled(texts: list[str], chunks: list[Chunk]) -> bool:
    short = 0
    for text in texts:
        if len(text) < _SPELLED_MIN:
            short += 1
    if short >= _SPELLED_MIN:
        return True
    return any(chunk.first is not None or len(chunk.pieces) >= _SPELLED_MIN for chunk in chunks)


def _search(
    table: TermTable,
    text: str,
    texts: list[str],
    view: list[tuple[Piece, ...]],
    name: str,
    innocent: list[tuple[int, int]],
) -> list[Span]:
    words = [piece[0] for pieces in view for piece in pieces]
    letters = "".join(words)
    key = squash(letters) if stretched(letters) else letters
    line: _Line | None = None
    spans: list[Span] = []
    for last, number in table.scan(key):
        if line is None:
            line = _Line(text, texts, view, words, letters, key)
        for pattern in table.patterns(number):
            line.consider(pattern, last + 1, spans, table, name)
    if line is not None:
        innocent += line.innocent
    return spans


class _Line:
    """The pieces of a whole reading side by side, and where each letter comes from."""

    __slots__ = ("innocent", "key", "letters", "offsets", "places", "runs", "spaced", "words")

    def __init__(
        self, text: str, texts: list[str], view: list[tuple[Piece, ...]], words: list[str], letters: str, key: str
    ) -> None:
        self.words = words
        self.letters = letters
        self.key = key
        self.runs = run_starts(letters) if key is not letters else None
        self.offsets = [0]
        self.places: list[tuple[int, int]] = []
        self.spaced: list[bool] = []
        self.innocent: list[tuple[int, int]] = []
        at = 0
        for chunk, pieces in zip(texts, view, strict=True):
            at = text.index(chunk, at)
            for number, (word, start, end) in enumerate(pieces):
                self.places.append((at + start, at + end))
                self.offsets.append(self.offsets[-1] + len(word))
                self.spaced.append(number == 0)
            at += len(chunk)

    def consider(self, pattern: Pattern, end: int, spans: list[Span], table: TermTable, name: str) -> None:
        """Take an occurrence that spans several pieces, if its ends fit and it is not just ordinary words."""
        start = end - pattern.length
        if self.runs is None:
            first_from = first_to = start
            last_from = last_to = end
        else:
            first_from, first_to = self.runs[start], self.runs[start + 1] - 1
            last_from, last_to = self.runs[end - 1] + 1, self.runs[end]
        first = bisect_right(self.offsets, first_to) - 1
        last = bisect_right(self.offsets, last_from - 1) - 1
        if first >= last:
            return
        if self.offsets[first] < first_from or self.offsets[last + 1] > last_to:
            self._longer(first, last, spans, table, name)
            return
        if not self._spelled_like(pattern, first, last):
            return
        if pattern.mode == "X":
            self.innocent.append((self.places[first][0], self.places[last][1]))
        elif self._meant(pattern, start, first, last):
            how = "plain" if pattern.mode == "h" else "split"
            spans.append((self.places[first][0], self.places[last][1], pattern.term, name or how))

    def _spelled_like(self, pattern: Pattern, first: int, last: int) -> bool:
        """Whether each letter is there as often as in the pattern, or plainly stretched: doubles come of chance."""
        pieces = self.words[first : last + 1]
        together = "".join(pieces)
        least = pattern.runs.ljust(pattern.length, "1")
        have = run_lengths(together)
        if not all(there == wanted or there > "2" for there, wanted in zip(have, least, strict=True)):
            return False
        if len(have) == len(together):
            return True
        starts = run_starts(together)
        at = 0
        for piece in pieces[:-1]:
            at += len(piece)
            # A double across a gap is one letter twice only if the term has it twice.
            if at not in starts and least[bisect_right(starts, at) - 1] == "1":
                return False
        return True

    def _meant(self, pattern: Pattern, start: int, first: int, last: int) -> bool:
        if pattern.mode[0] == "x":
            return False
        pieces = self.words[first : last + 1]
        if pattern.mode == "h":
            cuts = {self._key_index(self.offsets[piece]) - start for piece in range(first + 1, last + 1)}
            if cuts >= pattern.cuts:
                return True
        elif self.offsets[last + 1] - self.offsets[first] <= _SHORT and any(self.spaced[first + 1 : last + 1]):
            return False
        return not all(common(piece) or piece in _SINGLE_WORDS for piece in pieces)

    def _key_index(self, offset: int) -> int:
        return offset if self.runs is None else bisect_right(self.runs, offset) - 1

    def _longer(self, first: int, last: int, spans: list[Span], table: TermTable, name: str) -> None:
        """The pieces begin before or go on after the pattern: a longer term that is split?"""
        pieces = self.words[first : last + 1]
        together = "".join(pieces)
        if last - first > 2 or len(together) > _TOGETHER_MAX:
            return
        known = table.token(squash(together), together)
        if known is not None and known[1] in "fF" and not all(common(piece) for piece in pieces):
            spans.append((self.places[first][0], self.places[last][1], known[0], name or "split"))
