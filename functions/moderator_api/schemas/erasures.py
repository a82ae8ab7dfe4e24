"""Erasures and exports of what is held, on the wire."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path

from moderation.erasure.records import Erasure, HeldRow

from .times import time_of
from .wire import Body, Reason, View

ErasureId = Annotated[str, Path(pattern="^[a-zA-Z0-9._-]{1,120}$", description="Erasure id")]


class Erase(Body):
    """Why a user is forgotten; forgotten with the user."""

    reason: Reason | None = None


class RemovedView(View):
    """How much went: messages with decision, text, hold and flag; words of audit entries; actions; other rows."""

    messages: int
    audit_entries: int
    actions: int
    rows: int


class ErasureView(View):
    """An erasure. What tables hold is gone once it is `finished`, some minutes after the request; what logs hold runs
    out by `completeBy`. `keptSanctions` are in force and keep the bare user id until they end or are lifted.
    """

    erasure_id: str
    status: Literal["running", "finished"]
    requested_by: str
    requested_at: str
    finished_at: str | None
    complete_by: str
    removed: RemovedView
    kept_sanctions: int


class HeldView(View):
    """Something that is held about a user: a sanction, strikes, tokens issued, a delivered message, a decision with its
    text, a hold, or an audit entry. Without `roomId` it concerns all rooms or none; times are epoch milliseconds.
    """

    kind: Literal["sanction", "strikes", "tokens", "message", "decision", "hold", "audit"]
    room_id: str | None
    data: dict[str, Any]


def erasure_view(erasure: Erasure) -> ErasureView:
    """An erasure as answered."""
    removed = erasure.removed
    return ErasureView(
        erasure_id=erasure.erasure_id,
        status=erasure.status,  # type: ignore[arg-type]  # validated on the way out
        requested_by=erasure.requested_by,
        requested_at=time_of(erasure.requested_at),
        finished_at=None if erasure.finished_at is None else time_of(erasure.finished_at),
        complete_by=time_of(erasure.complete_by),
        removed=RemovedView(
            messages=removed.messages,
            audit_entries=removed.audit_entries,
            actions=removed.actions,
            rows=removed.rows,
        ),
        kept_sanctions=erasure.kept_sanctions,
    )


def held_view(row: HeldRow) -> HeldView:
    """Something held, as answered."""
    return HeldView(kind=row.kind, room_id=row.room_id or None, data=row.members)  # type: ignore[arg-type]  # as above
