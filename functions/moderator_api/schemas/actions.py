"""Actions and purges on the wire."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import Field

from moderation.delivery.records import Action
from moderation.services.purges import SINCE_SECONDS_MAX, Purged

from .times import time_of
from .wire import Body, ChatId, Reason, View

Status = Literal["pending", "done", "failed", "expired"]
StatusQuery = Annotated[Status, Query(description="Only actions that stand like this")]
RoomQuery = Annotated[ChatId | None, Query(alias="roomId", description="Only actions in this room")]
OperationQuery = Annotated[
    str, Query(pattern="^[A-Za-z]{1,64}$", description="Only this operation, e.g. DisconnectUser")
]
ActionId = Annotated[str, Path(pattern="^[a-zA-Z0-9._-]{1,120}$", description="Action id")]


class ActionView(View):
    """A call on IVS Chat, made or to be made.

    `attempts` counts how often it was tried; one that is pending is taken up from `dueAt` on. `outcome` is the id that
    IVS Chat gave to it, what IVS Chat last refused it with, or why it ended without its call. No `roomId`: it concerns
    no single room.
    """

    action_id: str
    operation: str
    room_id: str | None
    arguments: dict[str, object]
    status: Status
    outcome: str | None
    attempts: int
    requested_by: str
    requested_at: str
    due_at: str
    expires_at: str | None
    ended_at: str | None


class Purge(Body):
    """Which of a user's messages to delete: those of the last `sinceSeconds`."""

    since_seconds: Annotated[int, Field(ge=1, le=SINCE_SECONDS_MAX)] = 600
    reason: Reason | None = None


class PurgeView(View):
    """What a purge set off. `queued` deletions follow; without `complete` the chat log may hold more messages.

    Those on their way into the chat log are found by a second look some 20 seconds later in any case.
    """

    action_id: str
    since: str
    queued: int
    complete: bool
    event_sent: bool


def action_view(action: Action) -> ActionView:
    """An action as answered."""
    intent = action.intent
    return ActionView(
        action_id=intent.action_id,
        operation=intent.operation,
        room_id=intent.room_id or None,
        arguments=dict(intent.arguments),
        status=action.status,  # type: ignore[arg-type]  # validated on the way out
        outcome=action.outcome or None,
        attempts=action.attempt,
        requested_by=intent.by,
        requested_at=time_of(intent.at),
        due_at=time_of(action.due_at),
        expires_at=None if intent.expires_at is None else time_of(intent.expires_at),
        ended_at=None if action.ended_at is None else time_of(action.ended_at),
    )


def purge_view(purged: Purged) -> PurgeView:
    """A purge as answered."""
    return PurgeView(
        action_id=purged.action_id,
        since=time_of(purged.since),
        queued=purged.queued,
        complete=purged.complete,
        event_sent=purged.event_sent,
    )
