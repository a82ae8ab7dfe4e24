"""What the runner measures."""

from collections.abc import Callable

from aws_edges.metric_line import COUNT, SECONDS, metric_line
from moderation.delivery.enqueue import Swept
from moderation.ports import Clock

OVERDUE = "actions.overdue"
OLDEST = "actions.oldest_overdue_seconds"


class Metrics:
    """`write` takes a line for the log."""

    def __init__(self, write: Callable[[str], object], clock: Clock) -> None:
        self._write = write
        self._clock = clock

    def swept(self, swept: Swept) -> None:
        """How many intents are overdue, zero included: silence means that nobody looks."""
        found = {OVERDUE: (swept.overdue, COUNT), OLDEST: (round(swept.oldest_seconds), SECONDS)}
        self._write(metric_line(self._clock.now(), found))
