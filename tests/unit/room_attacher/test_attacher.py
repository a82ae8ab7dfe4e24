"""Bulk attachment with progress and continuation, and the check for rooms that nobody reviews."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from moderation.records import AttachProgress
from room_attacher.attacher import STOP_BEFORE_END_MS, Attacher
from room_attacher.pace import CALLS_PER_SECOND, Pace
from tests.fakes.world import FOREIGN, HOOK, ROOM, World

LOGS = tuple(f"arn:aws:ivschat:us-west-2:123456789012:logging-configuration/logging{n:05d}" for n in range(3))


@dataclass
class Context:
    """Time for `steps` more rooms."""

    steps: int = 1_000_000
    aws_request_id: str = "run"

    def get_remaining_time_in_millis(self) -> int:
        self.steps -= 1
        return STOP_BEFORE_END_MS + 1 if self.steps >= 0 else STOP_BEFORE_END_MS


@dataclass
class Site:
    """An attacher in a world, its log and its pauses."""

    world: World = field(default_factory=World)
    attaches: bool = False
    lines: list[str] = field(default_factory=list)
    pauses: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        calls = self.world.chat.calls
        self.attacher = Attacher(
            self.world.desk, self.attaches, self.lines.append, lambda: self.pauses.append(len(calls))
        )

    def queue(self, operation: AttachProgress) -> None:
        self.world.state.operations[operation.operation_id] = operation

    def progress(self, operation_id: str = "op") -> AttachProgress:
        return self.world.state.operations[operation_id]

    def metric(self) -> Any:
        (line,) = self.lines
        return json.loads(line)


def queued(*room_ids: str, key: str = "", value: str | None = None) -> AttachProgress:
    return AttachProgress("op", room_ids, key, value, "person:ann", "queued")


def test_listed_rooms_are_attached_and_failures_told() -> None:
    site = Site()
    site.world.chat.add_room("full00000001", logging_arns=LOGS)
    site.queue(queued(ROOM, "full00000001", "nosuchroom12", FOREIGN))
    assert site.attacher.work_off("op", Context())["status"] == "finished"
    progress = site.progress()
    assert (progress.position, progress.attached, progress.leased_until) == (4, 2, 0)
    assert [room for room, _ in progress.failed] == ["full00000001", "nosuchroom12"]
    assert "3 logging configurations" in progress.failed[0][1]
    assert {site.world.chat.rooms[room].handler_uri for room in (ROOM, FOREIGN)} == {HOOK.handler_uri}
    assert sorted(site.world.state.audit) == [f"op-{room}" for room in (ROOM, FOREIGN)]
    assert {entry.actor for entry in site.world.state.audit.values()} == {"person:ann"}


@pytest.mark.parametrize(("value", "found"), [(None, 3), ("red", 2), ("blue", 1), ("green", 0)])
def test_rooms_are_found_by_tag(value: str | None, found: int) -> None:
    site = Site()
    for number, tag in enumerate(["red", "red", "blue"]):
        site.world.chat.add_room(f"tagged{number:06d}", tags={"team": tag})
    site.queue(queued(key="team", value=value))
    site.attacher.work_off("op", Context())
    progress = site.progress()
    assert (progress.status, len(progress.room_ids), progress.attached) == ("finished", found, found)


def test_what_time_does_not_allow_is_continued_where_it_stopped() -> None:
    site = Site()
    rooms = [f"many{number:08d}" for number in range(50)]
    for room in rooms:
        site.world.chat.add_room(room)
    site.queue(queued(*rooms))
    assert site.attacher.work_off("op", Context(steps=30)) == {"operationId": "op", "status": "running", "position": 30}
    assert site.progress().leased_until == 0, "free to be continued at once"
    site.attacher.check(Context())
    assert (site.progress().status, site.progress().attached) == ("finished", 50)
    updates = [call[1] for call in site.world.chat.calls if call[0] == "UpdateRoom"]
    assert updates == rooms, "each room once"


def test_a_crash_repeats_a_few_rooms_and_no_entry() -> None:
    site = Site()
    rooms = [f"many{number:08d}" for number in range(45)]
    for room in rooms:
        site.world.chat.add_room(room)
    site.queue(queued(*rooms))
    site.attacher.work_off("op", Context(steps=45))
    saved = AttachProgress("op", tuple(rooms), "", None, "person:ann", "running", position=40, attached=40)
    site.queue(saved)
    site.attacher.work_off("op", Context())
    assert site.progress().attached == 45
    assert len(site.world.state.audit) == 45


def test_nobody_works_on_what_somebody_else_is_working_on() -> None:
    site = Site()
    now = int(site.world.clock.time)
    site.queue(AttachProgress("op", (ROOM,), "", None, "person:ann", "running", leased_until=now + 30))
    assert site.attacher.work_off("op", Context())["status"] == "not mine"
    assert site.attacher.work_off("unknown", Context())["status"] == "not mine"
    assert site.world.chat.calls == []
    site.world.clock.time += 31
    assert site.attacher.work_off("op", Context())["status"] == "finished"


def test_progress_is_saved_on_the_way_but_not_for_every_room() -> None:
    site = Site()
    rooms = [f"many{number:08d}" for number in range(100)]
    for room in rooms:
        site.world.chat.add_room(room)
    site.queue(queued(*rooms))
    site.attacher.work_off("op", Context())
    operations: Any = site.world.desk.attach_operations
    assert 5 <= operations.saved <= 8


def test_there_is_a_pause_before_every_room_and_every_page() -> None:
    site = Site()
    for number in range(60):
        site.world.chat.add_room(f"tagged{number:06d}", tags={"a": ""})
    site.queue(queued(key="a"))
    site.attacher.work_off("op", Context())
    assert len(site.pauses) == 2 + 60


@pytest.mark.parametrize("attaches", [False, True])
def test_rooms_without_the_review_are_counted_and_attached_only_if_so_set(attaches: bool) -> None:
    site = Site(attaches=attaches)
    site.world.chat.add_room("ours00000001", handler_uri=HOOK.handler_uri, fallback_result="DENY")
    site.world.chat.add_room("theirs000001", handler_uri="arn:aws:lambda:us-west-2:123456789012:function:theirs")
    assert site.attacher.check(Context()) == {"unguarded": 3, "attached": 3 if attaches else 0}
    assert site.metric()["UnguardedRooms"] == (0 if attaches else 3)
    handlers = [room.handler_uri == HOOK.handler_uri for room in site.world.chat.rooms.values()]
    assert handlers.count(True) == (4 if attaches else 1)


def test_a_room_that_cannot_be_attached_stays_in_the_count() -> None:
    site = Site(attaches=True)
    site.world.chat.add_room("full00000001", logging_arns=LOGS)
    assert site.attacher.check(Context())["attached"] == 2
    assert site.metric()["UnguardedRooms"] == 1


def test_the_metric_is_in_cloudwatchs_embedded_format() -> None:
    site = Site()
    site.attacher.check(Context())
    (directive,) = site.metric()["_aws"]["CloudWatchMetrics"]
    assert directive == {
        "Namespace": "Roomkeeper",
        "Dimensions": [[]],
        "Metrics": [{"Name": "UnguardedRooms", "Unit": "Count"}],
    }
    assert site.metric()["_aws"]["Timestamp"] == 1_800_000_000_000


def test_the_pace_leaves_room_for_others() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds))
    for _ in range(1 + 10 * CALLS_PER_SECOND):
        pace()
    assert now[0] == pytest.approx(110.0)
    assert CALLS_PER_SECOND < 5
