"""What must hold in every schedule, whatever went wrong in it."""

from collections import Counter
from collections.abc import Iterator

from moderation.delivery.records import STATUSES
from moderation.delivery.run import WHILE_BANNED
from moderation.records import AuditEntry
from moderation.state import BAN
from tests.simulation.world import EVERYWHERE, ROOMS, USERS, World

SANCTIONING = ("ImposeSanction", "LiftSanction")
Span = tuple[float, float]


def broken(world: World) -> list[str]:
    """Every promise that this schedule broke."""
    return [*_ledger(world), *_no_change_lost(world), *_bans_hold(world), *_nobody_thrown_out(world), *_calls(world)]


def _ledger(world: World) -> Iterator[str]:
    entries = [entry.entry_id for _, entry in world.ledger.committed]
    if len(entries) != len(set(entries)):
        yield "an act has two audit entries"
    for action_id, action in world.state.actions.items():
        if action_id.split("-")[0] not in world.state.audit:
            yield f"{action_id} has no audit entry"
        if action.status not in STATUSES[1:]:
            yield f"{action_id} ({action.intent.operation}) never ended"
        if action.status == "failed" and WHILE_BANNED in action.intent.arguments:
            yield f"{action_id} was given up though IVS Chat was only busy or away"
    for name, answer in world.answered.items():
        if answer == "done" and name not in world.state.audit and not name.startswith("lift"):
            yield f"{name} was answered without an audit entry"


def _no_change_lost(world: World) -> Iterator[str]:
    """Each change of a sanction names as its before what the change before it left."""
    stands: dict[tuple[str, str], object] = {}
    for _, entry in world.ledger.committed:
        if entry.operation in SANCTIONING:
            key = entry.subject, entry.room_id
            if entry.before != stands.get(key):
                yield f"{entry.entry_id} took the place of what its actor had not seen"
            stands[key] = entry.after


def _bans_hold(world: World) -> Iterator[str]:
    for seen in world.seen:
        for began, ended in _bans(world, seen.user_id, seen.room_id):
            if seen.let_through and began <= seen.began and seen.ended < ended:
                yield f"{seen.user_id} got through at {seen.ended} in spite of a ban since {began}"
    for user_id in USERS:
        for room_id in ROOMS:
            banned = any(ended == float("inf") for _, ended in _bans(world, user_id, room_id))
            if banned and (room_id, user_id) in world.chat.sessions:
                yield f"{user_id} is banned and still connected to {room_id}"


def _nobody_thrown_out(world: World) -> Iterator[str]:
    """Nobody is disconnected on account of a ban that was lifted before the call was begun."""
    kicks = {entry.subject for _, entry in world.ledger.committed if entry.operation == "DisconnectUser"}
    for (at, operation, room_id, user_id), began in zip(world.chat.calls, world.chat.begun, strict=True):
        if operation != "DisconnectUser" or user_id in kicks:
            continue
        if not any(since <= at and until >= began for since, until in _bans(world, user_id, room_id)):
            yield f"{user_id} was thrown out of {room_id} without a ban"


def _calls(world: World) -> Iterator[str]:
    committed = Counter((action.intent.operation, action.intent.room_id) for action in world.state.actions.values())
    for _, operation, room_id, _ in world.chat.calls:
        if operation != "CreateChatToken" and not committed[operation, room_id]:
            yield f"{operation} in {room_id} was called without an intent"
    wanted = Counter(
        action.intent.action_id
        for action in world.state.actions.values()
        if action.intent.operation == "SendEvent" and action.status == "done"
    )
    sent = Counter(about for _, operation, _, about in world.chat.calls if operation == "SendEvent")
    for action_id in wanted:
        if not sent[action_id]:
            yield f"the event of {action_id} counts as sent and never was"


def _bans(world: World, user_id: str, room_id: str) -> Iterator[Span]:
    """When bans of a user were in force in a room, by their commits; one end is infinite while it stands."""
    for scope in (room_id, EVERYWHERE):
        since: float | None = None
        until = float("inf")
        for at, entry in world.ledger.committed:
            if entry.operation not in SANCTIONING or _key(entry) != (user_id, scope):
                continue
            if since is not None:
                yield since, min(at, until)
            since = at if _is_ban(entry) else None
            until = _until(entry)
        if since is not None:
            yield since, until


def _key(entry: AuditEntry) -> tuple[str, str]:
    return entry.subject, entry.room_id or EVERYWHERE


def _is_ban(entry: AuditEntry) -> bool:
    return isinstance(entry.after, dict) and entry.after["kind"] == BAN


def _until(entry: AuditEntry) -> float:
    until = entry.after["until"] if isinstance(entry.after, dict) else None
    return float("inf") if until is None else float(until)
