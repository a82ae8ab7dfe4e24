"""What chunks say together: phrases, and words split by spaces or signs."""

from _bisect import bisect_right  # bisect itself would be one more module to load in a cold start

from moderation.rules.term_matching.between import Between
from moderation.rules.term_matching.chunk import DECODED, DECODED_TWICE, JOINED, NAMED, OPENS, PARTED, SHORT, SIGNED
from moderation.rules.term_matching.chunk_pieces import Piece
from moderation.rules.term_matching.named_letters import named_letters
from moderation.rules.term_matching.numbered_letters import numbered_letters
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.shifted import may_be_shifted, shifted
from moderation.rules.term_matching.spelled import spelled
from moderation.rules.term_matching.split_words import Split, spelled_like
from moderation.rules.term_matching.term_table import Pattern, Span, TermTable
from moderation.rules.term_matching.torn import torn
from moderation.rules.work import CANDIDATE, Work
from moderation.text.pieces import squash

_SPELLED_MIN = 3
# So few characters may be one letter that is spelled.
_FEW = 3
# What asks for more than a search.
_BY_ITSELF = OPENS | DECODED | PARTED | SHORT | NAMED
# A term of three letters in two pieces with a space between is too often chance ("as s...").
_SHORT = 3
_TOGETHER_MAX = 24
_TOGETHER_PIECES = 3


def across(table: TermTable, row: Row, innocent: list[tuple[int, int]], work: Work) -> list[Span]:
    """Findings that no chunk has by itself; the places of innocent phrases go to `innocent`."""
    chunks, traits = row.chunks, row.traits
    if len(chunks) == 1 and len(chunks[0].pieces) == 1 and not traits & DECODED:
        return []
    spans: list[Span] = []
    if traits & _BY_ITSELF:
        may_be_spelled = traits & (DECODED | PARTED) or (
            len(chunks) >= _SPELLED_MIN and sum(map(_FEW.__gt__, map(len, row.texts))) >= _SPELLED_MIN
        )
        if may_be_spelled:
            spans += spelled(table, row.text, work) + numbered_letters(table, row.text, work)
        if traits & NAMED or (may_be_spelled and traits & JOINED):
            spans += named_letters(table, row.text, work)
        if traits & OPENS:
            spans += torn(table, row, work)
    _search(table, row, [], [], spans, innocent, work)
    if traits & DECODED:
        view = [chunk.first or chunk.pieces for chunk in chunks]
        _search(table, row, view, [chunk.first is not None for chunk in chunks], spans, innocent, work)
    if traits & DECODED_TWICE:
        view = [chunk.second or chunk.first or chunk.pieces for chunk in chunks]
        _search(table, row, view, [chunk.second is not None for chunk in chunks], spans, innocent, work)
    return spans


def _search(
    table: TermTable,
    row: Row,
    decoded: list[tuple[Piece, ...]],
    news: list[bool],
    spans: list[Span],
    innocent: list[tuple[int, int]],
    work: Work,
) -> None:
    """Every pattern that reaches over a gap between pieces is news: the chunks have judged the rest.

    `decoded` are the pieces of each chunk, [] for those that are written; `news` says which of them no other view had.
    """
    if decoded or row.traits & SIGNED:
        view = decoded or [chunk.pieces for chunk in row.chunks]
        key = squash("".join([piece[0] for chunk in view for piece in chunk]))
    else:
        key = squash("".join(row.texts))
    line = None
    for last, number in table.scan(key):
        if line is None:
            line = _Line(table, row, decoded, news)
        patterns = table.patterns(number)
        if not line.reached(patterns, last, key, spans, innocent, work):
            return


class _Line:
    """All pieces of a reading side by side, as one squashed string of letters with gaps in it.

    `gaps[i]` is the index at which piece i + 1 starts. Where a piece ends with the letter with which the next one
    starts, both share one index, which is then in `shared`.
    """

    __slots__ = ("_between", "_gaps", "_name", "_news", "_pieces", "_shared", "_split", "_table")

    def __init__(self, table: TermTable, row: Row, decoded: list[tuple[Piece, ...]], news: list[bool]) -> None:
        view = decoded or [chunk.pieces for chunk in row.chunks]
        self._table = table
        self._name = "leet" if decoded else ""
        self._news = [new for new, chunk in zip(news, view, strict=True) for _ in chunk] if decoded else []
        self._pieces = [piece for chunk in view for piece in chunk]
        self._between = Between(row, view, self._pieces)
        self._split = Split(self._pieces, self._between)
        self._gaps: list[int] = []
        self._shared: set[int] = set()
        self._measure()

    def reached(
        self,
        patterns: tuple[Pattern, ...],
        last: int,
        key: str,
        spans: list[Span],
        innocent: list[tuple[int, int]],
        work: Work,
    ) -> bool:
        """Judges a pattern that was found, if it reaches over a gap; False if there is no work left for it."""
        start = last + 1 - patterns[0].length
        first, final = bisect_right(self._gaps, start), bisect_right(self._gaps, last)
        if first != final and (not self._news or True in self._news[first : final + 1]):
            if not work.take(CANDIDATE):
                return False
            self._consider(patterns, start, last, key, spans, innocent, work)
        return True

    def _measure(self) -> None:
        at = 0
        before = ""
        for letters, _, _, key in self._pieces:
            if before == letters[0] and before.isalpha():
                at -= 1
                self._shared.add(at)
            self._gaps.append(at)
            at += len(key)
            before = letters[-1]
        del self._gaps[0]

    def _consider(
        self,
        patterns: tuple[Pattern, ...],
        start: int,
        last: int,
        key: str,
        spans: list[Span],
        innocent: list[tuple[int, int]],
        work: Work,
    ) -> None:
        gaps = self._gaps
        first = bisect_right(gaps, start)
        final = bisect_right(gaps, last)
        ends = gaps[final] if final < len(gaps) else len(key)
        if last in self._shared and last + 1 != ends:
            final -= 1
            ends = gaps[final]
        if first >= final:
            return
        words = [piece[0] for piece in self._pieces[first : final + 1]]
        fits_start = (gaps[first - 1] if first else 0) == start
        if not fits_start or not (last + 1 == ends or (last == ends and last in self._shared)):
            self._longer(words, first, final, patterns, key[start : last + 1], spans, work)
            return
        for pattern in patterns:
            if not spelled_like(pattern, words):
                continue
            if pattern.mode == "X":
                innocent.append(self._between.span(first, final))
            elif self._meant(pattern, words, first, final):
                how = "plain" if pattern.mode == "h" else "split"
                spans.append((*self._between.span(first, final), pattern.term, self._name or how))

    def _meant(self, pattern: Pattern, words: list[str], first: int, final: int) -> bool:
        if pattern.mode[0] == "x":
            return False
        if pattern.mode == "h":
            if self._part(words, first, final):
                return False
            start = self._gaps[first - 1] if first else 0
            if {gap - start for gap in self._gaps[first:final]} >= pattern.cuts:
                return True
        elif sum(map(len, words)) <= _SHORT and any(map(self._between.wide, range(first + 1, final + 1))):
            return False
        if not self._split.meant(words, first, final):
            return False
        return max(map(len, words)) == 1 or self._split.spoken(self._table.term(pattern.term)[4], words)

    def _part(self, words: list[str], first: int, final: int) -> bool:
        """Whether pieces are figures of a price, a date or a time, or only some letters of a word that is spelled."""
        if all(map(str.isdigit, words)):
            return not self._between.listed(first, final)
        return max(map(len, words)) == 1 and self._between.goes_on(first, final)

    def _longer(
        self,
        words: list[str],
        first: int,
        final: int,
        patterns: tuple[Pattern, ...],
        term: str,
        spans: list[Span],
        work: Work,
    ) -> None:
        """The pieces begin before or go on after the pattern: a longer term, or spaces in wrong places?"""
        together = "".join(words)
        if len(words) <= _TOGETHER_PIECES and len(together) <= _TOGETHER_MAX:
            known = self._table.token(squash(together), together)
            if known is not None and known[1] == "f" and self._split.meant(words, first, final):
                spans.append((*self._between.span(first, final), known[0], self._name or "split"))
                return
        if may_be_shifted(self._table, patterns, words):
            found = shifted(self._table, self._pieces, self._between, term, first, final, work)
            if found is not None and not self._split.foreign():
                spans.append((*self._between.span(found[0], found[1]), found[2], self._name or "split"))
