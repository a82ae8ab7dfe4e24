"""The search for a matcher's patterns: looked up one by one at first, by an automaton from then on."""

from collections.abc import Iterator

from moderation.rules.keyed_lines import Data, KeyedLines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from moderation.matcher import Matcher

# What is said about a beginning of at most this many letters: the number of the first pattern that begins so, and how
# each of these patterns goes on; they are numbered in a row.
BEGINNING = 3
# Building the automaton costs as much as looking up some 2,500 characters: the first messages do not wait for it.
LOOKED_UP_MAX = 512


class PatternSearch:
    """Finds every occurrence of any of the patterns, overlapping ones too."""

    __slots__ = ("_left", "_matcher", "_patterns")

    def __init__(self, data: Data) -> None:
        self._patterns = KeyedLines(data)
        self._matcher: Matcher | None = None
        self._left = LOOKED_UP_MAX

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """(index of the last character, number of the pattern) of each occurrence, by end, longer ones first."""
        if self._matcher is None:
            if len(text) <= self._left:
                self._left -= len(text)
                return iter(self._look_up(text))
            self.build()
        return self._matcher.scan(text)  # type: ignore[union-attr]  # built above

    def build(self) -> None:
        """Build the automaton now, if that has not been done."""
        if self._matcher is None:
            from moderation.matcher import Matcher  # with the automaton's shared library, which a cold start can spare

            self._matcher = Matcher(
                (beginning + rest, number)
                for line in self._patterns.lines()
                for beginning, said in [line.split("\t", 1)]
                for number, rest in _going_on(said)
            )

    def _look_up(self, text: str) -> list[tuple[int, int]]:
        found = []
        for start in range(len(text)):
            for end in range(start + 1, min(start + BEGINNING, len(text)) + 1):
                said = self._patterns.get(text[start:end])
                if said:
                    found += [
                        (end + len(rest) - 1, start, number)
                        for number, rest in _going_on(said)
                        if text.startswith(rest, end)
                    ]
        return [(last, number) for last, _, number in sorted(found)]


def _going_on(said: str) -> list[tuple[int, str]]:
    """(number, how it goes on) of the patterns with one beginning."""
    first, *rests = said.split("\t")
    return list(enumerate(rests, int(first)))
