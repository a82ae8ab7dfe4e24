"""Actions and purges through the API."""

from dataclasses import replace

import pytest

from moderation.errors import Unavailable
from moderation.reconciliation.records import DeliveredMessage
from tests.fakes.world import FOREIGN, ROOM, World

BAN = {"kind": "ban", "reason": "spam"}
PURGE = f"/v1/rooms/{ROOM}/users/ada/purge"


def test_a_bans_actions_can_be_followed() -> None:
    world = World()
    world.chat.refuse["DisconnectUser"] = "ThrottlingException"
    world.ask("PUT", f"/v1/rooms/{ROOM}/sanctions/ada", BAN)
    again, first = world.ask("GET", "/v1/actions", query={"status": "pending"}).json["items"]
    assert (first["status"], first["outcome"], first["attempts"]) == ("pending", "ThrottlingException", 0)
    assert first["arguments"] == {"userId": "ada", "reason": "spam", "whileBanned": ROOM}
    assert (first["dueAt"], again["dueAt"]) == ("2027-01-15T08:00:01.000Z", "2027-01-15T08:02:00.000Z")
    alone = world.ask("GET", f"/v1/actions/{first['actionId']}")
    assert alone.json == first
    assert world.ask("GET", "/v1/actions/never").code == "action_not_found"


def test_actions_are_filtered_and_paged() -> None:
    world = World()
    for room in (ROOM, FOREIGN):
        for number in range(3):
            world.ask("DELETE", f"/v1/rooms/{room}/messages/message0000{number}")
            world.clock.time += 1
    world.ask("POST", f"/v1/rooms/{ROOM}/events", {"eventName": "hello"})
    query = {"roomId": ROOM, "operation": "DeleteMessage", "status": "done", "limit": "2"}
    first = world.ask("GET", "/v1/actions", query=query).json
    second = world.ask("GET", "/v1/actions", query=query | {"cursor": first["cursor"]}).json
    seen = [item["arguments"]["messageId"] for item in first["items"] + second["items"]]
    assert seen == ["message00002", "message00001", "message00000"]
    assert second["cursor"] is None
    other = {**query, "roomId": FOREIGN, "cursor": first["cursor"]}
    assert world.ask("GET", "/v1/actions", query=other).status == 400, "a cursor of other filters"
    assert world.ask("GET", "/v1/actions", query={"status": "lost"}).status == 400
    assert world.ask("GET", "/v1/actions", query={"roomId": "nosuchroom12"}).code == "room_not_found"


def test_a_moderator_sees_the_actions_of_their_rooms_only() -> None:
    world = World()
    for room in (ROOM, FOREIGN):
        world.ask("DELETE", f"/v1/rooms/{room}/messages/message00001")
    world.ask("POST", "/v1/rooms", {"name": "new"})
    token = world.person("moderator", ROOM)
    assert world.ask("GET", "/v1/actions", token=token).code == "scope_not_allowed"
    (mine,) = world.ask("GET", "/v1/actions", token=token, query={"roomId": ROOM}).json["items"]
    assert mine["roomId"] == ROOM
    for action in world.state.actions.values():
        status = world.ask("GET", f"/v1/actions/{action.intent.action_id}", token=token).status
        assert status == (200 if action.intent.room_id == ROOM else 404)


def test_an_event_carries_its_action() -> None:
    world = World()
    world.ask("POST", f"/v1/rooms/{ROOM}/events", {"eventName": "hello", "attributes": {"a": "b"}})
    (action_id,) = world.state.actions
    assert world.chat.calls[-1] == ("SendEvent", ROOM, "hello", {"a": "b", "actionId": action_id})


def test_a_purge_is_one_entry_one_event_and_a_deletion_for_each_message() -> None:
    world = World()
    now = world.clock.time
    for number, at in enumerate((now - 700, now - 500, now - 5)):
        world.chat_log.delivered.append(DeliveredMessage(f"message{number:05d}", ROOM, "ada", "x", at))
    answer = world.ask("POST", PURGE, {"sinceSeconds": 600, "reason": "flood"})
    assert answer.status == 200
    shown = answer.json
    assert (shown["queued"], shown["complete"], shown["eventSent"]) == (2, True, True)
    assert shown["since"] == "2027-01-15T07:50:00.000Z"
    attributes = {"userId": "ada", "since": "1799999400", "actionId": shown["actionId"]}
    assert world.chat.calls == [("SendEvent", ROOM, "roomkeeper:purge", attributes)]
    (entry,) = world.state.audit.values()
    assert (entry.operation, entry.subject, entry.reason, entry.after) == (
        "PurgeUser",
        "ada",
        "flood",
        {"since": 1799999400},
    )
    deletions = [each.intent for each in world.state.actions.values() if each.intent.operation == "DeleteMessage"]
    assert [each.arguments["messageId"] for each in deletions] == ["message00002", "message00001"], "newest first"
    looks = [each for each in world.state.actions.values() if each.intent.operation == "PurgeMessages"]
    assert [(each.status, each.intent.not_before) for each in looks] == [("done", None), ("pending", now + 20)]


def test_a_purge_goes_on_without_chat_log_and_without_event(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.chat.refuse["SendEvent"] = "ThrottlingException"

    def away(*_: object) -> None:
        raise Unavailable("away")

    monkeypatch.setattr(world.chat_log, "recent", away)
    shown = world.ask("POST", PURGE).json
    assert (shown["queued"], shown["complete"], shown["eventSent"]) == (0, False, False)
    assert {each.status for each in world.state.actions.values()} == {"pending"}, "the action runner goes on"


def test_a_purge_repeated_under_its_key_changes_nothing() -> None:
    world = World()
    answers = [world.ask("POST", PURGE, headers={"Idempotency-Key": "k"}).json for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(world.state.audit) == 1


@pytest.mark.parametrize("body", [{"sinceSeconds": 0}, {"sinceSeconds": 86_401}, {"sinceSeconds": "9"}, {"other": 1}])
def test_a_purge_of_no_sensible_span_is_refused(body: dict[str, object]) -> None:
    world = World()
    assert world.ask("POST", PURGE, body).status == 400
    assert world.state.audit == {}


def test_a_ban_from_many_rooms_does_not_wait_for_the_last() -> None:
    world = World()
    for number in range(25):
        room = f"room{number:08d}"
        world.chat.add_room(room)
        world.state.issues["ada", room] = (0, 1, world.clock.time + 60)
    answer = world.ask("PUT", "/v1/sanctions/ada", BAN).json
    assert (len(answer["disconnected"]), len(answer["notDisconnected"])) == (20, 5)
    left = [each for each in world.state.actions.values() if each.intent.operation == "DisconnectUser"]
    pending = [each.intent for each in left if each.status == "pending"]
    assert {each.room_id for each in pending} == set(answer["notDisconnected"])
    assert all(each.lease_until <= world.clock.time for each in pending), "the action runner may take them at once"


def test_a_ban_from_many_rooms_gives_up_waiting_at_the_first_refusal() -> None:
    world = World()
    for room in (ROOM, FOREIGN):
        world.state.issues["ada", room] = (0, 1, world.clock.time + 60)
    world.chat.refuse["DisconnectUser"] = "ThrottlingException"
    answer = world.ask("PUT", "/v1/sanctions/ada", BAN).json
    assert (answer["disconnected"], answer["notDisconnected"]) == ([], [ROOM, FOREIGN])
    assert len([call for call in world.chat.calls if call[0] == "DisconnectUser"]) == 1


def test_who_has_seen_a_ban_cannot_lift_the_one_that_took_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    place = f"/v1/rooms/{ROOM}/sanctions/ada"
    world.ask("PUT", place, BAN)
    seen = world.desk.sanctions.get("ada", ROOM)
    assert seen is not None
    world.ask("DELETE", place)
    world.ask("PUT", place, BAN)
    with monkeypatch.context() as stale:
        stale.setattr(world.desk.sanctions, "get", lambda user_id, scope: replace(seen))
        assert world.ask("DELETE", place).code == "changed_meanwhile"
    assert ("ada", ROOM) in world.state.sanctions
