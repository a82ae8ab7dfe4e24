"""Decisions and flags on the wire."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import StringConstraints

from moderation.ledger.records import DecisionRecord, Flag
from moderation.services.decisions import Explained

from .holds import HoldView, hold_view
from .times import time_of_ms
from .wire import ChatId, ChatUserId, View, Visible

Verdict = Literal["ALLOW", "MASK", "HOLD", "DENY"]
VerdictQuery = Annotated[Verdict, Query(description="Only this verdict")]
_RuleId = Annotated[str, StringConstraints(min_length=1, max_length=64), Visible]
RuleQuery = Annotated[_RuleId | None, Query(alias="ruleId", description="Only what this rule decided")]
UserQuery = Annotated[ChatUserId | None, Query(alias="userId", description="Only this user's messages")]
RoomHint = Annotated[ChatId | None, Query(alias="roomId", description="Room of a message that was plainly allowed")]
FlagStatus = Literal["open", "seen"]
FlagStatusQuery = Annotated[FlagStatus, Query(description="Waiting for a look, or seen")]


class HitView(View):
    """A finding: `start` and `end` are code points of the original text, `reading` the view in which it was found."""

    rule_id: str
    category: str
    severity: int
    start: int
    end: int
    reading: str


class DecisionView(View):
    """Why a message was delivered, altered, held or refused.

    `ruleId` is the rule, mode or sanction that decided; `policyHash` are the first digits of the deciding policy's
    hash; `degraded` names steps that were decided without state, `notes` why. An ALLOW that found nothing has neither
    user nor policy id.
    """

    message_id: str
    room_id: str
    user_id: str | None
    verdict: Verdict
    at: str
    elapsed_ms: float
    policy_id: str | None
    policy_version: int | None
    policy_hash: str
    rule_id: str | None
    reason_code: str | None
    remaining_seconds: int | None
    strikes: float
    flagged: bool
    degraded: str | None
    hits: list[HitView]
    notes: dict[str, str]
    hits_cut: bool


class ExplainedView(DecisionView):
    """One decision. `text` is what was refused, while it is kept; the hold of a held message has its own."""

    text: str | None
    hold: HoldView | None


class FlagView(View):
    """A delivered message that a rule wants a person to look at."""

    message_id: str
    room_id: str
    user_id: str
    rule_id: str
    at: str
    status: FlagStatus
    seen_by: str | None
    seen_at: str | None


def decision_view(decision: DecisionRecord) -> DecisionView:
    """A decision in a listing."""
    return DecisionView.model_validate(_members(decision))


def explained_view(explained: Explained, now: float) -> ExplainedView:
    """One decision with everything that is known of it."""
    return ExplainedView.model_validate(
        {
            **_members(explained.decision),
            "text": explained.decision.text,
            "hold": explained.hold and hold_view(explained.hold, now),
        }
    )


def flag_view(flag: Flag) -> FlagView:
    """A flag as answered."""
    return FlagView(
        message_id=flag.message_id,
        room_id=flag.room_id,
        user_id=flag.user_id,
        rule_id=flag.rule_id,
        at=time_of_ms(flag.at_ms),
        status=flag.status,  # type: ignore[arg-type]  # validated on the way out
        seen_by=flag.seen_by or None,
        seen_at=time_of_ms(flag.seen_at_ms) if flag.seen_at_ms else None,
    )


def _members(decision: DecisionRecord) -> dict[str, object]:
    return {
        "message_id": decision.message_id,
        "room_id": decision.room_id,
        "user_id": decision.user_id or None,
        "verdict": decision.verdict,
        "at": time_of_ms(decision.at_ms),
        "elapsed_ms": decision.elapsed_ms,
        "policy_id": decision.policy_id or None,
        "policy_version": decision.policy_version if decision.policy_id else None,
        "policy_hash": decision.policy_hash,
        "rule_id": decision.rule_id or None,
        "reason_code": decision.reason_code or None,
        "remaining_seconds": decision.remaining_seconds,
        "strikes": decision.strikes,
        "flagged": decision.flagged,
        "degraded": decision.degraded or None,
        "hits": [
            HitView(
                rule_id=hit.rule_id,
                category=hit.category,
                severity=hit.severity,
                start=hit.start,
                end=hit.end,
                reading=hit.reading,
            )
            for hit in decision.hits
        ],
        "notes": dict(decision.notes),
        "hits_cut": decision.truncated,
    }
