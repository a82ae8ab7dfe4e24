"""How a banned user leaves: at once, and once more when no token from before the ban can open a session any more."""

from ..delivery.operations import DISCONNECT_EVERYWHERE, DISCONNECT_USER
from ..delivery.run import WHILE_BANNED
from ..records import SanctionRecord
from ..state import BAN
from ..tables import ALL_ROOMS
from .acts import Call

# A token waits 60 s at most for its connection; a request that found no ban may issue it until the API's function is
# stopped, 29 s after it began; and so long, at most, the ban itself may take from reading the clock to its commit.
AGAIN_AFTER_SECONDS = 120


def disconnections_of(sanction: SanctionRecord, now: float, *, leased: bool) -> list[Call]:
    """The calls that belong to a sanction just imposed: two for a ban, none for anything milder.

    Neither is made once the ban has been lifted. `leased`: the caller makes the first one itself.
    """
    if sanction.kind != BAN:
        return []
    everywhere = sanction.scope == ALL_ROOMS
    operation, room_id = (DISCONNECT_EVERYWHERE, "") if everywhere else (DISCONNECT_USER, sanction.scope)
    arguments = {"userId": sanction.user_id, "reason": sanction.reason, WHILE_BANNED: sanction.scope}
    return [
        Call(operation, room_id, arguments, leased=leased),
        Call(operation, room_id, arguments, not_before=now + AGAIN_AFTER_SECONDS),
    ]
