"""Readings: the views of one text in which rules look for terms, each with its exact way back to the original."""

from moderation.text.decoding import View, drawn, flip, plainly, unescape
from moderation.text.fold import fold, in_place, origins
from moderation.text.scripts import unmixed

# IVS Chat delivers at most 500 characters. What lies beyond is not read; `Readings.cut_short` says so, and it says so
# too if a rule could not read to the end.
CODE_POINTS_MAX = 500


class Reading:
    """One folded view; `starts[i]` and `ends[i]` bound the original behind character i (None: i and i + 1)."""

    __slots__ = ("ends", "name", "starts", "text")

    def __init__(self, name: str, text: str, starts: list[int] | None, ends: list[int] | None) -> None:
        self.name = name
        self.text = text
        self.starts = starts
        self.ends = ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the original behind characters start to end (end excluded) of this view."""
        if self.starts is None or self.ends is None:
            return start, end
        return min(self.starts[start:end]), max(self.ends[start:end])


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
            self._plain = _folded("plain", text) if self._escaped is None else _composed("decoded", self._escaped)
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
        if escaped is not None:
            _, starts, ends = escaped
            views = [
                (name, (view, [starts[at] for at in firsts], [ends[at - 1] for at in lasts]))
                for name, (view, firsts, lasts) in views
            ]
        return [_composed(name, view) for name, view in views]


def read(content: str) -> Readings:
    """Readings of a text; each is made when it is first asked for."""
    return Readings(content)


def _folded(name: str, text: str) -> Reading:
    folded = fold(text)
    if text.isascii() or in_place(text):
        return Reading(name, folded, None, None)
    starts = origins(text)
    return Reading(name, folded, starts, [start + 1 for start in starts])


def _composed(name: str, view: View) -> Reading:
    """A view, folded, with both ways back made one."""
    text, starts, ends = view
    inner = origins(text)
    return Reading(name, fold(text), [starts[at] for at in inner], [ends[at] for at in inner])
