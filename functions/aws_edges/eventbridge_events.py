"""Facts onto an EventBridge bus, in a versioned envelope."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import Unavailable
from moderation.event_schema import VERSION
from moderation.events import Event

from .times import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

SOURCE = "roomkeeper"
# PutEvents takes 10 entries and 256 KB, of which each entry's time counts 14 bytes
# (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html).
ENTRIES_MAX = 10
BYTES_MAX = 256 * 1024
ATTEMPTS = 4
FIRST_WAIT_SECONDS = 0.05

Entry = dict[str, Any]


class EventBridgeEvents:
    """Implements moderation.ports.Events."""

    def __init__(self, client: "EventBridgeClient", bus: str, wait: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._bus = bus
        self._wait = wait

    def publish(self, events: Sequence[Event]) -> None:
        """Put all of them; what the bus refuses is tried again, then Unavailable is raised."""
        for batch in _batches([self._entry(event) for event in events]):
            self._put(batch)

    def _put(self, batch: list[Entry]) -> None:
        for attempt in range(ATTEMPTS):
            if attempt:
                self._wait(FIRST_WAIT_SECONDS * 2**attempt * SystemRandom().random())
            try:
                answer = self._client.put_events(Entries=batch)  # type: ignore[arg-type]  # plain dicts
            except (ClientError, ConnectionError, HTTPClientError) as exc:
                # The SDK has made its own attempts.
                raise Unavailable("The event bus does not answer.") from exc
            # One result per entry, in their order.
            batch = [entry for entry, result in zip(batch, answer["Entries"], strict=True) if "ErrorCode" in result]
            if not batch:
                return
        raise Unavailable(f"The event bus did not take {len(batch)} events.")

    def _entry(self, event: Event) -> Entry:
        moment = datetime.fromtimestamp(event.at, UTC)
        entry = {
            "EventBusName": self._bus,
            "Source": SOURCE,
            "DetailType": event.type,
            "Time": moment,
            "Detail": _detail(event, moment, event.detail),
        }
        if _size(entry) > BYTES_MAX:
            kept = {name: value for name, value in event.detail.items() if name not in ("before", "after")}
            entry["Detail"] = _detail(event, moment, {**kept, "cut": True})
        return entry


def _detail(event: Event, moment: datetime, data: object) -> str:
    envelope = {
        "version": VERSION,
        "id": event.id,
        "type": event.type,
        "occurredAt": rfc3339(moment),
        "roomId": event.room_id or None,
        "data": data,
    }
    return json.dumps(envelope, separators=(",", ":"), ensure_ascii=False)


def _batches(entries: list[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        weight = _size(entry)
        if batch and (len(batch) == ENTRIES_MAX or size + weight > BYTES_MAX):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += weight
    if batch:
        yield batch


def _size(entry: Entry) -> int:
    return 14 + sum(len(str(entry[name]).encode()) for name in ("Source", "DetailType", "Detail"))
