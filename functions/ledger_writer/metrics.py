"""What the writer measures."""

from collections.abc import Callable, Sequence

from aws_edges.metric_line import COUNT, MILLISECONDS, metric_line
from moderation.ledger.records import DecisionRecord
from moderation.ports import Clock

LOST = "ledger.lost_lines"
POISON = "ledger.poison_lines"
LAG = "ledger.lag_ms"


class Metrics:
    """`write` takes a line for the log."""

    def __init__(self, write: Callable[[str], object], clock: Clock) -> None:
        self._write = write
        self._clock = clock

    def wrote(self, records: Sequence[DecisionRecord], broken: int) -> None:
        """A batch is in: how old its oldest message was by then, and how many lines nobody could read."""
        now = self._clock.now()
        found: dict[str, tuple[float, str]] = {}
        if records:
            oldest = min(record.at_ms for record in records)
            found[LAG] = max(0, int(now * 1000) - oldest), MILLISECONDS
        if broken:
            found[POISON] = broken, COUNT
        self._write(metric_line(now, found, lines=len(records)))

    def lost(self, lines: int) -> None:
        """Lines that will not come any more."""
        self._write(metric_line(self._clock.now(), {LOST: (lines, COUNT)}))
