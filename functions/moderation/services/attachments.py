"""The review hook on rooms that exist: attach, detach, and both for many."""

from .. import roles
from ..effects import DropAttachment, KeepAttachment, StartAttaching
from ..errors import Conflict, Invalid, NotFound, Unavailable
from ..records import Attachment, AttachProgress, Request, Room
from .acts import Act, Call, perform, record
from .desk import Desk, Hook, RoomDesk

LOGGING_PER_ROOM = 3
BULK_ROOMS_MAX = 500
QUEUED = "queued"
RUNNING = "running"
FINISHED = "finished"
PROGRESS_KEPT_SECONDS = 7 * 86_400


def attach(desk: RoomDesk, request: Request, room_id: str) -> Room:
    """Put our hook, an explicit fallback and the chat log on a room, and remember what was there."""
    roles.require(request.actor.role, request.actor.rooms, "attachments.change", room_id)
    room = desk.chat_rooms.get(room_id)
    changes = changes_to_attach(room, desk.hook)
    if not changes:
        return room
    before = Attachment(room_id, room.handler_uri, room.fallback_result, room.logging_arns)
    # A room whose handler is ours already only lacked the rest: what it had before us was recorded then, or never was.
    effects = () if room.handler_uri == desk.hook.handler_uri else (KeepAttachment(before),)
    return perform(
        desk,
        request,
        Act("AttachRoom", room_id, before=hook_facts(room), after=changes, effects=effects),
        Call("UpdateRoom", room_id, changes),
        lambda: desk.chat_rooms.update(room_id, changes),
    )


def changes_to_attach(room: Room, hook: Hook) -> dict[str, object]:
    """What must change on a room for our hook to be attached; nothing if it is. Conflict if its logging is full."""
    changes: dict[str, object] = {}
    if (room.handler_uri, room.fallback_result) != (hook.handler_uri, hook.fallback_result):
        changes |= {"handler_uri": hook.handler_uri, "fallback_result": hook.fallback_result}
    if hook.logging_arn not in room.logging_arns:
        if len(room.logging_arns) >= LOGGING_PER_ROOM:
            raise Conflict(
                f"The room has {LOGGING_PER_ROOM} logging configurations already; take one off first.",
                code="room_logging_full",
                loggingConfigurations=list(room.logging_arns),
            )
        changes["logging_arns"] = (*room.logging_arns, hook.logging_arn)
    return changes


def detach(desk: Desk, request: Request, room_id: str) -> Room:
    """Take our hook off a room and put back what was there; logging configurations added since stay."""
    roles.require(request.actor.role, request.actor.rooms, "attachments.change", room_id)
    room = desk.chat_rooms.get(room_id)
    before = desk.room_settings.attachment(room_id) or Attachment(room_id, "", "", ())
    changes = changes_to_detach(room, before, desk.hook)
    if not changes:
        return room
    return perform(
        desk,
        request,
        Act("DetachRoom", room_id, before=hook_facts(room), after=changes, effects=(DropAttachment(room_id),)),
        Call("UpdateRoom", room_id, changes),
        lambda: desk.chat_rooms.update(room_id, changes),
    )


def changes_to_detach(room: Room, before: Attachment, hook: Hook) -> dict[str, object]:
    """What must change for a room to be as before; a handler that somebody else put in ours' place stays."""
    changes: dict[str, object] = {}
    if room.handler_uri == hook.handler_uri:
        changes |= {"handler_uri": before.handler_uri, "fallback_result": before.fallback_result}
    if hook.logging_arn in room.logging_arns and hook.logging_arn not in before.logging_arns:
        changes["logging_arns"] = tuple(arn for arn in room.logging_arns if arn != hook.logging_arn)
    return changes


def start_attaching(
    desk: Desk, request: Request, room_ids: tuple[str, ...], tag_key: str, tag_value: str | None
) -> AttachProgress:
    """Have many rooms attached: those listed, or all with a tag. Paced, and reported under the operation's id."""
    actor = request.actor
    roles.require(actor.role, actor.rooms, "attachments.bulk")
    if bool(room_ids) == bool(tag_key):
        raise Invalid([("", "Give either roomIds or tag.")])
    progress = AttachProgress(request.action_id, room_ids, tag_key, tag_value, actor.reference, QUEUED)
    asked = {"roomIds": list(room_ids)} if room_ids else {"tag": {"key": tag_key, "value": tag_value}}
    expires_at = int(desk.clock.now()) + PROGRESS_KEPT_SECONDS
    record(desk, request, Act("AttachRooms", after=asked, effects=(StartAttaching(progress, expires_at),)))
    try:
        desk.attach_worker.start(progress.operation_id)
    except Unavailable:
        # The operation is on record; the attacher's next scheduled check finds it unfinished and begins it.
        return progress
    return progress


def attaching(desk: Desk, request: Request, operation_id: str) -> AttachProgress:
    """How far a bulk attachment is."""
    roles.require(request.actor.role, request.actor.rooms, "attachments.bulk")
    progress = desk.attach_operations.get(operation_id)
    if progress is None:
        raise NotFound(f"There is no attach operation {operation_id}.", code="operation_not_found")
    return progress


def hook_facts(room: Room) -> dict[str, object]:
    """What the audit shows of a room's hook."""
    return {
        "handler_uri": room.handler_uri,
        "fallback_result": room.fallback_result,
        "logging_arns": list(room.logging_arns),
    }
