"""A term matcher's data, ready to be asked. Everything that only a hit needs is parsed when a hit needs it."""

from moderation.matcher import Matcher
from moderation.text.pieces import run_lengths

# Whole tokens are kept in one string for each beginning of this many letters, and looked up by a search in it.
BUCKET = 3
# The data are one line with the size of each part, and these parts, all of lines: terms; beginnings, the strings for
# them and where each of these ends; patterns and what each means; shapes of masked words and the words of each. Lines,
# because JSON takes three times as long to read; ends, because what is not copied in a cold start costs it nothing.
SIZES_MAX = 200
Data = bytes | memoryview


class Pattern:
    """One meaning of one pattern of the automaton.

    `mode`: s anywhere in a token, p at its start, w glued to ordinary words, h phrase, x innocent token (with l or r:
    may go on to the left or right), X innocent phrase. `runs` are the least run lengths, one digit each, "" when all
    are 1; `cuts` are the places in the squashed pattern where a phrase's next word starts.
    """

    __slots__ = ("cuts", "length", "mode", "runs", "term")

    def __init__(self, length: int, spec: str) -> None:
        term, self.mode, self.runs, cuts = spec.split(",")
        self.length = length
        self.term = int(term)
        self.cuts = frozenset(map(int, cuts.split()))


class _Lines:
    """Lines that only a hit needs: cut apart when the first of them is asked for."""

    __slots__ = ("_data", "_lines")

    def __init__(self, data: Data) -> None:
        self._data = data
        self._lines: list[str] = []

    def __getitem__(self, number: int) -> str:
        if not self._lines:
            self._lines = _lines(self._data)
        return self._lines[number]


class TermTable:
    """Lookups by whole token, patterns to search for, masked words, and what each term is."""

    __slots__ = (
        "_buckets",
        "_ends",
        "_lookup",
        "_masks",
        "_matcher",
        "_parsed",
        "_patterns",
        "_specs",
        "_terms",
        "scan",
    )

    def __init__(self, data: Data) -> None:
        terms, heads, self._buckets, ends, patterns, specs, shapes, masks = _parts(data)
        self._terms = _Lines(terms)
        self._ends = [0, *map(int, _lines(ends))]
        self._lookup = dict(zip(_lines(heads), range(len(self._ends) - 1), strict=True))
        self._patterns = _lines(patterns)
        self._specs = _Lines(specs)
        self._masks = dict(zip(_lines(shapes), _lines(masks), strict=True))
        self._parsed: dict[int, tuple[Pattern, ...]] = {}
        self._matcher = Matcher(self._patterns)
        self.scan = self._matcher.scan

    def build(self) -> None:
        """Build what is otherwise built by the first messages."""
        self._matcher.build()

    def patterns(self, number: int) -> tuple[Pattern, ...]:
        """All meanings of a pattern that `scan` reported."""
        found = self._parsed.get(number)
        if found is None:
            length = len(self._patterns[number])
            found = tuple(Pattern(length, spec) for spec in self._specs[number].split("|"))
            self._parsed[number] = found
        return found

    def token(self, key: str, text: str) -> tuple[int, str] | None:
        """(term, kind) of a whole token, `key` being the squashed `text`.

        Kinds: f as an entry is spelled, F stretched, v a misspelling, - an innocent token (its term is -1).
        """
        number = self._lookup.get(key[:BUCKET])
        if number is None:
            return None
        bucket = str(self._buckets[self._ends[number] : self._ends[number + 1]], "utf-8")
        item = f";{key[BUCKET:]}:"
        at = bucket.find(item)
        if at < 0:
            return None
        return _chosen(bucket, at, item, text)

    def masked(self, key: str) -> list[str]:
        """ "word:term" of each word with this length and first letter ("5f"), or "?" and second letter ("3?s")."""
        found = self._masks.get(key)
        return found.split(";") if found else []

    def term(self, number: int) -> tuple[str, str, int, str]:
        """(canonical, category, severity, group)."""
        canonical, category, severity, group = self._terms[number].split("\t")
        return canonical, category, int(severity), group

    def severity(self, number: int) -> int:
        """Severity of a term, 1 to 4."""
        return int(self._terms[number].split("\t", 3)[2])


def _parts(data: Data) -> list[memoryview]:
    view = memoryview(data)
    line = bytes(view[:SIZES_MAX]).partition(b"\n")[0]
    at = len(line) + 1
    parts = []
    for size in map(int, line.split()):
        parts.append(view[at : at + size])
        at += size
    return parts


def _lines(part: Data) -> list[str]:
    return str(part, "utf-8").split("\n") if part else []


def _chosen(bucket: str, at: int, item: str, text: str) -> tuple[int, str] | None:
    """Of the tokens that are squashed alike, the one whose letters are there as often as in the text."""
    have = run_lengths(text)
    best: tuple[int, str] | None = None
    innocent = ""
    while at >= 0:
        start = at + len(item)
        kind = bucket[start]
        term, _, runs = bucket[start + 1 : bucket.index(";", start)].partition(",")
        exact = runs == have.rstrip("1")
        if kind == "f" and exact:
            return (int(term), kind)
        if kind == "-":
            innocent = "exact" if exact else innocent or "stretched"
        elif (best is None or kind == "f") and fits(have, runs):
            best = (int(term), "F" if kind == "f" else kind)
        at = bucket.find(item, start - 1)
    if innocent == "exact" or (innocent and best is None):
        return (-1, "-")
    return best


def fits(have: str, least: str) -> bool:
    """Whether run lengths reach the least ones, position by position ("" asks for nothing)."""
    return all(there >= wanted for there, wanted in zip(have, least, strict=False))
