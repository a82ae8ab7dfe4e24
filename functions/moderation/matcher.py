"""Multi-pattern search: the one module behind which pyahocorasick stands."""

from collections.abc import Iterator

import ahocorasick

# Building the automaton costs as much as looking up some 2,000 characters: the first messages do not wait for it.
LOOKED_UP_MAX = 512


class Matcher:
    """Finds every occurrence of any of its patterns, overlapping ones too, in time linear in the text.

    Until LOOKED_UP_MAX characters have been searched every piece of a text is looked up by itself: the same
    occurrences in the same order, for more time per character and nothing to build first.
    """

    __slots__ = ("_automaton", "_left", "_longest", "_numbers", "_patterns")

    def __init__(self, patterns: list[str]) -> None:
        self._patterns = patterns
        self._automaton: ahocorasick.Automaton | None = None
        self._left = LOOKED_UP_MAX
        self._longest = 0
        self._numbers: dict[str, int] = {}

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """(index of the last character, number of the pattern) of each occurrence, by end, longer ones first."""
        if self._automaton is None and self._patterns:
            if len(text) <= self._left:
                self._left -= len(text)
                return iter(self._look_up(text))
            self.build()
        return iter(()) if self._automaton is None else self._automaton.iter(text)

    def build(self) -> None:
        """Build the automaton now, if that has not been done."""
        if self._automaton is not None or not self._patterns:
            return
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        add = self._automaton.add_word
        for number, pattern in enumerate(self._patterns):
            add(pattern, number)
        self._automaton.make_automaton()
        self._numbers = {}

    def _look_up(self, text: str) -> list[tuple[int, int]]:
        if not self._numbers:
            self._numbers = dict(zip(self._patterns, range(len(self._patterns)), strict=True))
            self._longest = max(map(len, self._patterns))
        find = self._numbers.get
        found = []
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - self._longest), end):
                number = find(text[start:end])
                if number is not None:
                    found.append((end - 1, number))
        return found
