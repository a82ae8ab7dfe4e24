"""The audit on the wire."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, StringConstraints

from moderation.chain.proof import Finding
from moderation.services.audit import AuditedAct

from .times import time_of_ms
from .wire import Body, ChatId, View, Visible

RoomQuery = Annotated[ChatId | None, Query(alias="roomId", description="Only what concerns this room")]
ActorQuery = Annotated[str, Visible, Query(max_length=300, description="Only what this actor did, e.g. person:<sub>")]
OperationQuery = Annotated[
    str, Query(pattern="^[A-Za-z]{1,64}$", description="Only this operation, e.g. ImposeSanction")
]
SubjectQuery = Annotated[
    str, Query(min_length=1, max_length=300, description="Only what was done to this user or thing")
]
FormatQuery = Annotated[Literal["jsonl", "csv"], Query(description="JSON Lines, or CSV that no sheet executes")]


class PlaceView(View):
    """Where an entry is linked: its chain (room, or org, and month) and its number in it."""

    chain: str
    sequence: int


class EntryView(View):
    """Who did what to whom, and why. `erased`: what told of the user is gone. Without `link`: not linked yet (seconds).

    Without `roomId` it concerns no single room.
    """

    entry_id: str
    recorded_at: str
    room_id: str | None
    operation: str
    role: str
    actor: str | None
    subject: str | None
    reason: str | None
    before: Any
    after: Any
    request_id: str
    erased: bool
    link: PlaceView | None


class Verify(Body):
    """What to prove: one room or (without `roomId`) all, one month (yyyy-mm) or all; `cursor` goes on with a proof."""

    room_id: ChatId | None = None
    month: Annotated[str, StringConstraints(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$")] | None = None
    cursor: Annotated[str, StringConstraints(max_length=2048)] | None = None


class BreakView(View):
    """What is not as it was recorded, and where. No `sequence`: no link is meant; no `entryId`: no entry is."""

    kind: str
    chain: str
    sequence: int | None
    entry_id: str | None
    detail: str


class ProofView(View):
    """How far the proof went: `entries` proven, of which `erased` have lost their words; `pending` are not linked yet.

    Without `complete` it goes on with `cursor`; `firstBroken` is there if it is not intact.
    """

    intact: bool
    entries: int
    chains: int
    erased: int
    pending: int
    complete: bool
    cursor: str | None
    first_broken: Annotated[BreakView | None, Field(exclude_if=lambda value: value is None)] = None


def entry_view(act: AuditedAct) -> EntryView:
    """An entry as answered."""
    entry, words = act.entry, act.words
    return EntryView(
        entry_id=entry.entry_id,
        recorded_at=time_of_ms(entry.at_ms),
        room_id=entry.room_id or None,
        operation=entry.operation,
        role=entry.role,
        actor=words.actor if words else entry.by or None,
        subject=words.subject or None if words else None,
        reason=words.reason or None if words else None,
        before=words.was if words else None,
        after=words.became if words else None,
        request_id=entry.request_id,
        erased=words is None,
        link=PlaceView(chain=act.linked[0], sequence=act.linked[1]) if act.linked else None,
    )


def break_view(finding: Finding | None) -> BreakView | None:
    """A finding as answered."""
    if finding is None:
        return None
    return BreakView(
        kind=finding.kind,
        chain=finding.chain,
        sequence=finding.sequence or None,
        entry_id=finding.entry_id or None,
        detail=finding.detail,
    )
