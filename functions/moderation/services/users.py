"""What is known of a chat user in a room: sanctions, strikes, what was refused, what was done, what viewers saw."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..audit import OF_NO_USER
from ..chain.ports import AuditFilter
from ..chain.records import ReadablePart, StoredEntry
from ..ledger.records import DecisionFilter, DecisionRecord
from ..ledger.strikes import total_at
from ..reconciliation.records import RecentMessages
from ..records import Request, SanctionRecord
from ..tables import ALL_ROOMS
from .desk import Desk
from .sanctions import in_force
from .targets import require_room

DECISIONS_MAX = 20
MESSAGES_MAX = 20
MESSAGES_SECONDS = 3_600
HISTORY_MAX = 50
HISTORY_SECONDS = 30 * 86_400


@dataclass(frozen=True, slots=True)
class UserState:
    """A user in a room. `strikes` is the total as it is now; messages are those that viewers got in the last hour.

    `history` are acts that concern the user here or in all rooms, of the last 30 days, newest first.
    """

    user_id: str
    room_id: str
    room_sanction: SanctionRecord | None
    everywhere_sanction: SanctionRecord | None
    strikes: float
    decisions: Sequence[DecisionRecord]
    recent: RecentMessages
    history: Sequence[tuple[StoredEntry, ReadablePart]]


def user_state(desk: Desk, request: Request, room_id: str, user_id: str) -> UserState:
    """A user's state in a room; of a user who never was here everything is empty."""
    require_room(desk, request.actor, "users.read", room_id)
    now = desk.clock.now()
    wanted = DecisionFilter(room_id=room_id)
    return UserState(
        user_id=user_id,
        room_id=room_id,
        room_sanction=in_force(desk, user_id, room_id),
        everywhere_sanction=in_force(desk, user_id, ALL_ROOMS),
        strikes=total_at(desk.strikes.get(user_id, room_id), now),
        decisions=desk.decisions.by_user(user_id, wanted, DECISIONS_MAX, "").items,
        recent=desk.chat_log.recent(room_id, user_id, now - MESSAGES_SECONDS, MESSAGES_MAX),
        history=_history(desk, room_id, user_id, now),
    )


def _history(desk: Desk, room_id: str, user_id: str, now: float) -> list[tuple[StoredEntry, ReadablePart]]:
    """What was done in other rooms is their moderators' business."""
    wanted = AuditFilter(since=now - HISTORY_SECONDS, until=now + 1, subject=user_id)
    found = desk.audit.trail.search(wanted, HISTORY_MAX, "").items
    here = [entry for entry in found if entry.room_id in ("", room_id) and entry.operation not in OF_NO_USER]
    words = desk.audit.trail.readable([entry.entry_id for entry in here])
    return [(entry, words[entry.entry_id]) for entry in here if entry.entry_id in words]
