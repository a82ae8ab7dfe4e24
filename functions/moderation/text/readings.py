"""Readings: the views of one text in which rules look for terms, each with its exact way back to the original."""

from collections.abc import Callable

from moderation.text.decoding import View, drawn, flip, plainly, unescape
from moderation.text.fold import fold, in_place, origins
from moderation.text.scripts import unmixed

# IVS Chat delivers at most 500 characters. What lies beyond is not read; `Readings.cut_short` says so, and it says so
# too if a rule could not read to the end.
CODE_POINTS_MAX = 500


# Where each character of a text begins, and where it ends, in the text before.
Bounds = tuple[list[int], list[int]]
Way = Callable[[], Bounds]


class Reading:
    """One folded view of a text, and the way back from it.

    `ways` are asked for the way back only when something was found: each gives, for every character of the view that it
    leads to, where the characters of the one before begin and end; none if nothing was moved.
    """

    __slots__ = ("_bounds", "_ways", "name", "text")

    def __init__(self, name: str, text: str, ways: tuple[Way, ...] = ()) -> None:
        self.name = name
        self.text = text
        self._ways = ways
        self._bounds: Bounds | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the original behind characters start to end (end excluded) of this view."""
        if not self._ways:
            return start, end
        if self._bounds is None:
            self._bounds = _composed(self._ways)
        starts, ends = self._bounds
        return min(starts[start:end]), max(ends[start:end])


class Readings:
    """All readings of one text; those beyond the first are made only where the text gives cause.

    `work` is how many units of work it took to look for terms, in the matcher that took most.
    """

    __slots__ = ("_escaped", "_others", "_plain", "content", "cut_short", "work")

    def __init__(self, content: str) -> None:
        self.content = content
        self.cut_short = len(content) > CODE_POINTS_MAX
        self.work = 0
        self._plain: Reading | None = None
        self._others: tuple[Reading, ...] | None = None
        self._escaped: View | None = None

    @property
    def plain(self) -> Reading:
        """The folded text, HTML entities and percent signs decoded."""
        if self._plain is None:
            text = self.content[:CODE_POINTS_MAX]
            self._escaped = unescape(text)
            self._plain = _folded("plain", text) if self._escaped is None else _viewed("decoded", self._escaped)
        return self._plain

    @property
    def others(self) -> tuple[Reading, ...]:
        """Tags left out, drawn letters joined, turned text set upright, look-alikes of other scripts read as Latin."""
        if self._others is None:
            self._others = tuple(self._further())
        return self._others

    def _further(self) -> list[Reading]:
        text = self.content[:CODE_POINTS_MAX]
        _ = self.plain
        escaped = self._escaped
        if escaped is not None:
            text = escaped[0]
        if plainly(text):
            return []
        views = [*drawn(text), *flip(text)]
        latin = unmixed(text)
        if latin is not None:
            views.append(("lookalike", (latin, list(range(len(latin))), list(range(1, len(latin) + 1)))))
        return [_viewed(name, view, escaped) for name, view in views]


def read(content: str) -> Readings:
    """Readings of a text; each is made when it is first asked for."""
    return Readings(content)


def _folded(name: str, text: str) -> Reading:
    if text.isascii() or in_place(text):
        return Reading(name, fold(text))
    return Reading(name, fold(text), (lambda: _unfolded(text),))


def _viewed(name: str, view: View, before: View | None = None) -> Reading:
    """A view, folded; `before` is the view of the original of which it is one."""
    text, *bounds = view
    ways: list[Way] = [lambda: _unfolded(text), lambda: (bounds[0], bounds[1])]
    if before is not None:
        _, starts, ends = before
        ways.append(lambda: (starts, ends))
    return Reading(name, fold(text), tuple(ways))


def _unfolded(text: str) -> Bounds:
    starts = origins(text)
    return starts, [start + 1 for start in starts]


def _composed(ways: tuple[Way, ...]) -> Bounds:
    """All ways back made one."""
    starts, ends = ways[0]()
    for way in ways[1:]:
        firsts, lasts = way()
        starts, ends = [firsts[start] for start in starts], [lasts[end - 1] for end in ends]
    return starts, ends
