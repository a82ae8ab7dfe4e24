"""Chat tokens: capabilities by role, none for banned users, never stored."""

import itertools
from typing import Any

import pytest

from moderation.records import SanctionRecord
from tests.fakes.world import ROOM, World

PATH = f"/v1/rooms/{ROOM}/tokens"


def issued(world: World) -> tuple[Any, ...]:
    assert world.chat.calls[-1][0] == "CreateChatToken"
    return world.chat.calls[-1][1:]


@pytest.mark.parametrize(
    ("access", "capabilities"), [(None, ("SEND_MESSAGE",)), ("chat", ("SEND_MESSAGE",)), ("view", ())]
)
@pytest.mark.parametrize("caller", ["service", "admin"])
def test_operators_get_tokens_for_anyone(caller: str, access: str | None, capabilities: tuple[str, ...]) -> None:
    world = World()
    body = {"userId": "ada", "attributes": {"displayName": "Ada"}, "sessionDurationInMinutes": 5}
    token = world.person("admin") if caller == "admin" else ""
    answer = world.ask("POST", PATH, {**body, **({"access": access} if access else {})}, token=token)
    assert answer.status == 201
    assert set(answer.json) == {"token", "sessionExpirationTime"}
    assert issued(world) == (ROOM, "ada", capabilities, 5, {"displayName": "Ada"})
    (entry,) = world.state.audit.values()
    assert (entry.operation, entry.subject) == ("CreateChatToken", "ada")
    assert answer.json["token"] not in repr(world.state.__dict__), "a token is never stored"


@pytest.mark.parametrize("role", ["lead", "moderator", "policy_editor", "analyst"])
def test_others_get_view_tokens_for_themselves_and_nothing_else(role: str) -> None:
    world = World()
    token = world.person(role, sub="me")
    for body in ({"userId": "me"}, {"userId": "me", "access": "view"}, {"userId": "me@example.com"}):
        assert world.ask("POST", PATH, body, token=token).status == 201
        assert issued(world)[2] == ()
    refused: dict[str, dict[str, object]] = {
        "token_for_another": {"userId": "ada"},
        "token_access": {"userId": "me", "access": "chat"},
        "token_attributes": {"userId": "me", "attributes": {"role": "admin"}},
    }
    for code, asked in refused.items():
        answer = world.ask("POST", PATH, asked, token=token)
        assert (answer.status, answer.code) == (403, code)


def test_no_caller_gets_a_capability_to_delete_or_disconnect() -> None:
    for role, access in itertools.product(["service", "admin", "lead", "moderator"], ["chat", "view", None]):
        world = World()
        token = "" if role == "service" else world.person(role, sub="me")
        world.ask("POST", PATH, {"userId": "me", **({"access": access} if access else {})}, token=token)
        granted = [call[3] for call in world.chat.calls if call[0] == "CreateChatToken"]
        assert all(set(capabilities) <= {"SEND_MESSAGE"} for capabilities in granted)


@pytest.mark.parametrize("scope", [ROOM, "*"])
@pytest.mark.parametrize(("until", "remaining"), [(None, None), (90.0, 90)])
def test_banned_users_get_none_and_learn_for_how_long(scope: str, until: float | None, remaining: int | None) -> None:
    world = World()
    end = None if until is None else int(world.clock.time + until)
    world.state.sanctions["ada", scope] = SanctionRecord("ada", scope, "ban", end, "spam", "person:x", 1)
    answer = world.ask("POST", PATH, {"userId": "ada"})
    assert (answer.status, answer.code, answer.json["remainingSeconds"]) == (403, "banned", remaining)
    assert world.chat.calls == []
    if until is not None:
        world.clock.time += until
        assert world.ask("POST", PATH, {"userId": "ada"}).status == 201


@pytest.mark.parametrize("kind", ["warning", "timeout"])
def test_a_milder_sanction_leaves_the_user_watching(kind: str) -> None:
    world = World()
    world.state.sanctions["ada", ROOM] = SanctionRecord("ada", ROOM, kind, None, "spam", "person:x", 1)
    assert world.ask("POST", PATH, {"userId": "ada"}).status == 201


def test_a_room_that_does_not_exist_leaves_nothing_on_record() -> None:
    world = World()
    answer = world.ask("POST", PATH.replace(ROOM, "nosuchroom12"), {"userId": "ada"})
    assert (answer.status, answer.code) == (404, "room_not_found")
    assert (world.state.audit, world.state.issues, world.chat.calls) == ({}, {}, [])


def test_a_loop_of_token_calls_is_slowed_down() -> None:
    world = World()
    statuses = [world.ask("POST", PATH, {"userId": "ada"}).status for _ in range(12)]
    assert statuses == [201] * 10 + [429] * 2
    answer = world.ask("POST", PATH, {"userId": "ada"})
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert world.ask("POST", PATH, {"userId": "bob"}).status == 201, "others are not slowed down"
    world.clock.time += 60
    assert world.ask("POST", PATH, {"userId": "ada"}).status == 201


def test_the_same_key_mints_a_new_token() -> None:
    world = World()
    tokens = {
        world.ask("POST", PATH, {"userId": "ada"}, headers={"Idempotency-Key": "k"}).json["token"] for _ in range(3)
    }
    assert len(tokens) == 3
    assert len(world.state.audit) == 3
