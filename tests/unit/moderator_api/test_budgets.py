"""What one caller may do to people in a time: the act after the last one is a 429, and nothing happens."""

import json
from typing import Any

import pytest

from moderation.records import AUTOMATIC, Actor, Request
from moderation.services.acts import Act, record
from moderation.services.budgets import BROADCAST, COUNTED, Limits
from tests.fakes.world import ROOM, World
from tests.unit.moderator_api.requests import GOOD
from tests.unit.moderator_api.test_authorization import prepared

BAN = {"kind": "ban", "reason": "spam"}
LIMITS = Limits(person_actions_per_minute=60, person_bans_per_hour=5, service_actions_per_minute=100)

# Audit operations that act on no user and no message, or have a limit of their own.
FREE = {
    "AttachRoom",
    "AttachRooms",
    "ClaimHold",
    "CreateChatToken",
    "CreateLoggingConfiguration",
    "CreateRoom",
    "DeleteLoggingConfiguration",
    "DeleteRoom",
    "DetachRoom",
    "PublishPolicy",
    "PutModerator",
    "ReleaseHold",
    "RollBackPolicy",
    "SavePolicy",
    "SeeFlag",
    "SetFailMode",
    "TagResource",
    "UntagResource",
    "UpdateLoggingConfiguration",
    "UpdateRoom",
    "WithdrawPolicy",
}


def message(number: int) -> str:
    return f"/v1/rooms/{ROOM}/messages/message{number:05d}"


def test_the_61st_act_in_a_minute_is_refused_and_does_nothing(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    world = World(limits=LIMITS)
    token = world.person("moderator")
    assert [world.ask("DELETE", message(n), token=token).status for n in range(60)] == [200] * 60
    calls, entries = len(world.chat.calls), len(world.state.audit)
    capsys.readouterr()
    refused = world.ask("DELETE", message(60), token=token)
    assert (refused.status, refused.code) == (429, "too_many_requests")
    assert (refused.json["budget"], refused.json["limit"]) == ("actions", 60)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert (len(world.chat.calls), len(world.state.audit)) == (calls, entries)
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (metric,) = (line for line in said if "_aws" in line)
    assert metric["OverBudget"] == [1.0]
    assert metric["_aws"]["CloudWatchMetrics"][0] == {
        "Namespace": "Roomkeeper",
        "Dimensions": [[]],
        "Metrics": [{"Name": "OverBudget", "Unit": "Count"}],
    }
    (logged,) = (each for each in caplog.records if each.getMessage() == "over budget")
    assert vars(logged)["actor"] == "person:sub-of-moderator"


def test_another_minute_another_budget_and_everybody_has_their_own() -> None:
    world = World(limits=LIMITS)
    token = world.person("moderator")
    for n in range(61):
        answer = world.ask("DELETE", message(n), token=token)
    assert answer.status == 429
    assert world.ask("DELETE", message(0), token=world.person("lead")).status == 200
    assert world.ask("DELETE", message(0)).status == 200, "a service has its own"
    assert world.ask("GET", f"/v1/rooms/{ROOM}/sanctions", token=token).status == 200, "reading is free"
    world.clock.time += int(answer.headers["Retry-After"])
    assert world.ask("DELETE", message(0), token=token).status == 200


def test_bans_are_counted_by_the_hour_in_all_rooms_together() -> None:
    world = World(limits=LIMITS)
    token = world.person("lead")
    for number in range(5):
        scope = f"/v1/rooms/{ROOM}" if number % 2 else "/v1"
        assert world.ask("PUT", f"{scope}/sanctions/user{number}", BAN, token=token).status == 200
    refused = world.ask("PUT", "/v1/sanctions/user5", BAN, token=token)
    assert (refused.status, refused.json["budget"]) == (429, "bans")
    assert ("user5", "*") not in world.state.sanctions
    timeout = {"kind": "timeout", "seconds": 60, "reason": "spam"}
    assert world.ask("PUT", "/v1/sanctions/user5", timeout, token=token).status == 200, "there are milder ways"
    world.clock.time += int(refused.headers["Retry-After"])
    assert world.ask("PUT", "/v1/sanctions/user6", BAN, token=world.person("lead")).status == 200


def test_a_service_has_a_budget_of_its_own_and_no_limit_on_bans() -> None:
    world = World(limits=LIMITS)
    statuses = [world.ask("PUT", f"/v1/sanctions/user{n}", BAN).status for n in range(101)]
    assert statuses == [200] * 100 + [429]


@pytest.mark.parametrize("refusal", ["role", "room", "body", "repetition"])
def test_what_is_refused_or_repeated_costs_nothing(refusal: str) -> None:
    world = World(limits=Limits(1, 1, 1))
    token = world.person("analyst" if refusal == "role" else "moderator", ROOM)
    path = f"/v1/rooms/{ROOM}/users/ada/disconnect"
    if refusal == "repetition":
        same = {"Idempotency-Key": "k"}
        answers = [world.ask("POST", path, {"reason": "spam"}, token=token, headers=same).status for _ in range(3)]
        assert answers == [204] * 3
        return
    bad: dict[str, tuple[str, Any]] = {
        "role": (path, None),
        "room": (path.replace(ROOM, "nosuchroom12"), None),
        "body": (path, {"reason": ""}),
    }
    world.ask("POST", bad[refusal][0], bad[refusal][1], token=token)
    assert world.state.spent == {}


def test_roomkeepers_own_workers_have_no_budget() -> None:
    world = World(limits=Limits(1, 1, 1))
    worker = Actor(AUTOMATIC, "ledger_writer", "service", ("*",), "ledger_writer")
    for number in range(3):
        act = Act("ImposeSanction", ROOM, subject="ada", after={"kind": "ban"})
        record(world.desk, Request(worker, f"action{number}", "r"), act)
    assert len(world.state.audit) == 3


@pytest.mark.parametrize(
    ("method", "path", "body"), [("POST", "events", {"eventName": "goal"}), ("PATCH", "modes", {"frozen": {}})]
)
def test_what_everybody_in_a_room_gets_is_counted_for_people(method: str, path: str, body: dict[str, Any]) -> None:
    world = World(limits=Limits(2, 1, 1))
    path = f"/v1/rooms/{ROOM}/{path}"
    lead = world.person("lead")
    assert [world.ask(method, path, body, token=lead).status for _ in range(3)] == [200, 200, 429]
    assert [world.ask(method, path, body).status for _ in range(3)] == [200] * 3, "an application has its own news"


def test_every_kind_of_change_is_known_to_cost_or_to_be_free() -> None:
    seen = set()
    for good in GOOD:
        world = prepared()
        world.ask(good.method, good.url, good.body, token=world.person("admin"), query=good.query)
        seen |= {entry.operation for entry in world.state.audit.values()}
    assert seen <= COUNTED | BROADCAST | FREE, "decide whether the new one acts on users or messages"
    assert not (COUNTED | BROADCAST) & FREE
