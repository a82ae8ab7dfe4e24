"""The schema of events: published as it is, and every type that the code names is in it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from moderation import events
from moderation.event_schema import DATA, published_schema
from moderation.events import Event
from tests.fakes.events import InMemoryEvents

DOCS = Path(__file__).parents[3] / "docs"
TYPES = {value for name, value in vars(events).items() if name.isupper()}


def test_the_published_schema_is_the_code_s() -> None:
    published = json.loads((DOCS / "events.schema.json").read_text("utf-8"))
    assert published == published_schema(), (
        "run: PYTHONPATH=functions python -m moderation event-schema > docs/events.schema.json"
    )
    jsonschema.Draft202012Validator.check_schema(published)


def test_every_type_has_a_shape() -> None:
    assert set(DATA) == TYPES
    assert len(TYPES) >= 18


@pytest.mark.parametrize(
    "wrong",
    [
        Event(events.MESSAGE_HELD, "i", 1.0, "r", {"messageId": "m"}),
        Event(events.ENGINE_FALLBACK, "i", 1.0, "r", {"cause": "late"}),
        Event(events.USER_LIFTED, "", 1.0, "r", {}),
        Event("user.moved", "i", 1.0, "r", {}),
        Event(events.AUDIT_TAMPERED, "i", 1.0, "", {"change": "INSERT", "partition": "p", "sort": "s"}),
    ],
    ids=lambda event: event.type,
)
def test_what_no_listener_could_rely_on_is_refused(wrong: Any) -> None:
    bus = InMemoryEvents()
    with pytest.raises(jsonschema.ValidationError):
        bus.publish([wrong])
    assert bus.published == []
