"""Decisions, users and counts through the API."""

from dataclasses import replace
from typing import Any

import pytest

from moderation.ledger.packs import packs_of
from moderation.ledger.records import DecisionRecord, LoggedHit, StrikeTotal
from moderation.reconciliation.records import DeliveredMessage
from moderation.records import SanctionRecord
from tests.fakes.world import FOREIGN, ROOM, World

HOUR = 3_600
HIT = LoggedHit("terms", "profanity", 3, 0, 6, "folded")


def decided(world: World, number: int, **members: Any) -> DecisionRecord:
    """A refusal, `number` seconds ago."""
    told: dict[str, Any] = {
        "message_id": f"message{number:05d}",
        "room_id": ROOM,
        "verdict": "DENY",
        "at_ms": int(world.clock.now() - number) * 1000,
        "elapsed_ms": 1.25,
        "environment": "env",
        "sequence": number,
        "user_id": "ada",
        "rule_id": "terms",
        "policy_id": "house",
        "policy_version": 3,
        "policy_hash": "f" * 12,
    }
    decision = DecisionRecord(**(told | members))
    world.state.book.decisions[decision.message_id] = decision
    return decision


def test_a_refusal_is_explained_whole_with_its_text_while_that_is_kept() -> None:
    world = World()
    decided(world, 1, hits=(HIT,), remaining_seconds=5, strikes=2.5, degraded="counts", notes={"cause": "x"})
    world.state.book.texts["message00001"] = "zounds"
    path = "/v1/decisions/message00001"
    told = world.ask("GET", path, token=world.person("analyst")).json
    assert (told["verdict"], told["text"], told["ruleId"], told["policyVersion"]) == ("DENY", "zounds", "terms", 3)
    assert told["hits"] == [
        {"ruleId": "terms", "category": "profanity", "severity": 3, "start": 0, "end": 6, "reading": "folded"}
    ]
    assert (told["remainingSeconds"], told["strikes"], told["degraded"], told["notes"]) == (
        5,
        2.5,
        "counts",
        {"cause": "x"},
    )
    assert told["hold"] is None
    del world.state.book.texts["message00001"]
    assert world.ask("GET", path, token=world.person("analyst")).json["text"] is None


def test_a_plain_allow_is_found_with_its_room_and_time_only() -> None:
    world = World()
    allowed = decided(world, 1, verdict="ALLOW", plain=True, user_id="", content_hash="a" * 16)
    world.state.book.decisions.clear()
    world.state.book.packs |= {(ROOM, pack.minute, pack.sort): pack for pack in packs_of([allowed])}
    token, path = world.person("moderator", ROOM), "/v1/decisions/message00001"
    at = "2027-01-15T07:59:40.123456789Z"
    for query in (
        {},
        {"roomId": ROOM},
        {"at": at},
        {"roomId": FOREIGN, "at": at},
        {"roomId": ROOM, "at": "2027-01-15T07:50:00Z"},
    ):
        missing = world.ask("GET", path, token=token, query=query)
        assert (missing.status, missing.code) == (404, "decision_not_found"), query
        assert "roomId" in missing.json["detail"]
    told = world.ask("GET", path, token=token, query={"roomId": ROOM, "at": at}).json
    assert (told["verdict"], told["userId"], told["policyHash"], told["text"]) == ("ALLOW", None, "f" * 12, None)


def test_decisions_are_listed_and_filtered_within_the_scope() -> None:
    world = World()
    for number in range(6):
        decided(world, number, user_id="ada" if number % 2 else "bob", verdict="DENY" if number < 4 else "MASK")
    decided(world, 9, room_id=FOREIGN)
    token = world.person("moderator", ROOM)

    def ids(**query: Any) -> list[str]:
        items = world.ask("GET", f"/v1/rooms/{ROOM}/decisions", token=token, query=query).json["items"]
        return [item["messageId"][-1] for item in items]

    assert ids() == ["0", "1", "2", "3", "4", "5"]
    assert ids(userId="ada") == ["1", "3", "5"]
    assert ids(userId="ada", verdict="MASK") == ["5"]
    assert ids(ruleId="other") == []
    assert ids(since="2027-01-15T07:59:58Z") == ["0", "1", "2"]
    assert ids(until="2027-01-15T07:59:58Z") == ["3", "4", "5"]
    assert ids(until="2027-01-15T09:29:58+01:30") == ["3", "4", "5"]
    assert "text" not in world.ask("GET", f"/v1/rooms/{ROOM}/decisions", token=token).body
    page = world.ask("GET", f"/v1/rooms/{ROOM}/decisions", token=token, query={"limit": "4"}).json
    wrong = world.ask(
        "GET", f"/v1/rooms/{ROOM}/decisions", token=token, query={"cursor": page["cursor"], "verdict": "DENY"}
    )
    assert wrong.status == 400, "a cursor belongs to its filters"


@pytest.mark.parametrize("name", ["since", "until", "at"])
@pytest.mark.parametrize("value", ["yesterday", "2027-01-15", "2027-13-01T00:00:00Z", "2027-01-15T08:00:00", "1"])
def test_times_are_rfc_3339(name: str, value: str) -> None:
    world = World()
    path = "/v1/decisions/message00001" if name == "at" else f"/v1/rooms/{ROOM}/decisions"
    answer = world.ask("GET", path, token=world.person("admin"), query={name: value})
    assert answer.status == 400
    (error,) = answer.json["errors"]
    assert error == {"parameter": name, "detail": "a time as in RFC 3339 is wanted, such as 2026-11-22T20:15:00Z"}


def test_a_users_state_is_what_is_in_force_now() -> None:
    world = World()
    now = world.clock.now()
    decided(world, 1)
    decided(world, 2, room_id=FOREIGN)
    world.state.book.strikes["ada", ROOM] = StrikeTotal("ada", ROOM, 8.0, int(now - HOUR) * 1000, HOUR)
    world.state.sanctions["ada", ROOM] = SanctionRecord("ada", ROOM, "timeout", int(now) + 60, "r", "person:x", 1)
    world.state.sanctions["ada", "*"] = SanctionRecord("ada", "*", "ban", int(now) - 1, "r", "person:x", 1)
    said = DeliveredMessage("message00009", ROOM, "ada", "hello", now - 5)
    world.chat_log.delivered += [said, replace(said, message_id="message00008", at=now - 2 * HOUR)]
    told = world.ask("GET", f"/v1/rooms/{ROOM}/users/ada", token=world.person("moderator", ROOM)).json
    assert (told["roomSanction"]["remainingSeconds"], told["everywhereSanction"]) == (60, None)
    assert told["strikes"] == 4.0
    assert [decision["messageId"] for decision in told["recentDecisions"]] == ["message00001"]
    assert [message["content"] for message in told["recentMessages"]] == ["hello"]
    assert told["recentMessagesComplete"] is True
    nobody = world.ask("GET", f"/v1/rooms/{ROOM}/users/auth0%7C7%2Fx", token=world.person("moderator", ROOM)).json
    assert (nobody["userId"], nobody["strikes"], nobody["recentMessages"]) == ("auth0|7/x", 0.0, [])


def test_a_users_history_is_what_was_done_here_and_everywhere() -> None:
    world = World()
    admin = world.person("admin")
    warning = {"kind": "warning", "reason": "language"}
    for place in (f"/rooms/{ROOM}", f"/rooms/{FOREIGN}", ""):
        assert world.ask("PUT", f"/v1{place}/sanctions/ada", warning, token=admin).status == 200
        world.clock.time += 1
    assert world.ask("PUT", f"/v1/rooms/{ROOM}/sanctions/bob", warning, token=admin).status == 200
    path = f"/v1/rooms/{ROOM}/users/ada"
    history = world.ask("GET", path, token=world.person("moderator", ROOM)).json["history"]
    assert [(act["operation"], act["roomId"], act["actor"], act["reason"]) for act in history] == [
        ("ImposeSanction", None, "person:sub-of-admin", "language"),
        ("ImposeSanction", ROOM, "person:sub-of-admin", "language"),
    ]
    world.clock.time += 31 * 24 * HOUR
    assert world.ask("GET", path, token=world.person("moderator", ROOM)).json["history"] == []


def counted(world: World, room_id: str, hours_ago: int, **counts: int) -> None:
    hour = int(world.clock.now() // HOUR) - hours_ago
    world.state.book.counts[room_id, hour] = {name.replace("_", ":", 1): count for name, count in counts.items()}


def test_counts_are_summed_by_hour_rule_and_room() -> None:
    world = World()
    counted(world, ROOM, 0, ALLOW=10, DENY=2, rule_terms=2, flagged=1)
    counted(world, ROOM, 3, ALLOW=5, HOLD=1, rule_links=1, degraded=1)
    counted(world, ROOM, 30, ALLOW=100)
    counted(world, FOREIGN, 0, MASK=7, rule_terms=7)
    token = world.person("analyst", ROOM)
    told = world.ask("GET", f"/v1/rooms/{ROOM}/stats", token=token).json
    assert told["total"] == {"allowed": 15, "masked": 0, "held": 1, "denied": 2, "flagged": 1, "degraded": 1}
    assert told["rules"] == {"terms": 2, "links": 1}
    assert [hour["allowed"] for hour in told["hours"]] == [5, 10]
    own = world.ask("GET", "/v1/stats", token=token).json
    assert (own["total"]["masked"], [room["roomId"] for room in own["rooms"]]) == (0, [ROOM])
    everything = world.ask("GET", "/v1/stats", token=world.person("admin")).json
    assert (everything["total"]["masked"], everything["rules"]["terms"], everything["complete"]) == (7, 9, True)
    since = {"since": "2027-01-14T00:00:00Z", "until": "2027-01-15T04:00:00Z"}
    assert world.ask("GET", f"/v1/rooms/{ROOM}/stats", token=token, query=since).json["total"]["allowed"] == 100


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2027-01-15T08:00:00Z", "2027-01-15T07:00:00Z"),
        ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("2027-01-15T08:00:01Z", None),
        ("1000-01-01T00:00:00Z", "1001-01-01T00:00:00Z"),
    ],
)
def test_counts_of_no_time_or_too_long_a_time_are_refused(since: str, until: str | None) -> None:
    world = World()
    query = {"since": since, **({"until": until} if until else {})}
    answer = world.ask("GET", "/v1/stats", token=world.person("admin"), query=query)
    assert (answer.status, answer.json["errors"][0]["parameter"]) == (400, "since")
