"""What the state round brings: a sanction or mode takes effect with the very next message, and ends by the clock."""

import json
import time
from collections.abc import Callable

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from lean_edges import pool
from message_review import connect
from message_review.settings import Settings
from message_review.state_requests import previous_window
from message_review.state_sources import StateSources
from moderation.policy import Policy
from tests.contract.conftest import ROOM, USER, Environment, mode, stored_sanction, stored_settings

Start = Callable[..., Environment]


@pytest.mark.parametrize("scope", [ROOM, "*"])
@pytest.mark.parametrize("kind", ["ban", "timeout"])
def test_a_sanction_denies_the_very_next_message(dynamodb: StandIn, environment: Start, kind: str, scope: str) -> None:
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "ALLOW"
    dynamodb.tables.put("State", stored_sanction(kind, int(time.time()) + 60, scope=scope))
    assert chat.say()[0]["ReviewResult"] == "DENY"
    assert chat.say(user="john")[0]["ReviewResult"] == "ALLOW"
    dynamodb.tables.delete("State", f"user#{USER}", f"sanction#{scope}")
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["level"]) == ("ALLOW", "INFO")


def test_a_sanction_of_another_room_does_not_reach_this_one(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_sanction("ban", scope="another12345"))
    assert environment().say()[0]["ReviewResult"] == "ALLOW"


def test_an_expired_sanction_is_none_although_its_item_is_still_there(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_sanction("ban", int(time.time()) - 1))
    assert environment().say()[0]["ReviewResult"] == "ALLOW"


@pytest.mark.parametrize("scope", [ROOM, "*"])
def test_a_sanction_holds_for_who_is_under_many_more(dynamodb: StandIn, environment: Start, scope: str) -> None:
    """More than a page of the Query holds; the one for all rooms is first on it, the room's own beyond it."""
    for number in range(30):
        dynamodb.tables.put("State", stored_sanction("ban", scope=f"AAA{number:09d}"))
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "ALLOW"
    dynamodb.tables.put("State", stored_sanction("ban", scope=scope))
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["reason"], line["degraded"]) == ("DENY", "banned", "")


def test_a_sanction_beyond_the_page_that_cannot_be_read(dynamodb: StandIn, environment: Start) -> None:
    """What the page does say holds nevertheless."""
    for number in range(30):
        dynamodb.tables.put("State", stored_sanction("ban", scope=f"AAA{number:09d}"))
    chat = environment()
    chat.say()
    dynamodb.fault = lambda operation: "throttled" if operation == "GetItem" else ""
    for stored, result in ((False, "ALLOW"), (True, "DENY")):
        if stored:
            dynamodb.tables.put("State", stored_sanction("ban", scope="*"))
        answer, line = chat.say()
        assert (answer["ReviewResult"], "sanctions" in line["failures"]) == (result, True)


@pytest.mark.parametrize(("second", "consistent"), [(0, True), (4.9, True), (5, False), (59.9, False)])
def test_a_minute_is_read_at_half_the_price_once_nobody_writes_it(second: float, consistent: bool) -> None:
    asked = json.loads(previous_window({"Windows": "Windows"}, ROOM, USER, 60 * 29_833_333 + second))
    assert asked["ConsistentRead"] is consistent
    assert asked["Key"] == {"pk": {"S": f"window#{ROOM}#29833332#{USER}"}}


def test_modes_switch_on_with_the_next_message_and_off_by_the_clock(dynamodb: StandIn, environment: Start) -> None:
    chat = environment()
    for until, result in ((int(time.time()) + 60, "DENY"), (int(time.time()) - 1, "ALLOW")):
        dynamodb.tables.put("State", stored_settings(modes=mode("frozen", until=until)))
        assert chat.say()[0]["ReviewResult"] == result


def test_slow_mode_counts_over_all_environments(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=30)))
    one, other = environment(), environment()
    assert one.say("first")[0]["ReviewResult"] == "ALLOW"
    answer, line = other.say("second")
    assert (answer["ReviewResult"], line["reason"]) == ("DENY", "slow_mode")
    assert 0 < line["remainingSeconds"] <= 30
    assert one.say("third", user="john")[0]["ReviewResult"] == "ALLOW"


def test_slow_mode_sees_the_minute_before(
    dynamodb: StandIn, environment: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=30)))
    chat = environment()
    minute = int(time.time()) // 60 * 60
    outcomes = []
    for second in (50, 61, 92):
        monkeypatch.setattr(time, "time", lambda now=minute + second: float(now))
        outcomes.append(chat.say()[1]["verdict"])
    assert outcomes == ["ALLOW", "DENY", "ALLOW"]


def test_unique_chat_refuses_what_anybody_has_said(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("uniqueChat")))
    one, other = environment(), environment()
    assert one.say("good evening everybody")[0]["ReviewResult"] == "ALLOW"
    answer, line = other.say("Good  Evening everybody", user="john")
    assert (answer["ReviewResult"], line["reason"]) == ("DENY", "not_unique")
    assert other.say("something new to say")[0]["ReviewResult"] == "ALLOW"


def test_a_unique_chat_mark_ends_by_the_clock(
    dynamodb: StandIn, environment: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("uniqueChat")))
    chat = environment()
    assert chat.say("once an hour")[1]["verdict"] == "ALLOW"
    later = time.time() + 3601
    monkeypatch.setattr(time, "time", lambda: later)
    assert chat.say("once an hour")[1]["verdict"] == "ALLOW"


def test_requests_that_a_message_costs(dynamodb: StandIn, environment: Start) -> None:
    chat = environment(AWS_LAMBDA_INITIALIZATION_TYPE="provisioned-concurrency")
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=1)))
    chat.say()
    dynamodb.operations.clear()
    chat.say()
    assert dict(dynamodb.operations) == {
        "BatchGetItem State": 1,
        "Query State": 1,
        "UpdateItem Windows": 1,
        "GetItem Windows": 1,
    }


def test_connections_are_kept(dynamodb: StandIn, environment: Start) -> None:
    chat = environment()
    for _ in range(20):
        assert chat.say()[1]["level"] == "INFO"
    assert dynamodb.connections <= 7


def test_a_cold_on_demand_environment_asks_nothing_for_its_first_message(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_sanction("ban"))
    chat = environment(AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
    assert (dynamodb.connections, sum(dynamodb.operations.values())) == (0, 0)
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["cause"]) == ("ALLOW", "cold")
    assert line["degraded"] == "settings+sanctions+counts"
    assert sum(dynamodb.operations.values()) == 0
    assert chat.say()[0]["ReviewResult"] == "DENY"


def test_loading_the_client_takes_nothing_from_the_second_message(
    dynamodb: StandIn, environment: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = environment(AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
    chat.say()
    stage_s, load = 0.02, connect.connected_sources

    def slowly(settings: Settings, bundled: Policy) -> StateSources:
        time.sleep(2 * stage_s)
        return load(settings, bundled)

    monkeypatch.setattr(pool, "STAGE_S", stage_s)
    monkeypatch.setattr(connect, "connected_sources", slowly)
    dynamodb.tables.put("State", stored_sanction("ban"))
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["degraded"]) == ("DENY", "")


def test_a_cold_environment_says_that_a_room_is_foreign(dynamodb: StandIn, environment: Start) -> None:
    chat = environment(AWS_LAMBDA_INITIALIZATION_TYPE="on-demand", AWS_REGION="eu-west-1")
    _, line = chat.say()
    assert (line["cause"], line["ForeignRooms"]) == ("foreign", 1)
    assert sum(dynamodb.operations.values()) == 0


def test_a_closed_function_denies_its_cold_first_message(environment: Start) -> None:
    chat = environment(AWS_LAMBDA_INITIALIZATION_TYPE="on-demand", REVIEW_FALLBACK="DENY")
    assert chat.say()[0]["ReviewResult"] == "DENY"
    assert chat.say()[0]["ReviewResult"] == "ALLOW"


class Context:
    """Lambda's context of a function in another account."""

    invoked_function_arn = "arn:aws:lambda:us-west-2:210987654321:function:review:live"


def test_a_foreign_room_gets_nobodys_state(dynamodb: StandIn, environment: Start) -> None:
    chat = environment()
    dynamodb.operations.clear()
    dynamodb.tables.put("State", stored_settings(modes=mode("frozen")))
    answer, line = chat.say(context=Context())
    assert (answer["ReviewResult"], line["cause"], line["ForeignRooms"]) == ("ALLOW", "foreign", 1)
    assert sum(dynamodb.operations.values()) == 0
    assert any(metric["Name"] == "ForeignRooms" for metric in line["_aws"]["CloudWatchMetrics"][0]["Metrics"])
