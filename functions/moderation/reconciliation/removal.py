"""Taking back what should not have been delivered: recorded like any act, carried out by the action runner, told."""

from ..errors import UPSTREAM_NOT_FOUND, ChatServiceRefused
from ..events import ENGINE_FALLBACK, Event
from ..records import AUTOMATIC, Actor, Request
from ..services.acts import Act, Call, record
from ..tables import ALL_ROOMS
from .desk import ReconciliationDesk
from .records import DeliveredMessage

RECONCILER = Actor(AUTOMATIC, "reconciler", role=AUTOMATIC, rooms=(ALL_ROOMS,), name="reconciler")


def remove(
    desk: ReconciliationDesk, message: DeliveredMessage, cause: str, verdict: str, rule_id: str, reason_code: str
) -> None:
    """Have a message deleted, and say so. A repetition has no further effect; its event has the same id."""
    action_id = f"fallback-{message.message_id}"
    request = Request(RECONCILER, action_id=action_id, request_id=action_id)
    reason = f"Removed by policy ({reason_code})." if reason_code else "Removed by policy."
    act = Act(
        "DeleteMessage",
        message.room_id,
        subject=message.message_id,
        reason=reason,
        after={
            "cause": cause,
            "userId": message.user_id,
            "sentAt": int(message.at * 1000),
            "verdict": verdict,
            "ruleId": rule_id,
            "reasonCode": reason_code,
        },
    )
    arguments = {"messageId": message.message_id, "reason": reason}
    record(desk, request, act, [Call("DeleteMessage", message.room_id, arguments, leased=False)])
    detail = {"messageId": message.message_id, "userId": message.user_id, "cause": cause, "outcome": "removed"}
    desk.events.publish([Event(ENGINE_FALLBACK, action_id, message.at, message.room_id, detail)])


def guarded(desk: ReconciliationDesk, room_id: str) -> bool:
    """Whether our review stands before this room now. Raises ChatServiceRefused if IVS Chat cannot be asked."""
    try:
        return desk.chat_rooms.get(room_id).handler_uri == desk.handler_uri
    except ChatServiceRefused as refusal:
        if refusal.upstream_code == UPSTREAM_NOT_FOUND:
            return False
        raise
