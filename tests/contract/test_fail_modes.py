"""Open or closed, room by room and step by step: every combination decides as declared, by our own code.

The third layer, IVS Chat's fallbackResult, takes over only without an answer; the emulator's tests cover that.
"""

from collections.abc import Callable

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from moderation.compile import compile_policy
from tests.contract.conftest import PLENTY_S, ROOM, Environment, Stage, mode, stored_sanction, stored_settings
from tests.contract.test_policies import point, store

Start = Callable[..., Environment]
FAILING = {"settings": "BatchGetItem", "sanctions": "Query", "counts": "UpdateItem"}


@pytest.mark.parametrize(
    "fault", ["hang", "half", "close", "garbage", "wrong_checksum", "throttled", "server_error", "bad_json"]
)
@pytest.mark.parametrize("fail_mode", ["open", "closed"])
@pytest.mark.parametrize("operation", ["BatchGetItem", "Query", "UpdateItem"])
def test_a_rooms_own_fail_mode(
    dynamodb: StandIn, environment: Start, stage: Stage, operation: str, fail_mode: str, fault: str
) -> None:
    dynamodb.tables.put("State", stored_settings(failMode={"S": fail_mode}, modes=mode("slow", seconds=1)))
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "ALLOW"
    stage.set(0.04)
    dynamodb.fault = lambda asked: fault if asked == operation else ""
    answer, line = chat.say(user="john")
    assert line["degraded"] != ""
    assert answer["ReviewResult"] == {"open": "ALLOW", "closed": "DENY"}[fail_mode]


@pytest.mark.parametrize("step", FAILING)
@pytest.mark.parametrize("closed", ["settings", "sanctions", "counts"])
def test_a_policys_fail_mode_per_step(dynamodb: StandIn, environment: Start, closed: str, step: str) -> None:
    rule = {"id": "w", "kind": "terms", "verdict": "deny", "reasonCode": "own", "params": {"terms": ["wibble"]}}
    compiled = compile_policy({"name": "p", "failModes": {closed: "closed"}, "rules": [rule]})
    assert not compiled.problems
    store(dynamodb, compiled)
    point(dynamodb, compiled.hash)
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=1)))
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "ALLOW"
    dynamodb.fault = lambda asked: "throttled" if asked == FAILING[step] else ""
    answer, line = chat.say(user="john")
    assert line["degraded"] == step
    assert answer["ReviewResult"] == ("DENY" if closed == step else "ALLOW")


@pytest.mark.parametrize(("sanctions", "result"), [("open", "ALLOW"), ("closed", "DENY")])
def test_a_ban_that_could_not_be_read_in_time_is_owned_up_to(
    dynamodb: StandIn, environment: Start, stage: Stage, sanctions: str, result: str
) -> None:
    """The line is what reconciliation judges the message again by, once it has been delivered."""
    compiled = compile_policy({"name": "p", "failModes": {"sanctions": sanctions}, "rules": []})
    store(dynamodb, compiled)
    point(dynamodb, compiled.hash)
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "ALLOW"
    dynamodb.tables.put("State", stored_sanction("ban"))
    dynamodb.fault = lambda asked: "hang" if asked == "Query" else ""
    stage.set(0.04)
    answer, line = chat.say()
    assert answer["ReviewResult"] == result
    assert line["degraded"] == "sanctions"
    assert line["failures"] == {"sanctions": "timeout"}
    assert (line["level"], line["DegradedReviews"]) == ("WARN", 1)
    assert ("content" in line) == (result == "ALLOW")
    dynamodb.fault = lambda asked: ""
    stage.set(PLENTY_S)
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["reason"]) == ("DENY", "banned")


@pytest.mark.parametrize(("fallback", "result"), [("ALLOW", "ALLOW"), ("DENY", "DENY")])
def test_a_review_that_breaks_ends_in_the_functions_fallback(
    environment: Start, monkeypatch: pytest.MonkeyPatch, fallback: str, result: str
) -> None:
    chat = environment(REVIEW_FALLBACK=fallback)

    def broken(*_: object) -> None:
        raise RuntimeError("good evening, the text of a message")

    monkeypatch.setattr("message_review.reviewer.review", broken)
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["level"], line["error"]) == (result, "ERROR", "RuntimeError")
    assert line["FailedReviews"] == 1
    assert "good evening" not in str(line)


@pytest.mark.parametrize(("fail_mode", "result"), [("open", "ALLOW"), ("closed", "DENY")])
def test_a_review_that_breaks_in_a_room_with_a_fail_mode_of_its_own(
    dynamodb: StandIn, environment: Start, monkeypatch: pytest.MonkeyPatch, fail_mode: str, result: str
) -> None:
    dynamodb.tables.put("State", stored_settings(ROOM, failMode={"S": fail_mode}))
    chat = environment(REVIEW_FALLBACK="DENY" if result == "ALLOW" else "ALLOW")
    monkeypatch.setattr("message_review.reviewer.review", lambda *_: 1 / 0)
    assert chat.say()[0]["ReviewResult"] == result
