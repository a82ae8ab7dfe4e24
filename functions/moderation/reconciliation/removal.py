"""Taking back what should not have been delivered: recorded like any act, carried out by the action runner, told."""

from ..decision import Decision
from ..errors import UPSTREAM_NOT_FOUND, ChatServiceRefused
from ..events import ENGINE_FALLBACK, Event
from ..ledger.effects import FileDecision
from ..ledger.records import DecisionRecord, LoggedHit
from ..records import AUTOMATIC, Actor, Request
from ..roles import SERVICE
from ..services.acts import Act, Call, record
from ..tables import ALL_ROOMS
from ..verdict import DENY
from .desk import ReconciliationDesk
from .records import DeliveredMessage

RECONCILER = Actor(AUTOMATIC, "reconciler", SERVICE, (ALL_ROOMS,), "reconciliation")
# Stands in a decision of ours where the review's decisions name their execution environment.
ENVIRONMENT = "reconciler"
_HASH_DIGITS = 12


def remove(
    desk: ReconciliationDesk, message: DeliveredMessage, cause: str, decision: DecisionRecord, *, new: bool
) -> None:
    """Have a message deleted because of a decision, and say so; a `new` decision is filed with it.

    A repetition has no further effect; its event has the same id. Raises ChangedMeanwhile if the message has got
    another decision at the same moment.
    """
    action_id = f"fallback-{message.message_id}"
    request = Request(RECONCILER, action_id=action_id, request_id=action_id)
    reason = f"Removed by policy ({decision.reason_code})." if decision.reason_code else "Removed by policy."
    act = Act(
        "DeleteMessage",
        message.room_id,
        subject=message.message_id,
        reason=reason,
        after={
            "cause": cause,
            "userId": message.user_id,
            "sentAt": int(message.at * 1000),
            "verdict": decision.verdict,
            "ruleId": decision.rule_id,
            "reasonCode": decision.reason_code,
        },
        effects=(FileDecision(decision, desk.retention.decision_until(decision.at_ms)),) if new else (),
    )
    arguments = {"messageId": message.message_id, "reason": reason}
    record(desk, request, act, [Call("DeleteMessage", message.room_id, arguments, leased=False)])
    detail = {"messageId": message.message_id, "userId": message.user_id, "cause": cause, "outcome": "removed"}
    desk.events.publish([Event(ENGINE_FALLBACK, action_id, message.at, message.room_id, detail)])


def denied_again(message: DeliveredMessage, again: Decision, cause: str, now: float) -> DecisionRecord:
    """The second review as a decision: whatever it would have done with the message, all that is left is to remove it.

    No strikes: they would count a message that the ledger may yet count by a line of its own.
    """
    sent_ms = int(message.at * 1000)
    return DecisionRecord(
        message_id=message.message_id,
        room_id=message.room_id,
        verdict=DENY,
        at_ms=sent_ms,
        elapsed_ms=float(max(0, round(now * 1000) - sent_ms)),
        environment=ENVIRONMENT,
        sequence=1,
        policy_hash=again.policy_hash[:_HASH_DIGITS],
        user_id=message.user_id,
        policy_id=again.policy_id,
        policy_version=again.policy_version,
        rule_id=again.rule_id,
        reason_code=again.reason_code,
        hits=tuple(
            LoggedHit(hit.rule_id, hit.category, hit.severity, hit.start, hit.end, hit.reading) for hit in again.hits
        ),
        notes={"cause": cause, "decided": "after delivery"},
    )


def guarded(desk: ReconciliationDesk, room_id: str) -> bool:
    """Whether our review stands before this room now. Raises ChatServiceRefused if IVS Chat cannot be asked."""
    try:
        return desk.chat_rooms.get(room_id).handler_uri == desk.handler_uri
    except ChatServiceRefused as refusal:
        if refusal.upstream_code == UPSTREAM_NOT_FOUND:
            return False
        raise
