"""A ban's first disconnections, made while the moderator waits; what is not done then, the action runner does."""

from collections.abc import Sequence
from dataclasses import replace

from ..delivery.expand import disconnections
from ..delivery.operations import DISCONNECT_EVERYWHERE, lease_seconds
from ..delivery.records import DONE
from ..errors import Unavailable
from ..records import Intent
from .chat_calls import call_or_leave
from .desk import Desk

# The moderator waits for these; at 30 ms a call, less than a second.
ROOMS_AT_ONCE = 20


def leave_rooms(desk: Desk, intent: Intent) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rooms that the user of a ban's first intent has left, and those that they have not left yet."""
    if intent.operation == DISCONNECT_EVERYWHERE:
        return _leave(desk, *_one_by_one(desk, intent))
    return _leave(desk, [intent], [])


def _leave(desk: Desk, now: Sequence[Intent], later: Sequence[Intent]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    left: list[str] = []
    for intent in now:
        if not call_or_leave(desk, intent):
            # The others have a lease that runs out: nobody waits for IVS Chat to refuse twenty times.
            break
        left.append(intent.room_id)
    rooms = [intent.room_id for intent in (*now, *later)]
    return tuple(left), tuple(room for room in rooms if room not in left)


def _one_by_one(desk: Desk, intent: Intent) -> tuple[list[Intent], list[Intent]]:
    """An intent for each room, the first ones leased to us; none if a table does not answer: then the runner looks."""
    try:
        found = disconnections(desk, intent)
        lease_until = desk.clock.now() + lease_seconds(intent.operation)
        now = [replace(each, lease_until=lease_until) for each in found[:ROOMS_AT_ONCE]]
        later = found[ROOMS_AT_ONCE:]
        desk.actions.add([*now, *later])
        desk.ledger.finish(intent.action_id, DONE, "", desk.clock.now())
    except Unavailable:
        return [], []
    return now, later
