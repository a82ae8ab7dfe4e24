"""Events on their way to the bus: nothing lost silently, nothing too large, every envelope as published."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from aws_edges.eventbridge_events import BYTES_MAX, EventBridgeEvents
from moderation.errors import Unavailable
from moderation.events import AUDIT_RECORDED, ENGINE_FALLBACK, Event
from tests.fakes.events import VALIDATOR


def fact(number: int, **detail: object) -> Event:
    return Event(
        ENGINE_FALLBACK, f"id-{number}", 1_800_000_000.25, "room00000001", {"messageId": "m", "cause": "late", **detail}
    )


class Bus:
    """The SDK's client with the wire cut: parameters are checked by the service's own model."""

    def __init__(self, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.calls: list[list[dict[str, Any]]] = []
        self.waits: list[float] = []
        client: Any = boto3.client("events")
        client.meta.events.register("before-parameter-build.events.PutEvents", self._saw)
        client.meta.events.register("before-call.events.PutEvents", lambda model, params, **_: self._answer(answer))
        self.events = EventBridgeEvents(client, "our-bus", self.waits.append)

    def _saw(self, params: dict[str, Any], **_: object) -> None:
        self.calls.append(params["Entries"])

    def _answer(self, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> tuple[Any, dict[str, Any]]:
        class Accepted:
            status_code = 200

        return Accepted(), {"Entries": [answer(entry) for entry in self.calls[-1]], "FailedEntryCount": 0}


def taken(entry: dict[str, Any]) -> dict[str, Any]:
    return {"EventId": "e"}


def test_events_go_in_batches_of_ten_in_their_order() -> None:
    bus = Bus(taken)
    bus.events.publish([fact(number) for number in range(23)])
    assert [len(call) for call in bus.calls] == [10, 10, 3]
    ids = [json.loads(entry["Detail"])["id"] for call in bus.calls for entry in call]
    assert ids == [f"id-{number}" for number in range(23)]


def test_an_entry_is_the_published_envelope() -> None:
    bus = Bus(taken)
    bus.events.publish([fact(1, userId="ada")])
    ((entry,),) = bus.calls
    assert (entry["Source"], entry["DetailType"], entry["EventBusName"]) == ("roomkeeper", ENGINE_FALLBACK, "our-bus")
    detail = json.loads(entry["Detail"])
    VALIDATOR.validate(detail)
    assert detail["occurredAt"] == "2027-01-15T08:00:00.250Z"
    assert detail["data"] == {"messageId": "m", "cause": "late", "userId": "ada"}


def test_batches_stay_within_the_size_that_the_bus_takes() -> None:
    bus = Bus(taken)
    bus.events.publish([fact(number, text="é" * 50_000) for number in range(5)])
    sizes = [sum(len(entry["Detail"].encode()) for entry in call) for call in bus.calls]
    assert [len(call) for call in bus.calls] == [2, 2, 1]
    assert max(sizes) <= BYTES_MAX


def test_what_can_never_fit_loses_its_before_and_after_and_says_so() -> None:
    bus = Bus(taken)
    recorded = {
        "entryId": "e1",
        "operation": "PutPolicy",
        "actor": "person:a",
        "role": "admin",
        "subject": "",
        "reason": "",
    }
    bus.events.publish([Event(AUDIT_RECORDED, "e1", 1.0, "", {**recorded, "before": None, "after": "x" * BYTES_MAX})])
    ((entry,),) = bus.calls
    detail = json.loads(entry["Detail"])
    VALIDATOR.validate(detail)
    assert detail["roomId"] is None
    assert detail["data"] == {**recorded, "cut": True}


def test_only_what_was_refused_is_sent_again() -> None:
    refusals = iter([{"ErrorCode": "ThrottlingException", "ErrorMessage": "slow down"}])

    def answer(entry: dict[str, Any]) -> dict[str, Any]:
        return next(refusals, taken(entry)) if json.loads(entry["Detail"])["id"] == "id-2" else taken(entry)

    bus = Bus(answer)
    bus.events.publish([fact(number) for number in range(4)])
    assert [[json.loads(entry["Detail"])["id"] for entry in call] for call in bus.calls] == [
        ["id-0", "id-1", "id-2", "id-3"],
        ["id-2"],
    ]
    assert len(bus.waits) == 1


def test_a_bus_that_goes_on_refusing_is_unavailable() -> None:
    bus = Bus(lambda entry: {"ErrorCode": "InternalException"})
    with pytest.raises(Unavailable):
        bus.events.publish([fact(1)])
    assert len(bus.calls) == 4


def test_a_bus_out_of_reach_is_unavailable() -> None:
    def broken(entry: dict[str, Any]) -> dict[str, Any]:
        raise EndpointConnectionError(endpoint_url="http://x")

    with pytest.raises(Unavailable):
        Bus(broken).events.publish([fact(1)])
