"""Sanctions on the wire."""

from typing import Annotated, Literal

from pydantic import Field

from moderation.records import SanctionRecord
from moderation.services.sanctions import SECONDS_MAX
from moderation.tables import ALL_ROOMS

from .times import time_of
from .wire import Body, Reason, View

Kind = Literal["warning", "timeout", "ban"]


class Impose(Body):
    """A sanction to impose. A timeout needs `seconds`; a ban without them has no end; a warning lasts a day by default.

    `replace` lets it take the place of a stronger sanction that is in force.
    """

    kind: Kind
    seconds: Annotated[int, Field(ge=1, le=SECONDS_MAX)] | None = None
    reason: Reason
    replace: bool = False


class SanctionView(View):
    """A sanction in force. No `roomId`: in all rooms; no `until` and `remainingSeconds`: without end."""

    user_id: str
    room_id: str | None
    kind: Kind
    reason: str
    until: str | None
    remaining_seconds: int | None
    imposed_by: str
    imposed_at: str


class ImposedView(SanctionView):
    """A sanction just imposed, and the rooms that a banned user was disconnected from, or could not be."""

    disconnected: list[str]
    not_disconnected: list[str]


def sanction_view(sanction: SanctionRecord, now: float) -> SanctionView:
    """A sanction as answered."""
    return SanctionView.model_validate(members(sanction, now))


def members(sanction: SanctionRecord, now: float) -> dict[str, object]:
    """The members that every view of a sanction has."""
    return {
        "user_id": sanction.user_id,
        "room_id": None if sanction.scope == ALL_ROOMS else sanction.scope,
        "kind": sanction.kind,
        "reason": sanction.reason,
        "until": None if sanction.until is None else time_of(sanction.until),
        "remaining_seconds": sanction.remaining_seconds(now),
        "imposed_by": sanction.by,
        "imposed_at": time_of(sanction.at),
    }
