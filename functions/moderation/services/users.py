"""What is known of a chat user in a room: sanctions, strikes, what was refused, what viewers saw of them lately."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class UserState:
    """A user in a room. `strikes` is the total as it is now; messages are those that viewers got in the last hour."""

    user_id: str
    room_id: str
    room_sanction: SanctionRecord | None
    everywhere_sanction: SanctionRecord | None
    strikes: float
    decisions: Sequence[DecisionRecord]
    recent: RecentMessages


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
    )
