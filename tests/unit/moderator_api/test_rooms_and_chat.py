"""Rooms, modes, logging configurations, single messages: what the API does beyond refusing."""

import json
from typing import Any

import pytest

from moderation.delivery.desk import DeliveryDesk
from moderation.delivery.run import run
from moderator_api.application import Api
from moderator_api.authentication import TokenVerifier
from moderator_api.idempotency import KEPT_SECONDS
from tests.fakes.actions import InMemoryQueues
from tests.fakes.world import FOREIGN, HOOK, ROOM, InMemoryAnswers, World


def test_every_change_is_on_record_before_ivs_chat_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    order: list[str] = []
    commit, called = world.desk.ledger.commit, world.chat._called

    def committing(*arguments: Any) -> bool:
        order.append("ledger")
        return commit(*arguments)

    def calling(operation: str, *arguments: object) -> None:
        order.append(operation)
        called(operation, *arguments)

    monkeypatch.setattr(world.desk.ledger, "commit", committing)
    monkeypatch.setattr(world.chat, "_called", calling)
    changes = [
        ("POST", "/v1/rooms", {"name": "a"}, "CreateRoom"),
        ("PATCH", f"/v1/rooms/{ROOM}", {"name": "b"}, "UpdateRoom"),
        ("POST", f"/v1/rooms/{ROOM}/tags", {"tags": {"a": "b"}}, "TagResource"),
        ("POST", f"/v1/rooms/{ROOM}/events", {"eventName": "x"}, "SendEvent"),
        ("DELETE", f"/v1/rooms/{ROOM}/messages/message00001", None, "DeleteMessage"),
        ("POST", f"/v1/rooms/{ROOM}/users/ada/disconnect", None, "DisconnectUser"),
        ("PUT", f"/v1/rooms/{ROOM}/sanctions/ada", {"kind": "ban", "reason": "r"}, "DisconnectUser"),
        ("PATCH", f"/v1/rooms/{ROOM}/modes", {"frozen": {}}, "SendEvent"),
        ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "bob"}, "CreateChatToken"),
        ("DELETE", f"/v1/rooms/{FOREIGN}", None, "DeleteRoom"),
    ]
    for method, path, body, operation in changes:
        order.clear()
        assert world.ask(method, path, body).status < 300
        assert order == ["ledger", operation], path
    assert len(world.state.audit) == len(changes)
    assert {ending for ending, _ in world.state.endings.values()} == {"done"}


@pytest.mark.parametrize(
    ("upstream", "status", "code"),
    [
        ("ResourceNotFoundException", 404, "upstream_not_found"),
        ("ValidationException", 400, "upstream_invalid"),
        ("ConflictException", 409, "upstream_conflict"),
        ("ServiceQuotaExceededException", 409, "upstream_quota_exceeded"),
        ("ThrottlingException", 429, "upstream_throttled"),
        ("AccessDeniedException", 502, "upstream_failed"),
        ("PendingVerification", 502, "upstream_failed"),
        ("InternalServerException", 502, "upstream_failed"),
        ("Unreachable", 502, "upstream_failed"),
    ],
)
def test_refusals_of_ivs_chat_are_told_from_ours(upstream: str, status: int, code: str) -> None:
    world = World()
    world.chat.refuse["DeleteMessage"] = upstream
    answer = world.ask("DELETE", f"/v1/rooms/{ROOM}/messages/message00001")
    assert (answer.status, answer.code, answer.json["upstreamCode"]) == (status, code, upstream)
    assert ("Retry-After" in answer.headers) == (status == 429)
    assert list(world.state.endings.values()) == [("failed", upstream)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "modes", None),
        ("PATCH", "modes", {"frozen": {}}),
        ("GET", "sanctions", None),
        ("GET", "sanctions/ada", None),
        ("PUT", "sanctions/ada", {"kind": "timeout", "seconds": 5, "reason": "r"}),
        ("DELETE", "sanctions/ada", None),
    ],
)
def test_nothing_is_written_about_a_room_that_does_not_exist(method: str, path: str, body: object) -> None:
    world = World()
    answer = world.ask(method, f"/v1/rooms/nosuchroom12/{path}", body)
    assert (answer.status, answer.code) == (404, "room_not_found")
    assert world.state.audit == {}
    assert world.state.sanctions == {}


def test_deleting_a_room_that_is_gone_is_no_error() -> None:
    world = World()
    assert [world.ask("DELETE", f"/v1/rooms/{ROOM}").status for _ in range(2)] == [204, 204]


@pytest.mark.parametrize(
    ("path", "body", "operation"),
    [("/v1/rooms", {"name": "a"}, "CreateRoom"), (f"/v1/rooms/{ROOM}/users/ada/disconnect", {}, "DisconnectUser")],
)
def test_a_key_that_is_used_again_when_its_answer_is_forgotten_goes_on_record_again(
    path: str, body: object, operation: str
) -> None:
    world, answers = World(), InMemoryAnswers()
    world.api = Api(world.desk, TokenVerifier("", "", world.keys, world.clock), answers)
    for _ in range(2):
        assert world.ask("POST", path, body, headers={"Idempotency-Key": "daily"}).status < 300
        answers.known.clear()
        world.clock.time += KEPT_SECONDS
    assert [call[0] for call in world.chat.calls] == [operation] * 2
    assert [entry.operation for entry in world.state.audit.values()] == [operation] * 2


@pytest.mark.parametrize("name", ["roomkeeper:message", "Roomkeeper:purge", "aws:DELETE_MESSAGE"])
def test_no_person_sends_what_a_page_takes_for_ours_or_for_ivs_chats_own(name: str) -> None:
    world = World()
    body = {"eventName": name, "attributes": {"holdId": "x", "userId": "ada", "content": "never said"}}
    for role in ("lead", "admin"):
        refused = world.ask("POST", f"/v1/rooms/{ROOM}/events", body, token=world.person(role))
        assert (refused.status, refused.code) == (403, "event_name_reserved")
    assert (world.state.audit, world.chat.calls) == ({}, [])
    assert world.ask("POST", f"/v1/rooms/{ROOM}/events", body).status == 200, "a service speaks for its viewers anyway"


def test_the_same_key_gives_the_same_answer_and_one_effect() -> None:
    world = World()
    headers = {"Idempotency-Key": "order-17"}
    first = world.ask("POST", "/v1/rooms", {"name": "a", "tags": {}}, headers=headers)
    second = world.ask("POST", "/v1/rooms", raw='{ "tags": {}, "name": "a" }', headers=headers)
    assert (first.status, first.json) == (second.status, second.json)
    assert [call[0] for call in world.chat.calls] == ["CreateRoom"]
    other = world.ask("POST", "/v1/rooms", {"name": "b"}, headers=headers)
    assert (other.status, other.code) == (422, "idempotency_mismatch")
    path = world.ask("POST", f"/v1/rooms/{ROOM}/attach", {"name": "a", "tags": {}}, headers=headers)
    assert path.status == 422
    somebody = world.person("admin")
    assert world.ask("POST", "/v1/rooms", {"name": "b"}, headers=headers, token=somebody).status == 201, "own keys each"
    assert world.ask("POST", "/v1/rooms", {}, headers={"Idempotency-Key": "k" * 256}).status == 400


def test_a_repetition_after_a_crash_adds_no_second_entry() -> None:
    """The answer was not remembered, but the intent is there: its id follows from the key."""
    world = World()
    headers = {"Idempotency-Key": "order-18"}
    for _ in range(2):
        world.api._remembered.known.clear()  # type: ignore[attr-defined]
        assert world.ask("POST", f"/v1/rooms/{ROOM}/events", {"eventName": "x"}, headers=headers).status == 200
    assert len(world.state.audit) == len(world.state.intents) == 1


def work_off(world: World) -> None:
    """Have the action runner do what it may do now."""
    desk = world.desk
    runner = DeliveryDesk(
        clock=world.clock,
        actions=desk.actions,
        queues=InMemoryQueues(),
        sanctions=desk.sanctions,
        token_issues=desk.token_issues,
        chat_messaging=desk.chat_messaging,
        chat_log=desk.chat_log,
        chance=lambda: 0.5,
    )
    for action_id in [*world.state.actions]:
        run(runner, action_id)


class Killed(BaseException):
    """Not an Exception: nobody cleans up after it, as after SIGKILL."""


@pytest.mark.parametrize("when", ["before the call", "after the call"])
def test_dying_around_the_call_leaves_a_pending_intent_and_one_entry(
    monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    world = World()
    called = world.chat._called

    def dying(operation: str, *arguments: object) -> None:
        if when == "after the call":
            called(operation, *arguments)
        raise Killed

    path, headers = f"/v1/rooms/{ROOM}/users/ada/disconnect", {"Idempotency-Key": "k"}
    monkeypatch.setattr(world.chat, "_called", dying)
    with pytest.raises(Killed):
        world.ask("POST", path, headers=headers)
    assert len(world.state.audit) == len(world.state.intents) == 1
    assert world.state.endings == {}, "pending, for the action runner"
    monkeypatch.setattr(world.chat, "_called", called)
    assert world.ask("POST", path, headers=headers).code == "request_in_progress"
    world.clock.time += 5
    work_off(world)
    assert world.ask("POST", path, headers=headers).status == 204
    assert len(world.state.audit) == len(world.state.intents) == 1
    assert list(world.state.endings.values()) == [("done", "")]
    assert len(world.chat.calls) == (2 if when == "after the call" else 1), "calls may repeat, entries may not"


def test_listing_goes_on_by_cursor_and_filters() -> None:
    world = World()
    for number in range(120):
        world.chat.add_room(f"many{number:08d}", name="many", handler_uri=HOOK.handler_uri if number % 2 else "")
    seen: list[str] = []
    query: dict[str, str] = {"limit": "100", "name": "many"}
    pages = 0
    while True:
        page = world.ask("GET", "/v1/rooms", query=query).json
        pages += 1
        seen += [room["roomId"] for room in page["items"]]
        if page["cursor"] is None:
            break
        query["cursor"] = page["cursor"]
    assert (len(seen), len(set(seen)), pages) == (120, 120, 2)
    attached = world.ask("GET", "/v1/rooms", query={"attached": "true", "limit": "100"}).json["items"]
    loose = world.ask("GET", "/v1/rooms", query={"attached": "false", "limit": "100"}).json["items"]
    assert {room["attached"] for room in attached} == {True}
    assert {room["attached"] for room in loose} == {False}
    logs = "arn:aws:ivschat:us-west-2:123456789012:logging-configuration/logging00000"
    world.chat.add_room("logged000000", logging_arns=(logs,))
    (logged,) = world.ask("GET", "/v1/rooms", query={"loggingConfiguration": logs}).json["items"]
    assert logged["roomId"] == "logged000000"


def test_what_did_not_change_costs_no_body() -> None:
    world = World()
    first = world.ask("GET", f"/v1/rooms/{ROOM}/modes")
    again = world.ask("GET", f"/v1/rooms/{ROOM}/modes", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, "")
    world.ask("PATCH", f"/v1/rooms/{ROOM}/modes", {"frozen": {}})
    changed = world.ask("GET", f"/v1/rooms/{ROOM}/modes", headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status, changed.json) == (200, {"frozen": {}})


def test_modes_are_changed_one_by_one_and_run_out() -> None:
    world = World()
    now = int(world.clock.time)
    path = f"/v1/rooms/{ROOM}/modes"
    world.ask("PATCH", path, {"slow": {"seconds": 10, "until": now + 60}, "frozen": {}})
    assert world.ask("PATCH", path, {"frozen": None, "linksOff": {}}).json == {
        "slow": {"seconds": 10, "until": now + 60},
        "linksOff": {},
    }
    _, room_id, name, attributes = world.chat.calls[-1]
    assert (room_id, name) == (ROOM, "roomkeeper:mode")
    assert json.loads(attributes["modes"]) == {"slow": {"seconds": 10, "until": now + 60}, "linksOff": {}}
    world.clock.time += 60
    assert world.ask("GET", path).json == {"linksOff": {}}


def test_a_mode_holds_though_the_pages_could_not_be_told() -> None:
    world = World()
    world.chat.refuse["SendEvent"] = "ThrottlingException"
    assert world.ask("PATCH", f"/v1/rooms/{ROOM}/modes", {"shield": {}}).json == {"shield": {}}
    assert world.state.modes[ROOM] == {"shield": {}}


def test_our_own_chat_log_cannot_be_taken_away() -> None:
    world = World()
    ours = HOOK.logging_arn.rpartition("/")[2]
    assert world.ask("DELETE", f"/v1/logging-configurations/{ours}").code == "logging_configuration_in_use"
    moved = {"destinationConfiguration": {"s3": {"bucketName": "elsewhere"}}}
    assert world.ask("PATCH", f"/v1/logging-configurations/{ours}", moved).code == "logging_configuration_in_use"


def test_me_shows_what_i_may_do() -> None:
    world = World()
    me = world.ask("GET", "/v1/me", token=world.person("analyst", ROOM)).json
    assert (me["role"], me["rooms"], me["userId"]) == ("analyst", [ROOM], "sub-of-analyst")
    assert "sanctions.read" in me["operations"]
    assert "sanctions.impose" not in me["operations"]


def test_user_names_are_unique() -> None:
    world = World()
    token = world.person("admin")
    body = {"role": "lead", "rooms": [ROOM, ROOM], "username": "ann@example.com"}
    assert world.ask("PUT", "/v1/moderators/ann", body, token=token).json["rooms"] == [ROOM]
    answer = world.ask("PUT", "/v1/moderators/bob", body, token=token)
    assert (answer.status, answer.code) == (409, "username_taken")


def test_our_own_mistakes_are_told_as_such_and_leave_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    monkeypatch.setattr(world.chat, "get", lambda room_id: 1 / 0)
    answer = world.ask("GET", f"/v1/rooms/{ROOM}")
    assert (answer.status, answer.code) == (500, "internal")
    assert "division" not in answer.body
