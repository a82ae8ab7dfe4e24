"""What chunks say together: phrases, and words split by spaces or signs."""

from _bisect import bisect_right  # bisect itself would be one more module to load in a cold start

from moderation.rules.chunk import Chunk
from moderation.rules.chunk_pieces import Piece
from moderation.rules.evidence import Evidence, is_function_word, shared_languages
from moderation.rules.named_letters import TELLING, named_letters
from moderation.rules.ordinary import common
from moderation.rules.spelled import Span, spelled
from moderation.rules.term_table import Pattern, TermTable
from moderation.rules.work import CANDIDATE, Work
from moderation.text.pieces import run_lengths, run_starts, squash

_SPELLED_MIN = 3
# A term of three letters in two pieces with a space between is too often chance ("as s...").
_SHORT = 3
_TOGETHER_MAX = 24
_TOGETHER_PIECES = 3
_CURRENCIES = frozenset("$€£¥₹₽¢.,:-+")
_SINGLE_WORDS = frozenset("aiou0123456789")


def across(
    table: TermTable, text: str, texts: list[str], chunks: list[Chunk], innocent: list[tuple[int, int]], work: Work
) -> list[Span]:
    """Findings that no chunk has by itself; the places of innocent phrases go to `innocent`."""
    if len(chunks) == 1 and len(chunks[0].pieces) == 1 and chunks[0].first is None:
        return []
    may_be_spelled = _may_be_spelled(texts, chunks)
    spans = spelled(table, text, work) if may_be_spelled else []
    if may_be_spelled or not TELLING.isdisjoint(texts):
        spans += named_letters(table, text, work)
    _Line(table, text, texts, [chunk.pieces for chunk in chunks], "").search(spans, innocent, work)
    if any(chunk.first for chunk in chunks):
        first = [chunk.first or chunk.pieces for chunk in chunks]
        _Line(table, text, texts, first, "leet").search(spans, innocent, work)
        if any(chunk.second for chunk in chunks):
            second = [chunk.second or chunk.first or chunk.pieces for chunk in chunks]
            _Line(table, text, texts, second, "leet").search(spans, innocent, work)
    return spans


def _may_be_spelled(texts: list[str], chunks: list[Chunk]) -> bool:
    short = 0
    for text in texts:
        if len(text) < _SPELLED_MIN:
            short += 1
    if short >= _SPELLED_MIN:
        return True
    return any(chunk.first is not None or len(chunk.pieces) >= _SPELLED_MIN for chunk in chunks)


class _Line:
    """All pieces of a reading side by side, as one squashed string of letters with gaps in it.

    `gaps[i]` is the index at which piece i + 1 starts. Where a piece ends with the letter with which the next one
    starts, both share one index, which is then in `shared`.
    """

    __slots__ = ("_evidence", "_gaps", "_name", "_pieces", "_places", "_shared", "_table", "_text", "_texts", "_view")

    def __init__(self, table: TermTable, text: str, texts: list[str], view: list[tuple[Piece, ...]], name: str) -> None:
        self._table = table
        self._text = text
        self._texts = texts
        self._view = view
        self._name = name
        self._pieces = [piece for pieces in view for piece in pieces]
        self._gaps: list[int] = []
        self._shared: set[int] = set()
        self._places: list[int] = []
        self._evidence: Evidence | None = None

    def search(self, spans: list[Span], innocent: list[tuple[int, int]], work: Work) -> None:
        """Every pattern that reaches over a gap is news: the chunks have judged the rest."""
        key = squash("".join([piece[0] for piece in self._pieces]))
        measured = False
        for last, number in self._table.scan(key):
            if not measured:
                self._measure()
                measured = True
            patterns = self._table.patterns(number)
            start = last + 1 - patterns[0].length
            if bisect_right(self._gaps, last) != bisect_right(self._gaps, start):
                if not work.take(CANDIDATE):
                    return
                self._consider(patterns, start, last, len(key), spans, innocent)

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
        length: int,
        spans: list[Span],
        innocent: list[tuple[int, int]],
    ) -> None:
        gaps = self._gaps
        first = bisect_right(gaps, start)
        final = bisect_right(gaps, last)
        ends = gaps[final] if final < len(gaps) else length
        if last in self._shared and last + 1 != ends:
            final -= 1
            ends = gaps[final]
        if first >= final:
            return
        fits_start = (gaps[first - 1] if first else 0) == start
        fits_end = last + 1 == ends or (last == ends and last in self._shared)
        words = [piece[0] for piece in self._pieces[first : final + 1]]
        if not (fits_start and fits_end):
            self._longer(words, first, final, spans)
            return
        for pattern in patterns:
            if not _spelled_like(pattern, words):
                continue
            if pattern.mode == "X":
                innocent.append((self._place(first)[0], self._place(final)[1]))
            elif self._meant(pattern, words, first, final):
                how = "plain" if pattern.mode == "h" else "split"
                spans.append((self._place(first)[0], self._place(final)[1], pattern.term, self._name or how))

    def _meant(self, pattern: Pattern, words: list[str], first: int, final: int) -> bool:
        if pattern.mode[0] == "x":
            return False
        if pattern.mode == "h":
            if all(map(str.isdigit, words)) and not self._listed(first, final):
                return False
            start = self._gaps[first - 1] if first else 0
            if {gap - start for gap in self._gaps[first:final]} >= pattern.cuts:
                return True
        elif sum(map(len, words)) <= _SHORT and any(self._wide(piece) for piece in range(first + 1, final + 1)):
            return False
        return self._split(words, first, final)

    def _split(self, words: list[str], first: int, final: int) -> bool:
        """Whether pieces may be one word that somebody cut, and are not words of their own side by side."""
        if max(map(len, words)) == 1:
            return not (_SINGLE_WORDS.issuperset(words) or self._goes_on(first, final))
        if all(common(word) or word in _SINGLE_WORDS for word in words):
            return False
        if any(self._punctuated(piece) for piece in range(first + 1, final + 1)) and not _torn(words):
            return False
        if len(words[0]) == 1:
            start = self._place(first)[0]
            if start and self._text[start - 1] in "%-":
                # A conversion or an option: "%s hat", "-f oder".
                return False
        shared = shared_languages([word for word in words if word not in _SINGLE_WORDS])
        if not shared:
            return True
        if self._evidence is None:
            self._evidence = Evidence(piece[0] for piece in self._pieces)
        return self._evidence.speaks_for("en", shared)

    def _goes_on(self, first: int, final: int) -> bool:
        """Whether letters between signs are only a part of what is spelled: the first ones of "T.I.T.A.N.S"."""
        sign = self._between(first + 1)
        if any(map(str.isspace, sign)):
            return False
        before = first > 0 and len(self._pieces[first - 1][0]) == 1 and self._between(first) == sign
        return before or (
            final + 1 < len(self._pieces) and len(self._pieces[final + 1][0]) == 1 and self._between(final + 1) == sign
        )

    def _longer(self, words: list[str], first: int, final: int, spans: list[Span]) -> None:
        """The pieces begin before or go on after the pattern: a longer term that is split?"""
        together = "".join(words)
        if len(words) > _TOGETHER_PIECES or len(together) > _TOGETHER_MAX:
            return
        known = self._table.token(squash(together), together)
        if known is not None and known[1] == "f" and self._split(words, first, final):
            spans.append((self._place(first)[0], self._place(final)[1], known[0], self._name or "split"))

    def _listed(self, first: int, final: int) -> bool:
        """Whether figures stand side by side: not the parts of a price, a date or a time."""
        before = self._text[: self._place(first)[0]]
        between = self._text[self._place(first)[1] : self._place(final)[0]]
        return before[-1:] not in _CURRENCIES and all(c.isspace() or c.isdigit() or c == "/" for c in between)

    def _wide(self, piece: int) -> bool:
        """Whether more than one sign is before a piece."""
        between = self._between(piece)
        return len(between) > 1 or between.isspace()

    def _punctuated(self, piece: int) -> bool:
        """Whether a sign before a piece clings to one side: the end of a sentence, a quotation, an option."""
        between = self._between(piece)
        return len(between) > 1 and not between.isspace() and between[0].isspace() != between[-1].isspace()

    def _between(self, piece: int) -> str:
        """What stands before a piece and behind the one before it."""
        return self._text[self._place(piece - 1)[1] : self._place(piece)[0]]

    def _place(self, number: int) -> tuple[int, int]:
        """Where a piece is in the reading's text."""
        if not self._places:
            at = 0
            for text, pieces in zip(self._texts, self._view, strict=True):
                at = self._text.index(text, at)
                self._places += [at] * len(pieces)
                at += len(text)
        _, start, end, _ = self._pieces[number]
        return self._places[number] + start, self._places[number] + end


def _torn(words: list[str]) -> bool:
    """Whether words on both sides of a sentence's end are none by themselves: "di... ck"."""
    return all(len(word) > 1 and word.isalpha() and not common(word) for word in words) and not any(
        map(is_function_word, words)
    )


def _spelled_like(pattern: Pattern, words: list[str]) -> bool:
    """Whether each letter is there as often as in the pattern, or plainly stretched: doubles come of chance."""
    together = "".join(words)
    if len(together) == pattern.length:
        return not pattern.runs
    least = pattern.runs.ljust(pattern.length, "1")
    have = run_lengths(together)
    if len(have) != pattern.length:
        return False
    if not all(there == wanted or there > "2" for there, wanted in zip(have, least, strict=True)):
        return False
    starts = run_starts(together)
    at = 0
    for word in words[:-1]:
        at += len(word)
        # A double across a gap is one letter twice only if the term has it twice.
        if at not in starts and least[bisect_right(starts, at) - 1] == "1":
            return False
    return True
