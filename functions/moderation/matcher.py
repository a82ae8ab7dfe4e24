"""Multi-pattern search: the one module behind which pyahocorasick stands."""

from collections.abc import Callable, Iterable, Iterator

import ahocorasick


class Matcher:
    """Finds every occurrence of any of its numbered patterns, overlapping ones too, in time linear in the text."""

    __slots__ = ("scan",)

    scan: Callable[[str], Iterator[tuple[int, int]]]
    """(index of the last character, number of the pattern) of each occurrence, by end, longer ones first."""

    def __init__(self, patterns: Iterable[tuple[str, int]]) -> None:
        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for pattern, number in patterns:
            automaton.add_word(pattern, number)
        automaton.make_automaton()
        # Without a pattern there is no automaton to ask.
        self.scan = automaton.iter if len(automaton) else _nothing


def _nothing(text: str) -> Iterator[tuple[int, int]]:
    return iter(())
