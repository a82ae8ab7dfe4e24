"""Terms: the run side. Finds the entries of compiled lexicons in the readings of a text."""

from moderation.hit import Hit
from moderation.rules.chunk import Chunk, read_chunk
from moderation.rules.evidence import Evidence
from moderation.rules.keyed_lines import Data
from moderation.rules.line import across
from moderation.rules.statements import Statements
from moderation.rules.term_table import TermTable
from moderation.rules.work import Work
from moderation.text import Reading, Readings

# Chat repeats itself: what a chunk says is remembered, within bounds.
_REMEMBERED_MAX = 4096
_REMEMBERED_LENGTH = 24
# Ways of reading in which a word may be one of another language, and how those of them are told that are asked about.
_IN_DOUBT = frozenset(
    ("plain", "glued", "stretched", "misspelled", "reversed", "split", "uncertain", "near", "blanked")
)
_EXTERNAL = {"uncertain": "misspelled", "near": "misspelled", "blanked": "masked"}
# In letters of another script, a word has to be there itself.
_FAR_FETCHED = frozenset(("reversed", "uncertain", "near"))
# Nobody means a bird with a word in disguise.
_AS_WRITTEN = frozenset(("plain", "misspelled", "glued", "split"))
# What a phrase of these says depends on what is said about it: "dont drink bleach".
_SAID = ("threat", "self_harm", "harassment", "slur")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_SHORT = 3


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
        from other messages counts as if it was done anew: what is read of a text does not depend on them.
        """
        work = Work(budget)
        hits = self._search(readings.plain, work, readings.content)
        for reading in readings.others:
            hits += self._search(reading, work, readings.content)
        if work.left < 0:
            readings.cut_short = True
        return _distinct(hits) if len(hits) > 1 else hits

    def _search(self, reading: Reading, work: Work, content: str) -> list[Hit]:
        chunks: list[Chunk] = []
        texts = reading.text.split()
        known = self._chunks
        found = told = False
        for text in texts:
            chunk = known.get(text)
            if chunk is None:
                chunk = self._read(text)
            if chunk.findings:
                found = True
            if chunk.telling:
                told = True
            chunks.append(chunk)
            work.left -= chunk.work
            if work.left < 0:
                break
        innocent: list[tuple[int, int]] = []
        spans = across(self._table, reading.text, texts, chunks, innocent, work)
        if told and reading.name != "lookalike":
            words = [chunk.first or chunk.pieces for chunk in chunks]
            spans += self._statements.find(reading.text, texts, words, work)
        if not found and not spans:
            return []
        return self._hits(reading, content, texts, chunks, spans, innocent)

    def _read(self, text: str) -> Chunk:
        chunk = read_chunk(self._table, text)
        chunk.telling = self._statements.may_be_in(chunk.first or chunk.pieces)
        if len(text) <= _REMEMBERED_LENGTH:
            if len(self._chunks) >= _REMEMBERED_MAX:
                self._chunks.clear()
            self._chunks[text] = chunk
        return chunk

    def _hits(
        self,
        reading: Reading,
        content: str,
        texts: list[str],
        chunks: list[Chunk],
        spans: list[tuple[int, int, int, str]],
        innocent: list[tuple[int, int]],
    ) -> list[Hit]:
        found = list(spans)
        at = 0
        for text, chunk in zip(texts, chunks, strict=False):
            at = reading.text.index(text, at)
            found += [(at + start, at + end, term, how) for start, end, term, how in chunk.findings]
            at += len(text)
        hits = []
        excused: list[tuple[int, int]] = []
        evidence: Evidence | None = None
        for start, end, term, how in found:
            if reading.name == "lookalike" and how in _FAR_FETCHED:
                continue
            if any(first <= start and end <= last for first, last in innocent) or _bracketed(reading.text, start):
                continue
            canonical, category, severity, group, languages, senses = self._table.term(term)
            if how == "leet" and end - start <= _SHORT and languages and languages[0] != "en":
                # "1pm", "JP2", "$fd": three letters and figures are an abbreviation or a name in every language.
                continue
            first, last = reading.span(start, end)
            if how in _EXTERNAL or (len(languages) > 1 and how in _IN_DOUBT):
                evidence = evidence or _evidence(chunks)
                if not _meant(how, languages, evidence, _like_a_name(content, first, last)):
                    continue
                how = _EXTERNAL.get(how, how)
            if how == "plain" and category.startswith(_SAID) and self._turned(reading.text, texts, chunks, start, end):
                continue
            if senses is not None and how in _AS_WRITTEN and senses.innocent(content, first, last, _words(chunks)):
                excused.append((first, last))
            name = how if reading.name == "plain" else reading.name
            hits.append(Hit(group, "terms", category, severity, first, last, name, canonical))
        if excused and all(any(first <= hit.start and hit.end <= last for first, last in excused) for hit in hits):
            return []
        return _distinct(hits) if len(hits) > 1 else hits

    def _turned(self, text: str, texts: list[str], chunks: list[Chunk], start: int, end: int) -> bool:
        """Whether a phrase is there to be denied, quoted or told of others."""
        if " " not in text[start:end]:
            return False
        return self._statements.turned(text, texts, [chunk.pieces for chunk in chunks], start, end)


def _words(chunks: list[Chunk]) -> list[str]:
    return [letters for chunk in chunks for letters, _, _, _ in chunk.pieces]


def _evidence(chunks: list[Chunk]) -> Evidence:
    """What the words beside the findings say."""
    return Evidence(letters for chunk in chunks if not chunk.findings for letters, _, _, _ in chunk.pieces)


def _meant(how: str, languages: tuple[str, ...], evidence: Evidence, named: bool) -> bool:
    """Whether a spelling that is ordinary in another language, or hidden, is meant in the language of its lexicon.

    `named`: it is written like a name, and names that somebody blanks or that nobody knows are of any language.
    """
    if not languages:
        return True
    own, *others = languages
    if how == "uncertain" or (named and (how == "near" or (how == "blanked" and own != "en"))):
        return evidence.speaks_for(own)
    return not evidence.speaks_against(own, None if how in ("blanked", "near") else others)


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
