"""Take a user's recent messages off the viewers' screens: one event at once, then a deletion for each message."""

from collections.abc import Sequence
from dataclasses import dataclass

from .. import roles
from ..delivery.expand import deletions
from ..delivery.operations import PURGE_MESSAGES, SEND_EVENT
from ..delivery.records import DONE
from ..errors import Unavailable
from ..records import Intent, Request
from .acts import Act, Call, record_once
from .chat_calls import call_or_leave
from .desk import Desk
from .targets import require_above, require_room

EVENT = "roomkeeper:purge"
# The chat log is about ten seconds behind what viewers see.
SECOND_LOOK_SECONDS = 20
SINCE_SECONDS_MAX = 86_400


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge set off. `action_id` names its event; `complete`: the chat log shows no more than what is queued."""

    action_id: str
    since: int
    queued: int
    complete: bool
    event_sent: bool


def purge(desk: Desk, request: Request, room_id: str, user_id: str, since_seconds: int, reason: str) -> Purged:
    """Delete what a user wrote in a room in the last `since_seconds`. The user may go on writing: this is no sanction.

    Pages that honour the event clear the screen at once; the deletions follow at the pace that IVS Chat allows, the
    newest message first, and a second look catches what was on its way into the chat log.
    """
    roles.require(request.actor.role, request.actor.rooms, "users.purge", room_id)
    require_above(desk, request.actor, user_id)
    require_room(desk, request.actor, "users.purge", room_id)
    now = desk.clock.now()
    since = int(now - since_seconds)
    facts: dict[str, object] = {"userId": user_id, "since": since, "reason": reason}
    # Whole seconds: a table takes no binary fractions.
    look: dict[str, object] = {**facts, "until": int(now) + 1, "purge": request.action_id}
    attributes = {"userId": user_id, "since": str(since)}
    act = Act("PurgeUser", room_id, subject=user_id, reason=reason, after={"since": since})
    (event, first_look, _), fresh = record_once(
        desk,
        request,
        act,
        [
            Call(SEND_EVENT, room_id, {"eventName": EVENT, "attributes": attributes}),
            Call(PURGE_MESSAGES, room_id, look),
            Call(PURGE_MESSAGES, room_id, look, not_before=now + SECOND_LOOK_SECONDS),
        ],
    )
    sent = fresh and call_or_leave(desk, event)
    found, complete = _queue(desk, first_look)
    return Purged(event.action_id, since, len(found), complete, sent)


def _queue(desk: Desk, look: Intent) -> tuple[Sequence[Intent], bool]:
    try:
        found, complete = deletions(desk, look)
        desk.actions.add(found)
        desk.ledger.finish(look.action_id, DONE, "", desk.clock.now())
    except Unavailable:
        # The look stays pending; the action runner looks again.
        return [], False
    return found, complete
