"""Every operation of the description x role x scope against an oracle written by hand, and who may act on whom."""

import json
from typing import Any

import pytest

from moderation.erasure.records import Erasure
from moderation.ledger.records import DecisionRecord, Flag, Hold
from moderation.records import AttachProgress, Intent, Moderator, SanctionRecord
from moderator_api.application import resolver
from moderator_api.openapi import description
from tests.fakes.actions import born
from tests.fakes.world import FOREIGN, ROOM, World
from tests.unit.moderator_api.requests import (
    ADMIN,
    ALL_ROOMS,
    ANALYST,
    BAN,
    DOCUMENT,
    EDITOR,
    EVERYONE,
    GOOD,
    LEAD,
    MODERATOR,
    NO_ROOM,
    SERVICE,
    Good,
)

PEOPLE = sorted(EVERYONE - {SERVICE})
SCOPES = {"every room": ("*",), "the room": (ROOM,), "another room": (FOREIGN,)}


def prepared() -> World:
    """A world in which every good request finds what it asks for."""
    world = World()
    world.configurations.create("", {"s3": {"bucketName": "logs"}}, {})
    world.state.moderators["sub-of-somebody"] = Moderator("sub-of-somebody", "somebody@example.com", ANALYST, ("*",))
    world.state.operations["0" * 26] = AttachProgress("0" * 26, (ROOM,), "", None, "person:x", "queued")
    for room in (ROOM, FOREIGN):
        # Each room has an action that goes by the room's id.
        world.state.actions[room] = born(Intent(room, "DisconnectUser", room, {"userId": "x"}, "person:x", 1, 6))
        _had_messages(world, room)
    world.state.erasures["known"] = Erasure("known", "x", "person:x", 1.0, 2.0)
    house = world.state.policies.add("house", DOCUMENT["document"])
    for scope in ("*", ROOM, FOREIGN):
        world.state.policies.put_in_force(scope, house, None)
        world.state.sanctions["banned", scope] = SanctionRecord("banned", scope, "ban", None, "r", "person:x", 1)
    return world


def _had_messages(world: World, room: str) -> None:
    """Each room had a message that goes by the room's id: decided, held and flagged."""
    book, at_ms = world.state.book, int(world.clock.now() * 1000)
    book.decisions[room] = DecisionRecord(room, room, "DENY", at_ms, 1.0, "e", 1, user_id="x")
    book.holds[room] = Hold(room, room, "x", "", "hi", "rule", "code", at_ms, at_ms + 60_000, 2_000_000_000)
    book.flags[room] = Flag(room, room, "x", "rule", at_ms, 2_000_000_000)


def test_oracle_knows_every_operation_of_the_description() -> None:
    document = json.loads(description(resolver()))
    described = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    assert described == {(good.method, good.template) for good in GOOD} | {("GET", "/v1/health")}


@pytest.mark.parametrize("good", GOOD, ids=str)
def test_roles_and_scopes_are_as_the_oracle_says(good: Good) -> None:
    for role in PEOPLE:
        for scope, rooms in SCOPES.items():
            world = prepared()
            token = world.person(role, *rooms)
            calls = len(world.chat.calls)
            answer = world.ask(good.method, good.url, good.body, token=token, query=good.query)
            expected = _expected(good, role, scope)
            assert (answer.status if answer.status >= 300 else 200) == expected, (role, scope, answer)
            if expected != 200:
                assert world.state.audit == {}, "a refused request leaves no trace in the ledger"
                assert len(world.chat.calls) == calls


def _expected(good: Good, role: str, scope: str) -> int:
    if role not in good.roles:
        return 404 if role in good.lesser and scope == "another room" else 403
    if good.scope == NO_ROOM or scope == "every room":
        return 200
    if good.scope == ALL_ROOMS:
        return 403
    return 200 if scope == "the room" else 404


@pytest.mark.parametrize("good", GOOD, ids=str)
def test_services_may_do_what_the_oracle_says(good: Good) -> None:
    answer = prepared().ask(good.method, good.url, good.body, query=good.query)
    assert (answer.status < 300) == (SERVICE in good.roles), answer


def test_a_foreign_room_looks_like_one_that_does_not_exist() -> None:
    world = World()
    token = world.person(MODERATOR, ROOM)
    foreign = world.ask("GET", f"/v1/rooms/{FOREIGN}", token=token)
    missing = world.ask("GET", "/v1/rooms/nosuchroom12", token=token)
    assert foreign.status == missing.status == 404
    assert foreign.body.replace(FOREIGN, "nosuchroom12") == missing.body


def test_listing_rooms_shows_only_those_of_the_scope() -> None:
    world = World()
    listed = world.ask("GET", "/v1/rooms", token=world.person(MODERATOR, ROOM)).json["items"]
    assert [room["roomId"] for room in listed] == [ROOM]


# Rank of each role, 0 for a viewer: nobody acts on a peer or above.
RANKS = {"viewer": 0, ANALYST: 1, EDITOR: 1, MODERATOR: 2, LEAD: 3, ADMIN: 4}
ACTS: tuple[tuple[str, str, Any], ...] = (
    ("PUT", "sanctions/{}", BAN),
    ("DELETE", "sanctions/{}", None),
    ("POST", "users/{}/disconnect", {"reason": "spam"}),
)


@pytest.mark.parametrize("actor", [MODERATOR, LEAD, ADMIN, SERVICE])
@pytest.mark.parametrize("target", RANKS)
@pytest.mark.parametrize("named_by", ["sub", "username"])
def test_nobody_acts_on_a_peer_or_above(actor: str, target: str, named_by: str) -> None:
    world = World()
    token = "" if actor == SERVICE else world.person(actor, sub="actor")
    if target != "viewer":
        world.person(target, sub="target")
    user = "target" if named_by == "sub" else "target@example.com"
    rank = 4 if actor == SERVICE else RANKS[actor]
    for method, path, body in ACTS:
        answer = world.ask(method, f"/v1/rooms/{ROOM}/{path.format(user)}", body, token=token)
        assert (answer.status < 300) == (rank > RANKS[target]), (method, path, answer)


def test_nobody_acts_on_themself() -> None:
    world = World()
    token = world.person(ADMIN)
    world.state.sanctions["sub-of-admin", ROOM] = SanctionRecord("sub-of-admin", ROOM, "ban", None, "", "x", 1)
    for user in ("sub-of-admin", "sub-of-admin@example.com"):
        for method, path, body in ACTS:
            answer = world.ask(method, f"/v1/rooms/{ROOM}/{path.format(user)}", body, token=token)
            assert (answer.status, answer.code) == (403, "target_is_self")
    role = {"role": "analyst", "rooms": ["*"], "username": "me"}
    assert world.ask("PUT", "/v1/moderators/sub-of-admin", role, token=token).code == "target_is_self"
    assert world.ask("DELETE", "/v1/moderators/sub-of-admin", token=token).code == "target_is_self"


def test_a_demotion_holds_from_the_next_call_on() -> None:
    world = World()
    admin, other = world.person(ADMIN, sub="boss"), world.person(ADMIN, sub="other")
    assert world.ask("POST", "/v1/rooms", {}, token=other).status == 201
    demoted = {"role": "moderator", "rooms": [ROOM], "username": "other@example.com"}
    assert world.ask("PUT", "/v1/moderators/other", demoted, token=admin).status == 200
    assert world.ask("POST", "/v1/rooms", {}, token=other).code == "role_not_allowed"
    assert world.ask("DELETE", "/v1/moderators/other", token=admin).status == 204
    assert world.ask("GET", "/v1/me", token=other).code == "no_role"


def test_a_role_in_the_token_counts_for_nothing() -> None:
    world = World()
    world.person(ANALYST, sub="clever")
    claims: dict[str, Any] = {"cognito:groups": ["admin"], "custom:role": "admin", "role": "admin"}
    token = world.token(sub="clever", **claims)
    assert world.ask("POST", "/v1/rooms", {}, token=token).code == "role_not_allowed"
