"""What the chainer measures, in CloudWatch's embedded metric format, without dimensions."""

import json
from collections.abc import Callable

from moderation.ports import Clock

NAMESPACE = "Roomkeeper"
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
        self._line(name, count, "Count", **beside)

    def linked(self, oldest_at_ms: int) -> None:
        """How long the oldest of the entries that were linked just now had waited for it."""
        self._line(CHAIN_LAG, max(0, int(self._clock.now() * 1000) - oldest_at_ms), "Milliseconds")

    def _line(self, name: str, value: int, unit: str, **beside: object) -> None:
        directive = {"Namespace": NAMESPACE, "Dimensions": [[]], "Metrics": [{"Name": name, "Unit": unit}]}
        about = {"Timestamp": int(self._clock.now() * 1000), "CloudWatchMetrics": [directive]}
        self._write(json.dumps({"_aws": about, name: value, **beside}) + "\n")
