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

# Least and most words, and the codes that they may have ("": any that denies nothing). At most none: a statement is
# not made where one of these is anywhere in the message.
Item = tuple[int, int, str]

_UNKNOWN = " "
# Also in front of the first sentence and behind the last.
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
# What is said of a word: its code, and by their second word the other words and the codes of names that begin with it.
Meaning = tuple[str, dict[str, list[tuple[list[str], str]]]]
# A term, the items of one of its statements, as bits the codes of each word that must be there, and those of none.
Line = tuple[int, list[Item], list[int], str]
Possible = dict[str, list[Line]]
# What the words of a chunk tell: the statements, as the bits of their numbers, of which they say most and second most,
# their codes as bits, and what is said of each of them.
Tells = tuple[int, int, int, tuple[Meaning, ...]]
_NOTHING: Meaning = (_UNKNOWN, {})
_END: Meaning = (_BOUNDARY, {})


class Said:
    """A text as its words' meanings: see `Statements.said`."""

    __slots__ = ("_places", "_row", "steps", "text")

    def __init__(self, row: Row, steps: list[list[Step]]) -> None:
        self.text = row.text
        self.steps = steps
        self._row = row
        self._places: list[tuple[int, int]] | None = None

    def places(self) -> list[tuple[int, int]]:
        """Where each word stands, and what begins and ends sentences."""
        if self._places is None:
            places = [(0, 0)]
            for at, text, chunk in zip(self._row.places(), self._row.texts, self._row.chunks, strict=False):
                places += [(at + start, at + end) for _, start, end, _ in chunk.first or chunk.pieces]
                if text.endswith(_ENDINGS):
                    places.append((at + len(text), at + len(text)))
            places.append((places[-1][1], places[-1][1]))
            self._places = places
        return self._places


class Statements:
    """The statements of a lexicon; `data` as `statement_compiler` writes it, b"" for none."""

    __slots__ = (
        "_after",
        "_codes",
        "_guards",
        "_lines",
        "_masks",
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
            self._told: dict[str, Tells] = {}
            self._masks: dict[str, int] = {}

    def told_by(self, pieces: tuple[Piece, ...]) -> Tells | None:
        """What the words of a chunk tell; None if no statement has them."""
        if self._codes is None:
            return None
        words = [self._codes.get(piece[0]) for piece in pieces]
        if not any(words):
            return None
        if len(words) == 1:
            return self._told_by_word(words[0])
        first = second = present = 0
        meanings: tuple[Meaning, ...] = ()
        for most, next_most, codes, meaning in map(self._told_by_word, words):
            first |= most
            second |= next_most
            present |= codes
            meanings += meaning
        return first, second, present, meanings

    def _told_by_word(self, said: str) -> Tells:
        """What a word tells of which the lexicon says this."""
        told = self._told.get(said)
        if told is None:
            code, _, names = said.partition(" ")
            begun: dict[str, list[tuple[list[str], str]]] = {}
            for name in names.split():
                rest = name[:-2].split("_")
                begun.setdefault(rest[0], []).append((rest, name[-1]))
            first = second = present = 0
            for each in [name[-1] for name in said.split()]:
                most, _, next_most = self._numbers.get(each).partition(";")
                first |= _bits(map(int, most.split()))
                second |= _bits(map(int, next_most.split()))
                present |= self._mask(each)
            told = self._told[said] = (first, second, present, ((code or _UNKNOWN, begun),))
        return told

    def _mask(self, codes: str) -> int:
        """Codes as bits."""
        mask = self._masks.get(codes)
        if mask is None:
            mask = self._masks[codes] = _bits(map(ord, codes))
        return mask

    def said(self, row: Row) -> Said:
        """What the words mean of a text; signs that may be letters are read as such."""
        if self._codes is None:
            return Said(row, [])
        letters, meanings = [_BOUNDARY], [_END]
        for text, chunk in zip(row.texts, row.chunks, strict=False):
            letters += [piece[0] for piece in chunk.first or chunk.pieces]
            meanings += chunk.told[3] if chunk.told else [_NOTHING] * (len(letters) - len(meanings))
            if text.endswith(_ENDINGS):
                letters.append(_BOUNDARY)
                meanings.append(_END)
        if letters[-1] != _BOUNDARY:
            letters.append(_BOUNDARY)
            meanings.append(_END)
        return Said(row, self._steps(letters, meanings))

    def _steps(self, letters: list[str], meanings: list[Meaning]) -> list[list[Step]]:
        """What begins with each word: the names of several words that do, the word itself, and whom it refers to."""
        steps: list[list[Step]] = []
        spoken_of = ""
        for behind, (code, names) in enumerate(meanings, 1):
            if code == _UNKNOWN and not names:
                steps.append([(code, behind)])
                continue
            found = []
            if names:
                for rest, named in names.get(letters[behind], ()):
                    last = behind + len(rest)
                    if letters[behind:last] == rest:
                        found.append((named, last))
            found.append((code, behind))
            if spoken_of and code in self._referring:
                found.append((spoken_of, behind))
            spoken_of = next((told for told, _ in found if told in self._referred), spoken_of)
            steps.append(found)
        return steps

    def possible(self, row: Row) -> Possible:
        """The statements that the words of a text allow, by the code that they may begin with."""
        told = [chunk.told for chunk in row.chunks if chunk.told is not None]
        most = next_most = 0
        for first, second, _, _ in told:
            most |= first
            next_most |= second
        beginning: Possible = {}
        numbers = most & next_most
        if not numbers:
            return beginning
        present = self._mask(_BOUNDARY)
        for _, _, codes, _ in told:
            present |= codes
        while numbers:
            lowest = numbers & -numbers
            numbers ^= lowest
            for line in self._forms(lowest.bit_length() - 1):
                if all(map(present.__and__, line[2])):
                    for code in line[1][0][2]:
                        beginning.setdefault(code, []).append(line)
        return beginning

    def find(self, said: Said, beginning: Possible, work: Work) -> list[Span]:
        """The statements in a text, of those that are possible."""
        found: list[Span] = []
        spoken = {code for step in said.steps for code, _ in step}
        behind = 0
        for at, step in enumerate(said.steps):
            lines = [line for code, _ in step if code in beginning for line in beginning[code]]
            if at < behind or not lines:
                continue
            longest, told = at, -1
            for term, items, _, banned in lines:
                if not work.take(1):
                    return found
                end = _end(items, 0, 0, said.steps, at, self._guards)
                if end > longest and spoken.isdisjoint(banned) and self._meant(said, at, end):
                    longest, told = end, term
            if told >= 0:
                places = said.places()
                first = at + (step[0][0] == _BOUNDARY)
                found.append((places[first][0], places[longest - 1][1], told, "plain"))
            # What ends one sentence may begin the next.
            behind = longest - (said.steps[longest - 1][0][0] == _BOUNDARY)
        return found

    def _forms(self, number: int) -> list[Line]:
        """A statement, with and without what may be missing at its beginning."""
        lines = self._parsed.get(number)
        if lines is None:
            lines = self._parsed[number] = [self._read_line(line) for line in self._lines[number].split(";")]
        return lines

    def _read_line(self, written: str) -> Line:
        term, *cut = written.split(" ")
        items = [(int(item[0]), int(item[1]), item[2:]) for item in cut]
        needed = [self._mask(codes) for least, _, codes in items if least]
        banned = "".join(codes for _, most, codes in items if not most)
        return int(term), [item for item in items if item[1]], needed, banned

    def turned(self, said: Said, start: int, end: int) -> bool:
        """Whether what stands at `start` to `end` of the text is denied, quoted or told of others."""
        if self._codes is None:
            return False
        inside = [at for at, (first, last) in enumerate(said.places()) if start <= first < last <= end]
        return bool(inside) and not self._meant(said, inside[0], inside[-1] + 1)

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
        return not _quoted(said.text, said.places()[first][0])

    def _resets_at(self, said: Said, at: int, first: int) -> bool:
        """Whether a word that denies is part of a name that does not: "not gonna lie"."""
        return any(
            code in self._resets and at < behind <= first
            for before in range(max(0, at - _LONGEST_NAME + 1), at + 1)
            for code, behind in said.steps[before]
        )


def _bits(numbers: Iterable[int]) -> int:
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


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


def _quoted(text: str, start: int) -> bool:
    """Whether what starts here stands between quotation marks, and the message says more than what it quotes."""
    for marks in _QUOTES:
        opening, closing = marks[0], marks[-1]
        first = text.rfind(opening, 0, start)
        last = text.find(closing, first + 1)
        if first >= 0 and last >= start and (opening != closing or text.count(opening, 0, start) % 2 == 1):
            return len((text[:first] + text[last + 1 :]).split()) >= _QUOTED_BESIDE
    return False
