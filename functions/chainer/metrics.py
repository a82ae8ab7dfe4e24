"""What the chainer measures, in CloudWatch's embedded metric format, without dimensions."""

import json
from collections.abc import Callable

from moderation.ports import Clock

NAMESPACE = "Roomkeeper"
OVERWRITES = "audit.overwrites_seen"
MISSED = "audit.missed_by_stream"


class Metrics:
    """`write` takes a line for the log."""

    def __init__(self, write: Callable[[str], object], clock: Clock) -> None:
        self._write = write
        self._clock = clock

    def put(self, name: str, count: int, **beside: object) -> None:
        """One count, with what else its line says."""
        directive = {"Namespace": NAMESPACE, "Dimensions": [[]], "Metrics": [{"Name": name, "Unit": "Count"}]}
        about = {"Timestamp": int(self._clock.now() * 1000), "CloudWatchMetrics": [directive]}
        self._write(json.dumps({"_aws": about, name: count, **beside}) + "\n")
