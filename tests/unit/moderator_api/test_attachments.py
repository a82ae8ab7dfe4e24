"""Attaching and detaching: what is there is kept, and comes back."""

import pytest

from tests.fakes.world import HOOK, ROOM, World

OTHER = "arn:aws:lambda:us-west-2:123456789012:function:theirs"
LOGS = tuple(f"arn:aws:ivschat:us-west-2:123456789012:logging-configuration/logging{n:05d}" for n in range(3))


def room(world: World, **members: object) -> None:
    world.chat.add_room(ROOM, **members)


@pytest.mark.parametrize("before", [{}, {"handler_uri": OTHER, "fallback_result": "ALLOW", "logging_arns": LOGS[:2]}])
def test_detaching_restores_what_was_there(before: dict[str, object]) -> None:
    world = World()
    room(world, **before)
    was = world.chat.rooms[ROOM]
    attached = world.ask("POST", f"/v1/rooms/{ROOM}/attach").json
    assert attached["attached"] is True
    assert attached["messageReviewHandler"] == {"uri": HOOK.handler_uri, "fallbackResult": "DENY"}
    assert attached["loggingConfigurationIdentifiers"] == [*was.logging_arns, HOOK.logging_arn]
    assert world.ask("POST", f"/v1/rooms/{ROOM}/detach").json["attached"] is False
    assert world.chat.rooms[ROOM] == was


def test_attaching_twice_changes_nothing_the_second_time() -> None:
    world = World()
    world.ask("POST", f"/v1/rooms/{ROOM}/attach")
    calls, entries = len(world.chat.calls), len(world.state.audit)
    assert world.ask("POST", f"/v1/rooms/{ROOM}/attach").status == 200
    assert [call[0] for call in world.chat.calls[calls:]] == ["GetRoom"]
    assert len(world.state.audit) == entries


def test_a_room_with_full_logging_is_refused_and_told_why() -> None:
    world = World()
    room(world, logging_arns=LOGS)
    answer = world.ask("POST", f"/v1/rooms/{ROOM}/attach")
    assert (answer.status, answer.code) == (409, "room_logging_full")
    assert answer.json["loggingConfigurations"] == list(LOGS)
    assert world.chat.rooms[ROOM].handler_uri == "", "nothing is half done"


def test_a_lost_chat_log_is_put_back_without_forgetting_what_was_there() -> None:
    world = World()
    room(world, handler_uri=OTHER, fallback_result="ALLOW")
    world.ask("POST", f"/v1/rooms/{ROOM}/attach")
    world.chat.update(ROOM, {"logging_arns": ()})
    assert HOOK.logging_arn in world.ask("POST", f"/v1/rooms/{ROOM}/attach").json["loggingConfigurationIdentifiers"]
    world.ask("POST", f"/v1/rooms/{ROOM}/detach")
    assert world.chat.rooms[ROOM].handler_uri == OTHER


def test_detaching_leaves_alone_what_others_did_since() -> None:
    world = World()
    world.ask("POST", f"/v1/rooms/{ROOM}/attach")
    world.chat.update(ROOM, {"handler_uri": OTHER, "logging_arns": (HOOK.logging_arn, LOGS[0])})
    world.ask("POST", f"/v1/rooms/{ROOM}/detach")
    assert world.chat.rooms[ROOM].handler_uri == OTHER
    assert world.chat.rooms[ROOM].logging_arns == (LOGS[0],)


def test_new_rooms_are_reviewed_from_the_start() -> None:
    world = World()
    answer = world.ask("POST", "/v1/rooms", {"name": "new", "maximumMessageLength": 200, "tags": {"team": "a"}})
    assert answer.status == 201
    made = world.chat.rooms[answer.json["roomId"]]
    assert (made.handler_uri, made.fallback_result, made.logging_arns) == (
        HOOK.handler_uri,
        "DENY",
        (HOOK.logging_arn,),
    )
    assert (made.name, made.maximum_message_length, dict(made.tags)) == ("new", 200, {"team": "a"})


@pytest.mark.parametrize(
    ("body", "total"),
    [({"roomIds": [ROOM, ROOM]}, 1), ({"tag": {"key": "team"}}, None), ({"tag": {"key": "t", "value": ""}}, None)],
)
def test_many_rooms_are_attached_in_the_background(body: dict[str, object], total: int | None) -> None:
    world = World()
    answer = world.ask("POST", "/v1/rooms/attach", body)
    assert (answer.status, answer.json["status"], answer.json["total"]) == (202, "queued", total)
    assert world.worker.started == [answer.json["operationId"]]
    (entry,) = world.state.audit.values()
    assert entry.operation == "AttachRooms"
    assert world.ask("GET", f"/v1/rooms/attach/{answer.json['operationId']}").json == answer.json
    assert world.ask("GET", f"/v1/rooms/attach/{'f' * 26}").code == "operation_not_found"
