"""Sentences without a bad word that say something bad: "i hate all <group>", "<group> should be shot".

A statement is a sequence of word classes, as a lexicon's source writes it. One is looked for only in a message that has
the two of its words that say most. What is denied, quoted or told of others does not count.
"""

from collections.abc import Iterable

from moderation.rules.term_matching.chunk_pieces import Piece
from moderation.rules.term_matching.keyed_lines import Data, KeyedLines, NumberedLines, parts
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.term_table import Span
from moderation.rules.work import Work

# Least and most words, and the codes that they may have ("": any that denies nothing).
Item = tuple[int, int, str]

_UNKNOWN = " "
# Also in front of the first sentence.
_BOUNDARY = "."
_ENDINGS = (".", "!", "?", ";", "\u3002")
_LONGEST_NAME = 3
# How many words before a statement may turn it around, and how many behind it.
_BEFORE = 12
_BEHIND = 6
_QUOTED_BESIDE = 2
_QUOTES = ('"', "\u201c\u201d", "\u00ab\u00bb", "\u201e\u201c")

# What may begin with a word: a code, and the number of the word behind it.
Step = tuple[str, int]
# A term and the items of one of its statements.
Line = tuple[int, list[Item]]
Possible = dict[str, list[Line]]
# The statements, as the bits of their numbers, of which words say most and second most, and what the words may mean.
Tells = tuple[int, int, frozenset[str]]


class Said:
    """A text as its words' meanings, and where each word stands: see `Statements.said`."""

    __slots__ = ("places", "steps", "text")

    def __init__(self, text: str, steps: list[list[Step]], places: list[tuple[int, int]]) -> None:
        self.text = text
        self.steps = steps
        self.places = places


class Statements:
    """The statements of a lexicon; `data` as `statement_compiler` writes it, b"" for none."""

    __slots__ = (
        "_after",
        "_codes",
        "_guards",
        "_lines",
        "_numbers",
        "_parsed",
        "_referred",
        "_referring",
        "_resets",
        "_told",
    )

    def __init__(self, data: Data) -> None:
        self._codes: KeyedLines | None = None
        if data:
            codes, special, numbers, lines = parts(data)
            self._codes = KeyedLines(codes)
            self._numbers = KeyedLines(numbers)
            self._lines = NumberedLines(lines)
            self._guards, self._resets, self._after, self._referring, self._referred = str(special, "utf-8").split("\t")
            self._parsed: dict[int, list[Line]] = {}
            self._told: dict[str, tuple[int, int]] = {}

    def told_by(self, pieces: Iterable[Piece]) -> Tells | None:
        """What words tell; None if no statement has them."""
        first = second = 0
        codes: set[str] = set()
        if self._codes is not None:
            for piece in pieces:
                said = self._codes.get(piece[0])
                if said:
                    for code in [name[-1] for name in said.split()]:
                        codes.add(code)
                        most, next_most = self._told_by_code(code)
                        first |= most
                        second |= next_most
        return (first, second, frozenset(codes)) if codes else None

    def _told_by_code(self, code: str) -> tuple[int, int]:
        told = self._told.get(code)
        if told is None:
            most, _, next_most = self._numbers.get(code).partition(";")
            told = self._told[code] = (_bits(most), _bits(next_most))
        return told

    def said(self, row: Row, words: list[tuple[Piece, ...]]) -> Said:
        """What the words mean of a text, each chunk with its `words`."""
        if self._codes is None:
            return Said(row.text, [], [])
        flat: list[tuple[str, int, int]] = [(_BOUNDARY, 0, 0)]
        for at, chunk, pieces in zip(row.places(), row.texts, words, strict=False):
            flat += [(letters, at + start, at + end) for letters, start, end, _ in pieces]
            if chunk.endswith(_ENDINGS):
                flat.append((_BOUNDARY, at + len(chunk), at + len(chunk)))
        letters = [word for word, _, _ in flat]
        steps: list[list[Step]] = []
        spoken_of = ""
        for number in range(len(flat)):
            meanings = self._meanings(letters, number)
            if spoken_of and meanings[-1][0] in self._referring:
                meanings.append((spoken_of, number + 1))
            if len(meanings) > 1 or meanings[0][0] != _UNKNOWN:
                spoken_of = next((code for code, _ in meanings if code in self._referred), spoken_of)
            steps.append(meanings)
        return Said(row.text, steps, [(start, end) for _, start, end in flat])

    def possible(self, numbers: int, told: list[Tells]) -> Possible:
        """Those of the statements with these bits of which no word is missing, by the code that they may begin with."""
        beginning: Possible = {}
        present = {_BOUNDARY}.union(*[codes for _, _, codes in told])
        while numbers:
            lowest = numbers & -numbers
            numbers ^= lowest
            for line in self._forms(lowest.bit_length() - 1):
                items = line[1]
                if not any(least and present.isdisjoint(codes) for least, _, codes in items):
                    for code in items[0][2]:
                        beginning.setdefault(code, []).append(line)
        return beginning

    def find(self, said: Said, beginning: Possible, work: Work) -> list[Span]:
        """The statements in a text, of those that are possible."""
        found: list[Span] = []
        at = 0
        while at < len(said.steps):
            longest, told = at, -1
            for term, items in [line for code, _ in said.steps[at] for line in beginning.get(code, ())]:
                if not work.take(1):
                    return found
                end = _end(items, 0, 0, said.steps, at, self._guards)
                if end > longest and self._meant(said, at, end):
                    longest, told = end, term
            if told >= 0:
                first = at + (said.steps[at][0][0] == _BOUNDARY)
                found.append((said.places[first][0], said.places[longest - 1][1], told, "plain"))
            at = max(longest, at + 1)
        return found

    def _forms(self, number: int) -> list[Line]:
        """A statement, with and without what may be missing at its beginning."""
        lines = self._parsed.get(number)
        if lines is None:
            lines = self._parsed[number] = [_read_line(line) for line in self._lines[number].split(";")]
        return lines

    def turned(self, said: Said, start: int, end: int) -> bool:
        """Whether what stands at `start` to `end` of the text is denied, quoted or told of others."""
        if self._codes is None:
            return False
        inside = [at for at, (first, last) in enumerate(said.places) if start <= first < last <= end]
        return bool(inside) and not self._meant(said, inside[0], inside[-1] + 1)

    def _meanings(self, letters: list[str], number: int) -> list[Step]:
        """What begins with a word: the names of several words that do, then the word itself."""
        word = letters[number]
        if word == _BOUNDARY:
            return [(_BOUNDARY, number + 1)]
        said = self._codes.get(word)  # type: ignore[union-attr]
        if not said:
            return [(_UNKNOWN, number + 1)]
        code, _, longer = said.partition(" ")
        found: list[Step] = []
        for name in longer.split():
            rest, _, meaning = name.rpartition("=")
            length = rest.count("_") + 2
            if "_".join(letters[number + 1 : number + length]) == rest:
                found.append((meaning, number + length))
        found.append((code or _UNKNOWN, number + 1))
        return found

    def _meant(self, said: Said, first: int, last: int) -> bool:
        """Whether nothing before or behind a statement denies it, quotes it or tells of others who make it."""
        for at in range(first - 1, max(0, first - _BEFORE) - 1, -1):
            codes = [code for code, _ in said.steps[at]]
            if any(code == _BOUNDARY or code in self._resets for code in codes):
                break
            if any(code in self._guards for code in codes) and not self._resets_at(said, at, first):
                return False
        if any(code in self._after for step in said.steps[last : last + _BEHIND] for code, _ in step):
            return False
        return not _quoted(said.text, said.places[first][0], said.places[last - 1][1])

    def _resets_at(self, said: Said, at: int, first: int) -> bool:
        """Whether a word that denies is part of a name that does not: "not gonna lie"."""
        return any(
            code in self._resets and at < behind <= first
            for before in range(max(0, at - _LONGEST_NAME + 1), at + 1)
            for code, behind in said.steps[before]
        )


def _bits(numbers: str) -> int:
    bits = 0
    for number in numbers.split():
        bits |= 1 << int(number)
    return bits


def _read_line(written: str) -> Line:
    term, *items = written.split(" ")
    return int(term), [(int(item[0]), int(item[1]), item[2:]) for item in items]


def _end(items: list[Item], number: int, taken: int, steps: list[list[Step]], at: int, denied: str) -> int:
    """Where items from `number` on, of which `taken` are passed, end if they go on at `at`; -1 if they do not fit."""
    if number == len(items):
        return at
    least, most, wanted = items[number]
    if taken < most and at < len(steps):
        for code, behind in steps[at]:
            if code in wanted if wanted else code != _BOUNDARY and code not in denied:
                end = _end(items, number, taken + 1, steps, behind, denied)
                if end >= 0:
                    return end
    return _end(items, number + 1, 0, steps, at, denied) if taken >= least else -1


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether a span stands between quotation marks, and the message says more than what it quotes."""
    for marks in _QUOTES:
        opening, closing = marks[0], marks[-1]
        first = text.rfind(opening, 0, start)
        last = text.find(closing, end)
        if first >= 0 and last >= 0 and (opening != closing or text.count(opening, 0, start) % 2 == 1):
            return len((text[:first] + text[last + 1 :]).split()) >= _QUOTED_BESIDE
    return False
