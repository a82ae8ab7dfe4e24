"""Acting on what is in a room now: delete a message, disconnect a user, send an event."""

from collections.abc import Mapping

from .. import roles
from ..delivery.operations import DELETE_MESSAGE, DISCONNECT_USER, SEND_EVENT
from ..errors import Forbidden
from ..records import PERSON, Request
from .acts import Act, Call
from .chat_calls import perform_call
from .desk import Desk
from .targets import require_above

# Pages believe what comes under these names: a released message, a purge, IVS Chat's own deletions. A person could put
# words into a viewer's mouth with them; a service, which mints tokens for anyone, speaks for its viewers anyway.
RESERVED_NAMES = ("roomkeeper:", "aws:")


def delete_message(desk: Desk, request: Request, room_id: str, message_id: str, reason: str) -> str:
    """Take a message off the viewers' screens; the operation's id. IVS Chat does not say whether it was there."""
    actor = request.actor
    roles.require(actor.role, actor.rooms, "messages.delete", room_id)
    return perform_call(
        desk,
        request,
        Act("DeleteMessage", room_id, subject=message_id, reason=reason),
        Call(DELETE_MESSAGE, room_id, {"messageId": message_id, "reason": reason}),
    )


def disconnect_user(desk: Desk, request: Request, room_id: str, user_id: str, reason: str) -> None:
    """Close a user's connections to a room. No ban: the user may come back with a new token."""
    actor = request.actor
    roles.require(actor.role, actor.rooms, "users.disconnect", room_id)
    require_above(desk, actor, user_id)
    perform_call(
        desk,
        request,
        Act("DisconnectUser", room_id, subject=user_id, reason=reason),
        Call(DISCONNECT_USER, room_id, {"userId": user_id, "reason": reason}),
    )


def send_event(desk: Desk, request: Request, room_id: str, name: str, attributes: Mapping[str, str]) -> str:
    """Send an event to everybody in a room; the event's id. It carries the action's id as one more attribute."""
    actor = request.actor
    roles.require(actor.role, actor.rooms, "events.send", room_id)
    if actor.kind == PERSON and name.lower().startswith(RESERVED_NAMES):
        raise Forbidden("Pages believe events of this name; people do not send them.", code="event_name_reserved")
    return perform_call(
        desk,
        request,
        Act("SendEvent", room_id, subject=name, after=dict(attributes)),
        Call(SEND_EVENT, room_id, {"eventName": name, "attributes": dict(attributes)}),
    )
