"""What the writer measures, in CloudWatch's embedded metric format, without dimensions."""

import json
from collections.abc import Callable, Sequence

from moderation.ledger.records import DecisionRecord
from moderation.ports import Clock

NAMESPACE = "Roomkeeper"
LOST = "ledger.lost_lines"
POISON = "ledger.poison_lines"
LAG = "ledger.lag_ms"
_UNITS = {LOST: "Count", POISON: "Count", LAG: "Milliseconds"}


class Metrics:
    """`write` takes a line for the log."""

    def __init__(self, write: Callable[[str], object], clock: Clock) -> None:
        self._write = write
        self._clock = clock

    def wrote(self, records: Sequence[DecisionRecord], broken: int) -> None:
        """A batch is in: how old its oldest message was by then, and how many lines nobody could read."""
        values: dict[str, float] = {}
        if records:
            oldest = min(record.at_ms for record in records)
            values[LAG] = max(0, int(self._clock.now() * 1000) - oldest)
        if broken:
            values[POISON] = broken
        self._put(values, lines=len(records))

    def lost(self, lines: int) -> None:
        """Lines that will not come any more."""
        self._put({LOST: lines})

    def _put(self, values: dict[str, float], **beside: int) -> None:
        metrics = [{"Name": name, "Unit": _UNITS[name]} for name in values]
        directive = {"Namespace": NAMESPACE, "Dimensions": [[]], "Metrics": metrics}
        about = {"Timestamp": int(self._clock.now() * 1000), "CloudWatchMetrics": [directive]}
        self._write(json.dumps({"_aws": about, **values, **beside}) + "\n")
