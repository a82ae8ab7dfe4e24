"""Holds on the wire."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field

from moderation.ledger.records import Hold
from moderation.services.holds import Decided

from .times import time_of_ms
from .wire import Body, Reason, View

Status = Literal["open", "approved", "denied", "expired"]
HoldStatusQuery = Annotated[Status, Query(description="Only holds that stand like this")]
CLAIM_SECONDS_MAX = 600


class Claim(Body):
    """For how long a hold is to be one's own."""

    lease_seconds: Annotated[int, Field(ge=5, le=CLAIM_SECONDS_MAX)] = 60


class Decide(Body):
    """What becomes of a held message."""

    decision: Literal["approve", "deny"]
    reason: Reason | None = None


class HoldStateView(View):
    """How a hold stands. `remainingSeconds` until it expires; `claimedBy` has it until `claimedUntil`."""

    hold_id: str
    room_id: str
    user_id: str
    status: Status
    held_at: str
    expires_at: str
    remaining_seconds: int
    claimed_by: str | None
    claimed_until: str | None
    decided_by: str | None
    decided_at: str | None
    reason: str | None
    rule_id: str
    reason_code: str


class HoldView(HoldStateView):
    """A held message. Without `text`, which this deployment does not keep or which was cut, it can only be denied."""

    name: str | None
    text: str | None


class DecidedView(HoldStateView):
    """A hold just decided. A release takes `parts` events, of which `sent` have been sent; the others follow."""

    sent: int
    parts: int


def hold_view(hold: Hold, now: float) -> HoldView:
    """A hold as answered."""
    return HoldView.model_validate({**_members(hold, now), "name": hold.name or None, "text": hold.text})


def hold_state_view(hold: Hold, now: float) -> HoldStateView:
    """How a hold stands; answers to POST are remembered for a day and tell no text."""
    return HoldStateView.model_validate(_members(hold, now))


def decided_view(decided: Decided, now: float) -> DecidedView:
    """A decision about a hold as answered."""
    return DecidedView.model_validate({**_members(decided.hold, now), "sent": decided.sent, "parts": decided.parts})


def _members(hold: Hold, now: float) -> dict[str, object]:
    claimant = hold.claimant_at(now)
    return {
        "hold_id": hold.hold_id,
        "room_id": hold.room_id,
        "user_id": hold.user_id,
        "status": hold.status_at(now),
        "held_at": time_of_ms(hold.at_ms),
        "expires_at": time_of_ms(hold.expires_at_ms),
        "remaining_seconds": max(0, -int((now * 1000 - hold.expires_at_ms) // 1000)),
        "claimed_by": claimant or None,
        "claimed_until": time_of_ms(hold.claimed_until_ms) if claimant else None,
        "decided_by": hold.decided_by or None,
        "decided_at": time_of_ms(hold.decided_at_ms) if hold.decided_by else None,
        "reason": hold.reason or None,
        "rule_id": hold.rule_id,
        "reason_code": hold.reason_code,
    }
