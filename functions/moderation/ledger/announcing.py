"""What the world is told of decisions. Ids follow from the message, so that a repetition is known for one."""

from collections.abc import Iterator

from ..events import MESSAGE_DENIED, MESSAGE_FLAGGED, MESSAGE_HELD, Event
from ..verdict import DENY, HOLD
from .records import DecisionRecord

_BY_VERDICT = {HOLD: MESSAGE_HELD, DENY: MESSAGE_DENIED}


def announced(record: DecisionRecord) -> Iterator[Event]:
    """The events of one decision: none for most. Texts are never in them."""
    if record.verdict in _BY_VERDICT:
        yield _event(_BY_VERDICT[record.verdict], record)
    if record.flagged:
        yield _event(MESSAGE_FLAGGED, record)


def _event(type_: str, record: DecisionRecord) -> Event:
    detail: dict[str, object] = {
        "messageId": record.message_id,
        # IVS Chat tells every sender; a listener must not trip over an event of which it did not.
        "userId": record.user_id or "unknown",
        "ruleId": record.rule_id,
        "reasonCode": record.reason_code,
        "policyId": record.policy_id,
        "policyVersion": record.policy_version,
        "policyHash": record.policy_hash,
    }
    if type_ == MESSAGE_HELD:
        detail["holdId"] = record.message_id
    if record.degraded:
        detail["degraded"] = record.degraded
    return Event(type_, f"{type_}#{record.message_id}", record.at_ms / 1000, record.room_id, detail)
