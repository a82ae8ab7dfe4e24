"""Warnings, timeouts and bans through the API."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from moderation.records import SanctionRecord
from tests.fakes.world import FOREIGN, PRINCIPAL, ROOM, World

BAN = {"kind": "ban", "reason": "spam"}
PLACE = f"/v1/rooms/{ROOM}/sanctions/ada"


def test_a_ban_is_on_record_before_the_user_is_disconnected(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    seen = []
    disconnect = world.chat.disconnect_user

    def watching(room_id: str, user_id: str, reason: str) -> None:
        intent, again = world.state.intents.values()
        seen.append((world.state.sanctions[user_id, room_id].kind, len(world.state.audit), intent.operation))
        assert intent.lease_until == world.clock.time + 5
        assert again.not_before == world.clock.time + 120, "tokens from before the ban have run out by then"
        disconnect(room_id, user_id, reason)

    monkeypatch.setattr(world.chat, "disconnect_user", watching)
    answer = world.ask("PUT", PLACE, BAN)
    assert answer.status == 200
    assert seen == [("ban", 1, "DisconnectUser")]
    assert list(world.state.endings.values()) == [("done", "")]
    shown = answer.json
    assert (shown["kind"], shown["until"], shown["remainingSeconds"]) == ("ban", None, None)
    assert (shown["disconnected"], shown["imposedBy"]) == ([ROOM], f"service:{PRINCIPAL}")


@pytest.mark.parametrize(
    ("upstream", "status"),
    [("ThrottlingException", "pending"), ("ResourceNotFoundException", "failed"), ("Unreachable", "pending")],
)
def test_a_ban_holds_though_the_user_could_not_be_disconnected(upstream: str, status: str) -> None:
    world = World()
    world.chat.refuse["DisconnectUser"] = upstream
    answer = world.ask("PUT", PLACE, BAN)
    assert answer.status == 200
    assert answer.json["notDisconnected"] == [ROOM]
    assert world.state.sanctions["ada", ROOM].kind == "ban"
    first, again = world.state.actions.values()
    assert (first.status, first.outcome) == (status, upstream), "what may pass is left to the action runner"
    assert again.status == "pending"


def test_nothing_happens_when_the_ledger_cannot_be_written() -> None:
    world = World()
    world.state.broken = True
    assert world.ask("PUT", PLACE, BAN).status == 503
    assert world.ask("DELETE", f"/v1/rooms/{ROOM}/messages/message00001").status == 503
    assert world.chat.calls == []
    assert world.state.sanctions == {}


@pytest.mark.parametrize(("kind", "seconds"), [("warning", 86_400), ("timeout", 90), ("ban", 1_209_600)])
def test_the_remaining_seconds_count_down_to_the_end(kind: str, seconds: int) -> None:
    world = World()
    body = {"kind": kind, "reason": "spam", **({} if kind == "warning" else {"seconds": seconds})}
    assert world.ask("PUT", PLACE, body).json["remainingSeconds"] == seconds
    world.clock.time += seconds - 0.5
    assert world.ask("GET", PLACE).json["remainingSeconds"] == 1
    world.clock.time += 0.5
    assert world.ask("GET", PLACE).code == "sanction_not_found"
    assert world.ask("GET", f"/v1/rooms/{ROOM}/sanctions").json["items"] == []


def test_only_a_ban_disconnects() -> None:
    world = World()
    world.ask("PUT", PLACE, {"kind": "timeout", "seconds": 60, "reason": "spam"})
    world.ask("PUT", PLACE, {"kind": "timeout", "seconds": 90, "reason": "spam"})
    assert world.chat.calls == []


def test_each_change_of_a_sanction_has_a_version_that_no_other_one_had() -> None:
    world = World()
    seen = []
    for kind in (BAN, BAN, None, BAN):
        world.ask("PUT", PLACE, kind) if kind else world.ask("DELETE", PLACE)
        if kind:
            seen.append(world.state.sanctions["ada", ROOM].version)
    assert seen[1] == seen[0] + 1
    assert len(set(seen)) == 3, "imposed anew it is another sanction, not the one that was lifted"


def test_a_weaker_sanction_takes_a_stronger_ones_place_only_on_request() -> None:
    world = World()
    world.ask("PUT", PLACE, {**BAN, "seconds": 600})
    weaker = {"kind": "timeout", "seconds": 60, "reason": "milder"}
    refused = world.ask("PUT", PLACE, weaker)
    assert (refused.status, refused.code, refused.json["remainingSeconds"]) == (409, "sanction_stronger", 600)
    assert world.ask("PUT", PLACE, {**weaker, "replace": True}).json["kind"] == "timeout"
    assert world.ask("PUT", PLACE, BAN).status == 200, "a stronger one needs no leave"
    world.state.sanctions["ada", ROOM] = SanctionRecord("ada", ROOM, "ban", int(world.clock.time), "", "x", 1, 3)
    assert world.ask("PUT", PLACE, weaker).status == 200, "one that has run out is in nobody's way"


@pytest.mark.parametrize("imposed", [BAN, {"kind": "timeout", "seconds": 60, "reason": "spam"}])
@pytest.mark.parametrize("place", [PLACE, "/v1/sanctions/ada"])
def test_a_sanction_from_above_is_neither_lifted_nor_replaced(place: str, imposed: dict[str, object]) -> None:
    world = World()
    below = {PLACE: "moderator", "/v1/sanctions/ada": "lead"}[place]
    assert world.ask("PUT", place, imposed, token=world.person("admin")).status == 200
    token = world.person(below)
    for body in ({**BAN, "replace": True}, {**BAN, "seconds": 1, "replace": True}, None):
        refused = world.ask("PUT", place, body, token=token) if body else world.ask("DELETE", place, token=token)
        assert (refused.status, refused.code) == (403, "sanction_from_above")
    assert [kept.kind for kept in world.state.sanctions.values()] == [imposed["kind"]]
    assert len(world.state.audit) == 1
    assert world.ask("DELETE", place, token=world.person("admin", sub="another")).status == 204, "a peer may"


def test_what_is_not_from_above_any_more_or_never_was_is_lifted_by_a_moderator() -> None:
    world = World()
    moderator = world.person("moderator")
    warning = {"kind": "warning", "reason": "spam"}
    for role, body in (("service", BAN), ("moderator", BAN), ("admin", warning)):
        token = "" if role == "service" else world.person(role, sub=f"another-{role}")
        assert world.ask("PUT", PLACE, body, token=token).status == 200
        assert world.ask("DELETE", PLACE, token=moderator).status == 204
    admin = world.state.moderators["another-admin"]
    for later in (replace(admin, role="moderator"), replace(admin, active=False)):
        world.person("admin", sub="another-admin")
        assert world.ask("PUT", PLACE, BAN, token=world.token(sub="another-admin")).status == 200
        assert world.ask("DELETE", PLACE, token=moderator).code == "sanction_from_above"
        world.state.moderators["another-admin"] = later
        assert world.ask("DELETE", PLACE, token=moderator).status == 204
    admin_timeout = {"kind": "timeout", "seconds": 60, "reason": "spam"}
    assert world.ask("PUT", PLACE, admin_timeout, token=world.person("admin", sub="another-admin")).status == 200
    world.clock.time += 60
    assert world.ask("PUT", PLACE, BAN, token=world.person("moderator")).status == 200, "it has run out"


def test_lifting_is_audited_once_and_harmless_twice() -> None:
    world = World()
    world.ask("PUT", PLACE, BAN)
    assert [world.ask("DELETE", PLACE, query={"reason": "appeal"}).status for _ in range(2)] == [204, 204]
    assert world.state.sanctions == {}
    lifted = [entry for entry in world.state.audit.values() if entry.operation == "LiftSanction"]
    assert [(entry.reason, entry.subject, entry.room_id) for entry in lifted] == [("appeal", "ada", ROOM)]


def test_changes_that_never_stop_are_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.ask("PUT", PLACE, BAN)
    stale = world.desk.sanctions.get("ada", ROOM)
    world.ask("PUT", PLACE, {**BAN, "reason": "again"})
    monkeypatch.setattr(world.desk.sanctions, "get", lambda user_id, scope: stale)
    answer = world.ask("PUT", PLACE, BAN)
    assert (answer.status, answer.code) == (409, "changed_meanwhile")


def test_a_ban_that_came_second_by_a_moment_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    read = world.desk.sanctions.get
    rivals = iter(["timeout", "ban"])

    def overtaken(user_id: str, scope: str) -> SanctionRecord | None:
        found = read(user_id, scope)
        if kind := next(rivals, None):
            version = found.version + 1 if found else 1
            world.state.sanctions[user_id, scope] = SanctionRecord(user_id, scope, kind, None, "", "x", 1, version)
        return found

    monkeypatch.setattr(world.desk.sanctions, "get", overtaken)
    assert world.ask("PUT", PLACE, BAN).status == 200
    assert world.state.sanctions["ada", ROOM].version == 3
    assert len(world.state.audit) == 1


def test_a_ban_everywhere_disconnects_where_a_session_may_be_open() -> None:
    world = World()
    for room in (ROOM, FOREIGN):
        assert world.ask("POST", f"/v1/rooms/{room}/tokens", {"userId": "ada"}).status == 201
    world.chat.calls.clear()
    answer = world.ask("PUT", "/v1/sanctions/ada", BAN)
    assert answer.json["roomId"] is None
    assert answer.json["disconnected"] == [ROOM, FOREIGN]
    assert [call[:3] for call in world.chat.calls] == [("DisconnectUser", room, "ada") for room in (ROOM, FOREIGN)]
    children = [intent.operation for intent in world.state.intents.values()]
    assert children == ["DisconnectEverywhere", "DisconnectEverywhere", "DisconnectUser", "DisconnectUser"]
    assert list(world.state.endings.values()) == [("done", "")] * 3, "the other one waits for its time"
    world.clock.time += 182 * 60
    assert world.ask("PUT", "/v1/sanctions/ada", BAN).json["disconnected"] == []


def test_listings_go_on_by_cursor_newest_first() -> None:
    world = World()
    for number in range(5):
        world.ask("PUT", f"/v1/rooms/{ROOM}/sanctions/user{number}", BAN)
        world.clock.time += 1
    seen: list[str] = []
    query: dict[str, str] = {"limit": "2"}
    for _ in range(3):
        page = world.ask("GET", f"/v1/rooms/{ROOM}/sanctions", query=query).json
        seen += [item["userId"] for item in page["items"]]
        query["cursor"] = page["cursor"]
    assert seen == [f"user{number}" for number in (4, 3, 2, 1, 0)]
    assert query["cursor"] is None


def test_a_cursor_is_good_for_its_own_listing_only() -> None:
    world = World()
    for number in range(3):
        world.ask("PUT", f"/v1/rooms/{ROOM}/sanctions/user{number}", BAN)
    cursor = world.ask("GET", f"/v1/rooms/{ROOM}/sanctions", query={"limit": "1"}).json["cursor"]
    for path in (f"/v1/rooms/{FOREIGN}/sanctions", "/v1/sanctions", "/v1/rooms"):
        assert world.ask("GET", path, query={"cursor": cursor}).status == 400
    assert world.ask("GET", f"/v1/rooms/{ROOM}/sanctions", query={"cursor": cursor}).status == 200


@pytest.mark.parametrize(
    "user", ["a/b", "50%", "%41", "a b", "#?&", "ä😀", "..", "x/disconnect/y", "a\\b", "'\"", "[1]"]
)
def test_any_user_id_can_be_banned(user: str) -> None:
    world = World()
    path = f"/v1/rooms/{ROOM}/sanctions/{quote(user, safe='')}"
    assert world.ask("PUT", path, BAN).json["userId"] == user
    assert set(world.state.sanctions) == {(user, ROOM)}
    acted = world.ask("POST", f"/v1/rooms/{ROOM}/users/{quote(user, safe='')}/disconnect")
    assert acted.status == 204
    assert world.chat.calls[-1][2] == user


@pytest.mark.parametrize("user", ["a/purge", "a/disconnect", "a/purge/disconnect", "a/b"])
def test_an_id_that_ends_like_an_act_is_read_and_acted_on(user: str) -> None:
    world = World()
    path = f"/v1/rooms/{ROOM}/users/{quote(user, safe='')}"
    assert world.ask("GET", path).json["userId"] == user
    assert world.ask("POST", f"{path}/disconnect").status == 204
    assert world.chat.calls[-1][2] == user
