"""Multi-pattern search: the one module behind which pyahocorasick stands."""

from collections.abc import Iterator

import ahocorasick


class Matcher:
    """Finds every occurrence of any of its patterns, overlapping ones too, in time linear in the text."""

    __slots__ = ("_automaton",)

    def __init__(self, patterns: list[str]) -> None:
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        add = self._automaton.add_word
        for number, pattern in enumerate(patterns):
            add(pattern, number)
        self._automaton.make_automaton()

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """(index of the last character, number of the pattern) of each occurrence, by end."""
        return self._automaton.iter(text) if len(self._automaton) else iter(())
