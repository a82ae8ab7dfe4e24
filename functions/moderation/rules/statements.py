"""Sentences without a bad word that say something bad: "i hate all <group>", "<group> should be shot".

A statement is a sequence of word classes, as a lexicon's source writes it. Looked for only in a message that has a word
without which none of them can be said. What is denied, quoted or told of others does not count.
"""

from collections.abc import Iterable

from moderation.rules.chunk_pieces import Piece
from moderation.rules.work import Work

# (start, end, term, reading): indices into the reading's text.
Span = tuple[int, int, int, str]
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


class Statements:
    """The statements of a lexicon; `data` as `statement_compiler` writes it, b"" for none."""

    __slots__ = (
        "_after",
        "_anchors",
        "_codes",
        "_data",
        "_guards",
        "_longer",
        "_referred",
        "_referring",
        "_resets",
        "_starting",
    )

    def __init__(self, data: bytes | memoryview) -> None:
        self._data = data
        self._anchors: frozenset[str] | None = None
        self._codes: dict[str, str] = {}
        self._longer: frozenset[str] = frozenset()
        self._guards = self._resets = self._after = self._referring = self._referred = ""
        self._starting: dict[str, list[tuple[int, list[Item]]]] = {}

    def may_be_in(self, pieces: Iterable[Piece]) -> bool:
        """Whether one of some words is among those without which there is no statement."""
        if self._anchors is None:
            self._anchors = frozenset(bytes(self._data).partition(b"\n")[0].decode().split())
        anchors = self._anchors
        return any(piece[0] in anchors for piece in pieces)

    def find(self, text: str, texts: list[str], words: list[tuple[Piece, ...]], work: Work) -> list[Span]:
        """The statements in a text of chunks `texts`, each with its `words`."""
        if not self._codes:
            self._parse()
        codes, places = self._coded(text, texts, words)
        found: list[Span] = []
        at = 0
        while at < len(codes):
            longest, said = at, -1
            for term, items in self._starting.get(codes[at], ()):
                if not work.take(1):
                    return found
                end = _end(items, 0, codes, at, self._guards)
                if end > longest and self._meant(text, codes, places, at, end):
                    longest, said = end, term
            if said >= 0:
                first = at + (codes[at] == _BOUNDARY)
                found.append((places[first][0], places[longest - 1][1], said, "plain"))
            at = max(longest, at + 1)
        return found

    def turned(self, text: str, texts: list[str], words: list[tuple[Piece, ...]], start: int, end: int) -> bool:
        """Whether what is said in `text[start:end]` is denied, quoted or told of others."""
        if not self._data:
            return False
        if not self._codes:
            self._parse()
        codes, places = self._coded(text, texts, words)
        inside = [
            at for at, place in enumerate(places) if start <= place[0] and place[1] <= end and codes[at] != _BOUNDARY
        ]
        return bool(inside) and not self._meant(text, codes, places, inside[0], inside[-1] + 1)

    def _parse(self) -> None:
        _, codes, special, *lines = str(self._data, "utf-8").split("\n")
        self._codes = dict(pair.split("=") for pair in codes.split())
        self._longer = frozenset(name.partition("_")[0] for name in self._codes if "_" in name)
        self._guards, self._resets, self._after, self._referring, self._referred = special.split("\t")
        for line in lines:
            term, *items = line.split("\t")
            parsed = [(int(item[0]), int(item[1]), item[2:]) for item in items]
            for code in parsed[0][2]:
                self._starting.setdefault(code, []).append((int(term), parsed))

    def _coded(self, text: str, texts: list[str], words: list[tuple[Piece, ...]]) -> tuple[str, list[tuple[int, int]]]:
        """One code for each word, or name of several words, and where it stands."""
        flat: list[tuple[str, int, int]] = [(_BOUNDARY, 0, 0)]
        at = 0
        for chunk, pieces in zip(texts, words, strict=False):
            at = text.index(chunk, at)
            flat += [(letters, at + start, at + end) for letters, start, end, _ in pieces]
            at += len(chunk)
            if chunk.endswith(_ENDINGS):
                flat.append((_BOUNDARY, at, at))
        codes: list[str] = []
        places: list[tuple[int, int]] = []
        number = 0
        while number < len(flat):
            taken, code = self._name(flat, number)
            if code in self._referring:
                # "They" are those who were spoken of.
                code = next((named for named in codes if named in self._referred), code)
            codes.append(code)
            places.append((flat[number][1], flat[number + taken - 1][2]))
            number += taken
        return "".join(codes), places

    def _name(self, flat: list[tuple[str, int, int]], number: int) -> tuple[int, str]:
        word = flat[number][0]
        if word == _BOUNDARY:
            return 1, _BOUNDARY
        if word in self._longer:
            for length in range(min(_LONGEST_NAME, len(flat) - number), 1, -1):
                code = self._codes.get("_".join([part[0] for part in flat[number : number + length]]))
                if code is not None:
                    return length, code
        return 1, self._codes.get(word, _UNKNOWN)

    def _meant(self, text: str, codes: str, places: list[tuple[int, int]], first: int, last: int) -> bool:
        """Whether nothing before or behind a statement denies it, quotes it or tells of others who make it."""
        for code in reversed(codes[max(0, first - _BEFORE) : first]):
            if code == _BOUNDARY or code in self._resets:
                break
            if code in self._guards:
                return False
        if any(code in self._after for code in codes[last : last + _BEHIND]):
            return False
        return not _quoted(text, places[first][0], places[last - 1][1])


def _end(items: list[Item], number: int, codes: str, at: int, denied: str) -> int:
    """Where items from `number` on end if they begin at `at`, the longest way; -1 if they do not fit."""
    if number == len(items):
        return at
    least, most, wanted = items[number]
    count = 0
    while count < most and at + count < len(codes):
        code = codes[at + count]
        if code not in wanted if wanted else code == _BOUNDARY or code in denied:
            break
        count += 1
    for taken in range(count, least - 1, -1):
        end = _end(items, number + 1, codes, at + taken, denied)
        if end >= 0:
            return end
    return -1


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether a span stands between quotation marks, and the message says more than what it quotes."""
    for marks in _QUOTES:
        opening, closing = marks[0], marks[-1]
        first = text.rfind(opening, 0, start)
        last = text.find(closing, end)
        if first >= 0 and last >= 0 and (opening != closing or text.count(opening, 0, start) % 2 == 1):
            return len((text[:first] + text[last + 1 :]).split()) >= _QUOTED_BESIDE
    return False
