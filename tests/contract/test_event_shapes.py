"""Every shape of event that the documentation names, and the neighbours of each, through the handler itself."""

import json
from typing import Any

import pytest

from message_review.handler import handler
from tests.contract.answer_validator import problems_of

EVENT: dict[str, Any] = {
    "Content": "good evening everyone",
    "MessageId": "AYk6xKitV4On",
    "RoomArn": "arn:aws:ivschat:us-west-2:123456789012:room/BLR123456789",
    "Attributes": {"emote": "wave"},
    "Sender": {"Attributes": {"role": "viewer"}, "UserId": "mary", "Ip": "192.0.2.1"},
}
ODD: list[object] = [None, {}, [], "", "x", 0, 1, -1.5, True, float("nan"), 10**400, [[[]]], {"a": {"b": {}}}]


def without(event: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key != name}


SHAPES: dict[str, object] = {
    "as documented": EVENT,
    "attributes null, as live frames have them": EVENT | {"Attributes": None},
    "attributes empty": EVENT | {"Attributes": {}},
    "sender attributes null": EVENT | {"Sender": {"Attributes": None, "UserId": "mary", "Ip": "192.0.2.1"}},
    "a field of the future": EVENT | {"SessionId": "x", "Sender": EVENT["Sender"] | {"Agent": {"deep": [1]}}},
    "one code point": EVENT | {"Content": "x"},
    "500 code points": EVENT | {"Content": "\N{WAVING HAND SIGN}" * 500},
    **{f"no {name}": without(EVENT, name) for name in EVENT},
    **{f"sender without {name}": EVENT | {"Sender": without(EVENT["Sender"], name)} for name in EVENT["Sender"]},
    **{f"{name} is {value!r:.20}": EVENT | {name: value} for name in EVENT for value in ODD},
    **{f"event is {value!r:.20}": value for value in ODD},
}


@pytest.mark.parametrize("name", SHAPES)
def test_answer_is_valid(name: str) -> None:
    event = SHAPES[name]
    assert problems_of(handler(event, None), event) == []


@pytest.mark.parametrize("name", [name for name in list(SHAPES)[:5] if name != "one code point"])
def test_innocent_message_is_delivered_as_it_is(name: str) -> None:
    assert handler(SHAPES[name], None) == {"ReviewResult": "ALLOW", "Content": "good evening everyone"}


@pytest.mark.parametrize("length", [501, 10_000, 1_000_000])
def test_more_than_a_message_can_hold_is_refused(length: int) -> None:
    answer = handler(EVENT | {"Content": "x" * length}, None)
    assert answer["ReviewResult"] == "DENY"
    assert problems_of(answer, EVENT | {"Content": "x" * length}) == []


def test_a_refusal_has_the_agreed_reason() -> None:
    answer: Any = handler(EVENT | {"Content": "go kill yourself you faggot"}, None)
    assert answer["ReviewResult"] == "DENY"
    text, _, tail = answer["Attributes"]["Reason"].rpartition(" [")
    code, remaining, decision_id = tail.removesuffix("]").split(" ")
    assert text
    assert code.isascii()
    assert (remaining, decision_id) == ("-", "AYk6xKitV4On")


def test_each_message_leaves_exactly_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for event in SHAPES.values():
        handler(event, None)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len(SHAPES)
    assert {line["type"] for line in lines} == {"decision"}
    sequence = [line["sequence"] for line in lines]
    assert sequence == list(range(sequence[0], sequence[0] + len(SHAPES)))
    assert not [line for line in lines if line["level"] == "ERROR"]
