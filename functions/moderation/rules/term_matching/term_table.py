"""A term matcher's data, ready to be asked. Everything that only a hit needs is parsed when a hit needs it."""

from collections.abc import Callable, Iterator

from moderation.rules.term_matching.keyed_lines import Data, KeyedLines, NumberedLines, parts
from moderation.rules.term_matching.near import key_of
from moderation.rules.term_matching.pattern_search import PatternSearch
from moderation.rules.term_matching.senses import Senses
from moderation.text.pieces import run_lengths

# Whole tokens are kept in one string for each beginning of this many letters, and looked up by a search in it.
BUCKET = 3
# A first letter may be any of all scripts.
_REMEMBERED_MAX = 4096

# What is told of a term: see `TermTable.term`.
Told = tuple[str, str, int, str, tuple[str, ...], Senses | None]
# (start, end, term, reading): indices into a token.
Finding = tuple[int, int, int, str]
# The same in a reading's text.
Span = tuple[int, int, int, str]


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


class TermTable:
    """Lookups by whole token, patterns to search for, masked words, and what each term is."""

    __slots__ = (
        "_masks",
        "_near",
        "_parsed",
        "_search",
        "_specs",
        "_terms",
        "_tokens",
        "_told",
        "judged",
        "statements",
    )

    def __init__(self, data: Data) -> None:
        terms, tokens, patterns, specs, masks, *statements = parts(data)
        self._terms = NumberedLines(terms)
        self._tokens = KeyedLines(tokens)
        self._search = PatternSearch(patterns)
        self._specs = NumberedLines(specs)
        self._masks = KeyedLines(masks)
        self._parsed: dict[int, tuple[Pattern, ...]] = {}
        self._told: dict[int, Told] = {}
        self._near: dict[str, str] = {}
        # What is in a token, by token: kept for `token_judge`, within its bounds.
        self.judged: dict[str, tuple[Finding, ...]] = {}
        # Data compiled before there were statements lacks them.
        self.statements = statements[0] if statements else memoryview(b"")

    @property
    def scan(self) -> Callable[[str], Iterator[tuple[int, int]]]:
        """Finds patterns in squashed letters: see `PatternSearch.scan`."""
        return self._search.scan

    def build(self) -> None:
        """Build what is otherwise built by the first messages."""
        self._search.build()

    def patterns(self, number: int) -> tuple[Pattern, ...]:
        """All meanings of a pattern that `scan` reported."""
        found = self._parsed.get(number)
        if found is None:
            length, *specs = self._specs[number].split("|")
            found = tuple(Pattern(int(length), spec) for spec in specs)
            self._parsed[number] = found
        return found

    def token(self, key: str, text: str) -> tuple[int, str] | None:
        """(term, kind) of a whole token, `key` being the squashed `text`.

        Kinds: f as an entry is spelled, F stretched, v a misspelling, u one that is a word of some other language, - an
        innocent token (its term is -1).
        """
        bucket = self._tokens.get(key[:BUCKET])
        if not bucket:
            return None
        item = f";{key[BUCKET:]}:"
        at = bucket.find(item)
        if at < 0:
            return None
        return _chosen(bucket, at, item, text)

    def begins(self, key: str) -> bool:
        """Whether any whole token may begin with squashed letters."""
        return len(key) < BUCKET or f";{key[BUCKET:]}" in self._tokens.get(key[:BUCKET])

    def masked(self, key: str) -> list[str]:
        """ "word:term" of each word with this length and first letter ("5f"), or "?" and second letter ("3?s")."""
        found = self._masks.get(key)
        return found.split(";") if found else []

    def close(self, key: str) -> str:
        """ "word:term;word:term": the words under a key of `near`; "" if none."""
        return self._masks.get(key)

    def sounding(self, key: str) -> str:
        """The number of the term under a key of `sounds`, "" if there is none."""
        return self._masks.find(key)

    def may_be_near(self, token: str) -> bool:
        """Whether `near` has any word to compare with a token: one half of it has to be that of a word."""
        length = len(token)
        beginning = f"{length}{token[0]}"
        words = self._near.get(beginning)
        if words is None:
            if len(self._near) >= _REMEMBERED_MAX:
                self._near.clear()
            lengths = (length - 1, length, length + 1)
            words = ";".join(["", *[self.close(key_of(wanted, token[0])) for wanted in lengths]])
            self._near[beginning] = words
        middle = length // 2
        return f";{token[: middle - 1]}" in words or f"{token[middle:]}:" in words

    def term(self, number: int) -> Told:
        """(canonical, category, severity 1 to 4, group, languages, senses) of a term.

        `languages` are that of its lexicon and those in which it is an ordinary word; () for a policy's own terms.
        `senses` are its innocent ones, None for most. Data compiled before there were senses lacks them.
        """
        told = self._told.get(number)
        if told is None:
            canonical, category, severity, group, languages, *senses = self._terms[number].split("\t")
            meant = Senses(senses[0], senses[1] == "name") if senses else None
            told = self._told[number] = canonical, category, int(severity), group, tuple(languages.split()), meant
        return told


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
        if kind == "u":
            best = best or ((int(term), kind) if exact else None)
        elif kind == "-":
            innocent = "exact" if exact else innocent or "stretched"
        elif (best is None or (kind == "f" and best[1] != "F")) and fits(have, runs):
            best = (int(term), "F" if kind == "f" else kind)
        at = bucket.find(item, start - 1)
    if best is not None and best[1] == "u":
        return best
    if innocent == "exact" or (innocent and best is None):
        return (-1, "-")
    return best


def fits(have: str, least: str) -> bool:
    """Whether run lengths reach the least ones, position by position ("" asks for nothing)."""
    return all(there >= wanted for there, wanted in zip(have, least, strict=False))
