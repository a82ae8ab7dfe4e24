"""Terms: the run side. Finds the entries of compiled lexicons in the readings of a text."""

from moderation.hit import Hit
from moderation.rules.term_matching.beside import Beside
from moderation.rules.term_matching.chunk import FOUND, TELLS, Chunk, read_chunk, traits
from moderation.rules.term_matching.keyed_lines import Data
from moderation.rules.term_matching.line import across
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.statements import Statements
from moderation.rules.term_matching.term_table import Span, TermTable
from moderation.rules.work import HIT, Work, units
from moderation.text import Reading, Readings

# Chat repeats itself: what a chunk says is remembered, within bounds.
_REMEMBERED_MAX = 4096
_REMEMBERED_LENGTH = 24
# How guessed ways of reading are told.
_EXTERNAL = {"uncertain": "misspelled", "near": "misspelled", "blanked": "masked"}
# In letters of another script, a word has to be there itself.
_FAR_FETCHED = frozenset(("reversed", "uncertain", "near"))
# Nobody means a bird with a word in disguise.
_AS_WRITTEN = frozenset(("plain", "misspelled", "glued", "split"))
# Words of code that are no longer are too often parts of names.
_SHORT = 3
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


class TermMatcher:
    """Finds the entries of compiled data in the readings of a text."""

    __slots__ = ("_chunks", "_statements", "_table")

    def __init__(self, data: Data) -> None:
        self._table = TermTable(data)
        self._statements = Statements(self._table.statements)
        self._chunks: dict[str, Chunk] = {}

    def build(self) -> None:
        """Build what is otherwise built by the first messages."""
        self._table.build()

    def find(self, readings: Readings, budget: int) -> list[Hit]:
        """All hits, in order of their start; `budget` bounds the units of work.

        If they do not suffice, the hits found until then are told and `readings.cut_short` is set. What was remembered
        from other messages counts as if it was done anew, what the text repeats is done once: what is read of a text
        depends on itself alone.
        """
        work = Work(budget)
        read: dict[str, Chunk] = {}
        hits = self._search(readings.plain, work, readings.content, read)
        if work.left >= 0:
            for reading in readings.others:
                hits += self._search(reading, work, readings.content, read)
                if work.left < 0:
                    break
        readings.cut_short |= work.left < 0
        readings.work = max(readings.work, budget - work.left)
        return _distinct(hits) if len(hits) > 1 else hits

    def _search(self, reading: Reading, work: Work, content: str, read: dict[str, Chunk]) -> list[Hit]:
        row = self._row(reading.text, work, read)
        innocent: list[tuple[int, int]] = []
        spans = [] if work.left < 0 else across(self._table, row, innocent, work)
        statements = self._statements.possible(row) if row.traits & TELLS and reading.name != "lookalike" else None
        if not (row.traits & FOUND or spans or statements):
            return []
        beside = Beside(self._statements, row)
        if statements:
            spans += self._statements.find(beside.said(), statements, work)
        placed = _placed(row, spans)
        judged = placed[: max(0, work.left) // HIT]
        work.left -= HIT * len(placed)
        return self._hits(reading, content, judged, innocent, beside)

    def _row(self, text: str, work: Work, read: dict[str, Chunk]) -> Row:
        """The chunks of a text; `read` are those that it had in other readings."""
        texts = text.split()
        chunks: list[Chunk] = []
        traits = 0
        left = work.left - units(text, 0)
        for written in texts:
            chunk = read.get(written)
            if chunk is None:
                if left < 0:
                    break
                chunk = read[written] = self._chunks.get(written) or self._read(written)
                left -= chunk.work
            traits |= chunk.traits
            chunks.append(chunk)
        work.left = left
        return Row(text, texts, chunks, traits)

    def _read(self, text: str) -> Chunk:
        chunk = read_chunk(self._table, text)
        chunk.told = self._statements.told_by(chunk.first or chunk.pieces)
        chunk.traits = traits(chunk, text)
        if len(text) <= _REMEMBERED_LENGTH:
            if len(self._chunks) >= _REMEMBERED_MAX:
                self._chunks.clear()
            self._chunks[text] = chunk
        return chunk

    def _hits(
        self, reading: Reading, content: str, found: list[Span], innocent: list[tuple[int, int]], beside: Beside
    ) -> list[Hit]:
        hits = []
        excused: list[tuple[int, int]] = []
        for start, end, term, how in found:
            if _far_fetched(reading, how, content, start, end):
                continue
            if any(first <= start and end <= last for first, last in innocent) or _bracketed(reading.text, start):
                continue
            canonical, category, severity, group, languages, senses = self._table.term(term)
            first, last = reading.span(start, end)
            if how == "leet" and languages[:1] not in ((), ("en",)) and _variable(content[first:last]):
                continue
            if not beside.allow(how, languages, end - start, _like_a_name(content, first, last)):
                continue
            if beside.turn(category, how, start, end):
                continue
            how = _EXTERNAL.get(how, how)
            if senses is not None and how in _AS_WRITTEN and senses.innocent(content, first, last, beside.words()):
                excused.append((first, last))
            name = how if reading.name == "plain" else reading.name
            hits.append(Hit(group, "terms", category, severity, first, last, name, canonical))
        if excused and all(any(first <= hit.start and hit.end <= last for first, last in excused) for hit in hits):
            return []
        return _distinct(hits) if len(hits) > 1 else hits


def _variable(written: str) -> bool:
    """Whether a word is written like a variable of a shell, or a share: its sign is no letter of a foreign word."""
    return written[0] == "$" and written[1:].isalpha()


def _far_fetched(reading: Reading, how: str, content: str, start: int, end: int) -> bool:
    """Whether a finding says too little in a reading that itself is a guess."""
    if reading.name == "lookalike":
        return how in _FAR_FETCHED
    if reading.name == "pictured":
        first, last = reading.span(start, end)
        return not any(map(str.isalpha, content[first:last]))
    # Names in code are told apart by capital letters too: only whole words and phrases count.
    return reading.name == "cased" and (how != "plain" or end - start <= _SHORT)


def _placed(row: Row, spans: list[Span]) -> list[Span]:
    """What was found across chunks and, at its place in the text, what was found in each."""
    found = list(spans)
    for at, chunk in zip(row.places(), row.chunks, strict=False):
        found += [(at + start, at + end, term, how) for start, end, term, how in chunk.findings]
    return found


def _like_a_name(content: str, first: int, last: int) -> bool:
    """Whether a word has a capital letter, and only in front."""
    return content[first].isupper() and content[first + 1 : last].islower()


def _bracketed(text: str, start: int) -> bool:
    """Whether a finding's first sign is a bracket that closes further on: "(um, well)" is no disguised word."""
    closing = _BRACKETS.get(text[start])
    return closing is not None and closing in text[start:]


def _distinct(hits: list[Hit]) -> list[Hit]:
    """One hit for each place and group: of those that overlap the severest, and of these the longest."""
    taken: dict[str, bytearray] = {}
    end = max((hit.end for hit in hits), default=0)
    kept = []
    for hit in sorted(hits, key=lambda hit: (-hit.severity, hit.start - hit.end, hit.start)):
        places = taken.setdefault(hit.rule_id, bytearray(end))
        if 1 not in places[hit.start : hit.end]:
            places[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))
