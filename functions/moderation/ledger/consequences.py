"""What follows from a decision beside its record: a text that is kept for a while, a hold, a flag."""

from ..verdict import HOLD
from .effects import FileDecision, LedgerEffect, PutFlag, PutHold
from .records import DecisionRecord, Flag, Hold, RefusedText
from .retention import Retention


def filed(record: DecisionRecord, retention: Retention) -> list[LedgerEffect]:
    """How a decision that is not a plain ALLOW is written, its text apart: that goes ahead, or is in its hold."""
    expires_at = retention.decision_until(record.at_ms)
    effects: list[LedgerEffect] = [FileDecision(record, expires_at)]
    if record.verdict == HOLD:
        effects.append(PutHold(_hold(record, retention), 0))
    if record.flagged:
        effects.append(PutFlag(_flag(record, expires_at), replaces=False))
    return effects


def text_of(record: DecisionRecord, retention: Retention) -> RefusedText | None:
    """The text that is kept beside a decision. It is in one place only: a held message's is in the hold."""
    if record.text is None or record.verdict == HOLD:
        return None
    return RefusedText(record.message_id, record.text, retention.text_until(record.at_ms))


def _hold(record: DecisionRecord, retention: Retention) -> Hold:
    return Hold(
        hold_id=record.message_id,
        room_id=record.room_id,
        user_id=record.user_id,
        name=record.name,
        # A text that was cut to fit its line is not what the sender wrote, so nobody can approve it.
        text=None if record.text_cut else record.text,
        rule_id=record.rule_id,
        reason_code=record.reason_code,
        at_ms=record.at_ms,
        expires_at_ms=retention.hold_expires_ms(record.at_ms),
        kept_until=retention.text_until(record.at_ms),
    )


def _flag(record: DecisionRecord, kept_until: int) -> Flag:
    return Flag(record.message_id, record.room_id, record.user_id, record.rule_id, record.at_ms, kept_until)
