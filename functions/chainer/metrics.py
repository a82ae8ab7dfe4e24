"""What the chainer measures."""

from collections.abc import Callable

from aws_edges.metric_line import COUNT, MILLISECONDS, metric_line
from moderation.ports import Clock

OVERWRITES = "audit.overwrites_seen"
MISSED = "audit.missed_by_stream"
CHAIN_LAG = "audit.chain_lag_ms"


class Metrics:
    """`write` takes a line for the log."""

    def __init__(self, write: Callable[[str], object], clock: Clock) -> None:
        self._write = write
        self._clock = clock

    def put(self, name: str, count: int, **beside: object) -> None:
        """One count, with what else its line says."""
        self._write(metric_line(self._clock.now(), {name: (count, COUNT)}, **beside))

    def linked(self, oldest_at_ms: int) -> None:
        """How long the oldest of the entries that were linked just now had waited for it."""
        now = self._clock.now()
        self._write(metric_line(now, {CHAIN_LAG: (max(0, int(now * 1000) - oldest_at_ms), MILLISECONDS)}))
