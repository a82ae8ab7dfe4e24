"""What the decision line of a message says. An allowed message's text is never in it."""

from lean_edges.keyed_hash import content_hash
from message_review.settings import HASH, TEXT, Settings
from message_review.sources import FOREIGN_ROOM
from moderation.decision import Decision
from moderation.message import Message
from moderation.sender import DISPLAY_NAME
from moderation.verdict import ALLOW, HOLD, MASK

INFO, WARN, ERROR = "INFO", "WARN", "ERROR"
# Metrics beside the number of reviews and their time, each with an alarm's worth of meaning.
DEGRADED, FOREIGN, FAILED = "DegradedReviews", "ForeignRooms", "FailedReviews"
_HITS_MAX = 16
_NAME_MAX = 64
_POLICY_HASH_DIGITS = 12


def fields(message: Message, decision: Decision, notes: dict[str, object], settings: Settings) -> dict[str, object]:
    """The line's own fields: compact for a plain ALLOW, the whole explanation for anything else."""
    line: dict[str, object] = {
        "message": message.message_id,
        "room": message.room_id,
        "policy": decision.policy_hash[:_POLICY_HASH_DIGITS],
    }
    delivered = decision.verdict == ALLOW or decision.verdict == MASK
    if delivered:
        line["content"] = content_hash(settings.content_hash_key, message.message_id, decision.content)
        if decision.verdict == ALLOW and not (decision.flagged or decision.degraded or decision.hits or notes):
            return line
    line["user"] = message.sender_id
    line["policyId"] = decision.policy_id
    line["policyVersion"] = decision.policy_version
    line["rule"] = decision.rule_id
    line["reason"] = decision.reason_code
    line["remainingSeconds"] = decision.remaining_seconds
    line["strikes"] = decision.strikes
    line["flagged"] = decision.flagged
    line["degraded"] = decision.degraded
    line["hits"] = [
        [hit.rule_id, hit.category, hit.severity, hit.start, hit.end, hit.reading] for hit in decision.hits[:_HITS_MAX]
    ]
    line.update(notes)
    if not delivered:
        _refused(line, message, decision.verdict == HOLD, settings)
    return line


def marks_of(decision: Decision, notes: dict[str, object]) -> tuple[str, ...]:
    """The metrics that a decision counts towards."""
    if not decision.degraded:
        return ()
    return (DEGRADED, FOREIGN) if notes.get("cause") == FOREIGN_ROOM else (DEGRADED,)


def failure_fields(message: Message, error: BaseException) -> dict[str, object]:
    """Where a review failed: type and place only, because an error's text may quote the message."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return {
        "message": message.message_id,
        "room": message.room_id,
        "user": message.sender_id,
        "degraded": "review",
        "error": type(error).__name__,
        "place": place,
    }


def _refused(line: dict[str, object], message: Message, held: bool, settings: Settings) -> None:
    if settings.refused_content == TEXT:
        line["text"] = message.content
        if held and DISPLAY_NAME in message.sender_attributes:
            # Whoever approves the message sends it again under this name.
            line["name"] = message.sender_attributes[DISPLAY_NAME][:_NAME_MAX]
    elif settings.refused_content == HASH:
        line["content"] = content_hash(settings.content_hash_key, message.message_id, message.content)
