"""What the runner measures, in CloudWatch's embedded metric format, without dimensions."""

import json
from collections.abc import Callable

from moderation.delivery.enqueue import Swept
from moderation.ports import Clock

NAMESPACE = "Roomkeeper"
OVERDUE = "actions.overdue"
OLDEST = "actions.oldest_overdue_seconds"


class Metrics:
    """`write` takes a line for the log."""

    def __init__(self, write: Callable[[str], object], clock: Clock) -> None:
        self._write = write
        self._clock = clock

    def swept(self, swept: Swept) -> None:
        """How many intents are overdue, zero included: silence means that nobody looks."""
        directive = {
            "Namespace": NAMESPACE,
            "Dimensions": [[]],
            "Metrics": [{"Name": OVERDUE, "Unit": "Count"}, {"Name": OLDEST, "Unit": "Seconds"}],
        }
        about = {"Timestamp": int(self._clock.now() * 1000), "CloudWatchMetrics": [directive]}
        line = {"_aws": about, OVERDUE: swept.overdue, OLDEST: round(swept.oldest_seconds)}
        self._write(json.dumps(line) + "\n")
