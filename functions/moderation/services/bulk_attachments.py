"""Many rooms attached one after the other, at the pace of whoever calls, and to be continued when time runs out."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..errors import ModerationError
from ..records import SERVICE_CALLER, Actor, AttachProgress, Request, Room
from ..roles import SERVICE
from ..tables import ALL_ROOMS
from .attachments import FINISHED, RUNNING, attach
from .desk import RoomDesk

PAGE = 50
SAVE_EVERY = 20
LEASE_SECONDS = 60
FAILURES_LISTED = 100

Pace = Callable[[], None]


def unguarded(desk: RoomDesk, pace: Pace) -> list[Room]:
    """Every room of the account that our hook is not on. `pace` is called before each call on IVS Chat."""
    return [room for room in _every_room(desk, pace) if room.handler_uri != desk.hook.handler_uri]


def attach_unguarded(desk: RoomDesk, rooms: list[Room], run_id: str, pace: Pace, goes_on: Callable[[], bool]) -> int:
    """Attach rooms that the check found; how many are attached now. `goes_on`: there is time for one more."""
    attached = 0
    for room in rooms:
        if not goes_on():
            break
        pace()
        attached += not _refusal(desk, f"{SERVICE_CALLER}:room_attacher", f"{run_id}-{room.room_id}", room.room_id)
    return attached


def work_off(desk: RoomDesk, operation_id: str, pace: Pace, goes_on: Callable[[], bool]) -> AttachProgress | None:
    """Begin or continue a bulk attachment; how far it is then. None if it is unknown or somebody else is on it."""
    progress = desk.attach_operations.get(operation_id)
    if progress is None or progress.status == FINISHED or progress.leased_until > desk.clock.now():
        return None
    if progress.tag_key and not progress.room_ids:
        progress = replace(progress, room_ids=_tagged(desk, progress, pace))
    progress = _saved(desk, replace(progress, status=RUNNING))
    for room_id in progress.room_ids[progress.position :]:
        if not goes_on():
            return _saved(desk, progress, lease_seconds=0)
        pace()
        progress = _after(progress, room_id, _refusal(desk, progress.by, f"{operation_id}-{room_id}", room_id))
        if progress.position % SAVE_EVERY == 0:
            progress = _saved(desk, progress)
    return _saved(desk, replace(progress, status=FINISHED), lease_seconds=0)


def _after(progress: AttachProgress, room_id: str, refusal: str) -> AttachProgress:
    progress = replace(progress, position=progress.position + 1)
    if not refusal:
        return replace(progress, attached=progress.attached + 1)
    if len(progress.failed) < FAILURES_LISTED:
        return replace(progress, failed=(*progress.failed, (room_id, refusal)))
    return progress


def _refusal(desk: RoomDesk, by: str, action_id: str, room_id: str) -> str:
    kind, _, actor_id = by.partition(":")
    actor = Actor(kind, actor_id, SERVICE, (ALL_ROOMS,), "room_attacher")
    try:
        attach(desk, Request(actor, action_id, action_id), room_id)
    except ModerationError as refusal:
        return refusal.detail or refusal.code
    return ""


def _saved(desk: RoomDesk, progress: AttachProgress, lease_seconds: int = LEASE_SECONDS) -> AttachProgress:
    leased_until = int(desk.clock.now()) + lease_seconds if lease_seconds else 0
    progress = replace(progress, leased_until=leased_until)
    desk.attach_operations.save(progress)
    return progress


def _tagged(desk: RoomDesk, progress: AttachProgress, pace: Pace) -> tuple[str, ...]:
    def matches(room: Room) -> bool:
        if progress.tag_key not in room.tags:
            return False
        return progress.tag_value is None or room.tags[progress.tag_key] == progress.tag_value

    return tuple(room.room_id for room in _every_room(desk, pace) if matches(room))


def _every_room(desk: RoomDesk, pace: Pace) -> Iterator[Room]:
    next_token = ""
    while True:
        pace()
        page = desk.chat_rooms.list(name="", handler_uri="", logging_arn="", limit=PAGE, next_token=next_token)
        yield from page.items
        next_token = page.next_token
        if not next_token:
            return
