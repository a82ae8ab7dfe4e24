"""The search for a matcher's patterns: looked up one by one at first, by an automaton from then on."""

from collections.abc import Callable, Iterator

from moderation.rules.term_matching.keyed_lines import Data, KeyedLines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from moderation.matcher import Matcher

# What is said about a beginning of at most this many letters: the number of the first pattern that begins so, and how
# each of these patterns goes on; they are numbered in a row.
BEGINNING = 3
# To look up so many characters takes as long as to build the automaton (15 ms for the bundled policy): an environment
# that ends before has saved that, and another has lost no more.
LOOKED_UP_MAX = 4096


class PatternSearch:
    """Finds every occurrence of any of the patterns, overlapping ones too."""

    __slots__ = ("_left", "_matcher", "_patterns", "scan")

    scan: Callable[[str], Iterator[tuple[int, int]]]
    """(index of the last character, number of the pattern) of each occurrence, by end, longer ones first."""

    def __init__(self, data: Data) -> None:
        self._patterns = KeyedLines(data)
        self._matcher: Matcher | None = None
        self._left = LOOKED_UP_MAX
        self.scan = self._scan_at_first

    def _scan_at_first(self, text: str) -> Iterator[tuple[int, int]]:
        if len(text) <= self._left:
            self._left -= len(text)
            return iter(self._look_up(text))
        self.build()
        return self.scan(text)

    def build(self) -> None:
        """Build the automaton now, if that has not been done."""
        if self._matcher is None:
            from moderation.matcher import Matcher  # with the automaton's shared library, which a cold start can spare

            self._matcher = Matcher(self._numbered())
            self.scan = self._matcher.scan

    def _numbered(self) -> Iterator[tuple[str, int]]:
        for line in self._patterns.lines():
            beginning, first, *rests = line.split("\t")
            for number, rest in enumerate(rests, int(first)):
                yield beginning + rest, number

    def _look_up(self, text: str) -> list[tuple[int, int]]:
        found = []
        for start in range(len(text)):
            for end in range(start + 1, min(start + BEGINNING, len(text)) + 1):
                said = self._patterns.get(text[start:end])
                if said:
                    first, *rests = said.split("\t")
                    found += [
                        (end + len(rest) - 1, start, number)
                        for number, rest in enumerate(rests, int(first))
                        if text.startswith(rest, end)
                    ]
        return [(last, number) for last, _, number in sorted(found)]
