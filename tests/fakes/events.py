"""The event bus in memory. What breaks the published schema is refused, as no listener could rely on it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from jsonschema import Draft202012Validator

from aws_edges.times import rfc3339
from moderation.errors import Unavailable
from moderation.events import Event

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "events.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


class InMemoryEvents:
    """Keeps what was published. `broken` makes it refuse everything."""

    def __init__(self) -> None:
        self.published: list[Event] = []
        self.broken = False

    def publish(self, events: Sequence[Event]) -> None:
        if self.broken:
            raise Unavailable("broken")
        for event in events:
            VALIDATOR.validate(envelope(event))
        self.published += events

    def types(self) -> list[str]:
        return [event.type for event in self.published]


def envelope(event: Event) -> dict[str, object]:
    """An event as it arrives."""
    return {
        "version": "1",
        "id": event.id,
        "type": event.type,
        "occurredAt": rfc3339(datetime.fromtimestamp(event.at, UTC)),
        "roomId": event.room_id or None,
        "data": json.loads(json.dumps(event.detail)),
    }
