"""A term matcher's data, ready to be asked. Everything that only a hit needs is parsed when a hit needs it."""

from moderation.matcher import Matcher
from moderation.text.pieces import run_lengths

# Whole tokens are kept in one string for each beginning of this many letters, and looked up by a search in it.
BUCKET = 3
# The data are seven parts of lines: terms, beginnings, the string for each, patterns, what each of these means, shapes
# of masked words, the words of each. Lines, because JSON takes three times as long to read and an escape for each end.
PART = b"\n\n"


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

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._lines: list[bytes] = []

    def __getitem__(self, number: int) -> str:
        if not self._lines:
            self._lines = self._data.split(b"\n")
            self._data = b""
        return self._lines[number].decode()


class TermTable:
    """Lookups by whole token, patterns to search for, masked words, and what each term is."""

    __slots__ = ("_lookup", "_masks", "_matcher", "_parsed", "_patterns", "_specs", "_terms", "scan")

    def __init__(self, data: bytes) -> None:
        terms, heads, buckets, patterns, specs, shapes, masks = data.split(PART)
        self._terms = _Lines(terms)
        self._lookup = _by_key(heads, buckets)
        self._patterns: list[str] = str(patterns, "utf-8").split("\n") if patterns else []
        self._specs = _Lines(specs)
        self._masks = _by_key(shapes, masks)
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
        bucket = self._lookup.get(key[:BUCKET])
        if bucket is None:
            return None
        item = f";{key[BUCKET:]}:"
        if item.encode() not in bucket:
            return None
        return _chosen(bucket.decode(), item, text)

    def masked(self, key: str) -> list[str]:
        """ "word:term" of each word with this length and first letter ("5f"), or "?" and second letter ("3?s")."""
        found = self._masks.get(key)
        return found.decode().split(";") if found else []

    def term(self, number: int) -> tuple[str, str, int, str]:
        """(canonical, category, severity, group)."""
        canonical, category, severity, group = self._terms[number].split("\t")
        return canonical, category, int(severity), group

    def severity(self, number: int) -> int:
        """Severity of a term, 1 to 4."""
        return int(self._terms[number].split("\t", 3)[2])


def _by_key(keys: bytes, values: bytes) -> dict[str, bytes]:
    return dict(zip(str(keys, "utf-8").split("\n"), values.split(b"\n"), strict=True)) if keys else {}


def _chosen(bucket: str, item: str, text: str) -> tuple[int, str] | None:
    """Of the tokens that are squashed alike, the one whose letters are there as often as in the text."""
    have = run_lengths(text)
    at = bucket.find(item)
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
