"""What holds for every operation alike: polling by ETag, idempotency keys on POST, a demotion that needs no time."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from moderation.errors import Invalid
from moderator_api.pagination import opened, sealed
from tests.fakes.world import ROOM, Answer, World
from tests.unit.moderator_api.oracle import RULES
from tests.unit.moderator_api.requests import GOOD, Good
from tests.unit.moderator_api.test_authorization import prepared

DESCRIPTION = Path(__file__).parents[3] / "docs" / "openapi.json"
GETS = [good for good in GOOD if good.method == "GET"]
POSTS = [good for good in GOOD if good.method == "POST"]
CHANGES = [good for good in GOOD if good.method != "GET"]
# What is not remembered under its key: tokens, which are never kept, and questions that are too long for a GET.
NOT_KEPT = ("/tokens", "/validate", "/test", "/verify")


def ask(world: World, good: Good, token: str, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return world.ask(good.method, good.url, good.body, token=token, query=good.query, headers=named)


# Each export is on record, and the rest of it is to be had under that entry: no two answers are the same.
POLLED = [good for good in GETS if good.template != "/v1/users/{userId}/export"]


@pytest.mark.parametrize("good", POLLED, ids=str)
def test_what_did_not_change_is_a_304_without_a_body(good: Good) -> None:
    world = prepared()
    token = world.person("admin")
    first = ask(world, good, token)
    tag = first.headers["ETag"]
    assert (first.status, first.headers["Cache-Control"]) == (200, "private, no-cache")
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = ask(world, good, token, If_None_Match=known)
        assert (again.status, again.body, again.headers["ETag"]) == (304, "", tag), known
    for unknown in ('"other"', tag.strip('"'), ""):
        assert ask(world, good, token, If_None_Match=unknown).status == 200, unknown


def test_a_refusal_has_no_tag_and_a_tag_opens_no_door() -> None:
    world = prepared()
    good = GETS[0]
    tag = ask(world, good, world.person("admin")).headers["ETag"]
    refused = ask(world, good, world.token(sub="stranger"), If_None_Match=tag)
    assert (refused.status, "ETag" in refused.headers) == (403, False)


@pytest.mark.parametrize("good", POSTS, ids=str)
def test_the_same_post_under_the_same_key_is_one_act_with_one_answer(good: Good) -> None:
    world = prepared()
    token = world.person("admin")
    first = ask(world, good, token, Idempotency_Key="k")
    assert first.status < 300, first
    left = len(world.state.audit), len(world.state.intents), len(world.chat.calls)
    again = ask(world, good, token, Idempotency_Key="k")
    if good.template.endswith("/tokens"):
        assert again.status == 201
        assert again.json["token"] != first.json["token"], "a token is never kept, so it is minted anew"
        return
    assert (again.status, again.body) == (first.status, first.body)
    assert (len(world.state.audit), len(world.state.intents), len(world.chat.calls)) == left


@pytest.mark.parametrize("good", POSTS, ids=str)
def test_a_key_belongs_to_its_request_and_to_its_caller(good: Good) -> None:
    world = prepared()
    token = world.person("admin")
    key = {"Idempotency-Key": "k"}
    assert world.ask("POST", f"/v1/rooms/{ROOM}/events", {"eventName": "first"}, token=token, headers=key).status == 200
    left = len(world.state.audit), len(world.chat.calls)
    answer = ask(world, good, token, Idempotency_Key="k")
    if good.template.endswith(NOT_KEPT):
        assert answer.status < 300
    else:
        assert (answer.status, answer.code) == (422, "idempotency_mismatch")
        assert (len(world.state.audit), len(world.chat.calls)) == left
    assert ask(world, good, world.person("admin", sub="another"), Idempotency_Key="k").status < 300


@pytest.mark.parametrize("good", CHANGES, ids=str)
def test_a_demotion_or_deactivation_holds_from_the_next_call_on(good: Good) -> None:
    roles, scope, _ = RULES[str(good)]
    # An analyst may still do some things, and some need no room.
    takes_away = {"demoted": "N" not in roles, "moved": scope != "own", "deactivated": True}
    for change in (name for name, bites in takes_away.items() if bites):
        world = prepared()
        boss, victim = world.person("admin", sub="boss"), world.person("admin", sub="victim")
        assert world.ask("GET", "/v1/me", token=victim).status == 200
        if change == "deactivated":
            assert world.ask("DELETE", "/v1/moderators/victim", token=boss).status == 204
        else:
            role = "analyst" if change == "demoted" else "admin"
            body = {"role": role, "rooms": ["elsewhere123"], "username": "victim@example.com"}
            assert world.ask("PUT", "/v1/moderators/victim", body, token=boss).status == 200
        entries, calls = len(world.state.audit), len(world.chat.calls)
        answer = ask(world, good, victim)
        assert answer.status in (403, 404), (change, answer)
        assert (len(world.state.audit), len(world.chat.calls)) == (entries, calls)


@pytest.mark.parametrize("good", CHANGES, ids=str)
def test_what_changes_leaves_exactly_one_entry_and_what_leaves_none_changed_nothing(good: Good) -> None:
    world = prepared()
    token = world.person("admin")
    before, calls = _plain((world.state, world.configurations)), len(world.chat.calls)
    answer = ask(world, good, token)
    assert answer.status < 300, answer
    entries = list(world.state.audit.values())
    if entries:
        (entry,) = entries
        assert (entry.actor, entry.role, entry.request_id) == ("person:sub-of-admin", "admin", "request-1")
        if "{roomId}" in good.template:
            assert entry.room_id == ROOM
        return
    assert _plain((world.state, world.configurations)) == before
    assert {call[0] for call in world.chat.calls[calls:]} <= {"GetRoom"}


def _plain(value: Any) -> Any:
    """All that a value holds, as text that can be compared."""
    if isinstance(value, dict):
        return {repr(key): _plain(member) for key, member in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(member) for member in value]
    return _plain(vars(value)) if hasattr(value, "__dict__") else repr(value)


def _listings() -> list[Good]:
    """Operations that take a cursor, as the description says."""
    paths = json.loads(DESCRIPTION.read_text())["paths"]
    named = {
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method, operation in item.items()
        if any(each["name"] == "cursor" for each in operation.get("parameters", []))
    }
    return [good for good in GETS if str(good) in named]


@pytest.mark.parametrize("good", GOOD, ids=str)
def test_no_answer_is_kept_by_others_or_taken_for_a_page(good: Good) -> None:
    world = prepared()
    answers = [
        world.ask(good.method, good.url, good.body, query=good.query),
        world.ask(good.method, good.url, good.body, query=good.query, token="no token"),
        world.ask(good.method, good.url, raw="{", query=good.query),
        world.ask("GET", "/v1/nowhere"),
    ]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        kept = good.method == "GET" and answer.status == 200
        assert answer.headers["Cache-Control"] == ("private, no-cache" if kept else "no-store")


@pytest.mark.parametrize("good", _listings(), ids=str)
def test_a_cursor_of_another_listing_or_of_nobody_is_refused(good: Good) -> None:
    world = prepared()
    token = world.person("admin")
    nested = base64.urlsafe_b64encode(b"[" * 1500).decode()
    for cursor in (sealed("1", "another listing"), sealed("1"), "x", "W10=", "é", "AAAA" * 600, nested):
        answer = world.ask(good.method, good.url, token=token, query={**good.query, "cursor": cursor})
        assert (answer.status, answer.json["errors"][0]["parameter"]) == (400, "cursor"), cursor


@pytest.mark.parametrize("token", ["\ud800", ""])
def test_a_cursor_that_no_listing_gives_out_is_refused(token: str) -> None:
    assert opened(sealed("é", "rooms"), "rooms") == "é"
    with pytest.raises(Invalid):
        opened(sealed(token, "rooms"), "rooms")
