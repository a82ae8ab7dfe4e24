"""What the function does when it is called: a batch of the stream, or the round of the hour."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from moderation.chain.absorbing import absorb, raise_alarm
from moderation.chain.desk import ChainDesk
from moderation.chain.sweeping import publish_heads, sweep
from moderation.errors import Unavailable

from .changes import Record, changes_of
from .metrics import MISSED, OVERWRITES, Metrics

# Enough to finish the page in hand.
STOP_BEFORE_END_MS = 20_000


class Worker:
    """Works for one deployment. `write` takes a line for the log, `day_of` tells the UTC day of an epoch second."""

    def __init__(self, desk: ChainDesk, write: Callable[[str], object], day_of: Callable[[float], str]) -> None:
        self._desk = desk
        self._write = write
        self._metrics = Metrics(write, desk.clock)
        self._day_of = day_of

    def batch(self, records: Sequence[Record]) -> dict[str, Any]:
        """Absorb a batch. If a part of AWS is away it is tried again from the first record that matters: all of it
        may be repeated."""
        changes = changes_of(records)
        failed: list[str] = []
        for sequence, sighting in changes.sightings:
            self._metrics.put(OVERWRITES, 1, change=sighting.change, partition=sighting.partition, sort=sighting.sort)
            try:
                raise_alarm(self._desk, sighting)
            except Unavailable:
                failed.append(sequence)
        try:
            if absorb(self._desk, [entry for _, entry in changes.entries]):
                self._metrics.linked(min(entry.at_ms for _, entry in changes.entries))
        except Unavailable:
            failed += [sequence for sequence, _ in changes.entries]
        first = [each for each in (record["dynamodb"]["SequenceNumber"] for record in records) if each in failed][:1]
        return {"batchItemFailures": [{"itemIdentifier": each} for each in first]}

    def round(self, context: Any) -> dict[str, object]:
        """Catch up on what the stream lost; once a day, publish the heads."""
        swept = sweep(self._desk, lambda: context.get_remaining_time_in_millis() > STOP_BEFORE_END_MS)
        self._metrics.put(MISSED, swept.found)
        done: dict[str, object] = {"found": swept.found, "complete": swept.complete}
        if not swept.complete:
            return done
        published = publish_heads(self._desk, self._day_of(self._desk.clock.now()), swept)
        if published:
            facts = {"day": published.day, "chains": published.chains, "digest": published.digest}
            self._write(json.dumps({"message": "audit heads published", **facts}) + "\n")
        return {**done, "published": published is not None}
