"""Where a review's state and policy come from."""

from message_review.settings import Settings
from moderation.message import Message
from moderation.policy import Policy
from moderation.state import CLOSED, COUNTS, SANCTIONS, SETTINGS, STATELESS, RoomState, SenderState
from moderation.verdict import DENY

FOREIGN_ROOM = "foreign"
Notes = dict[str, object]


class Sources:
    """No table is configured: the bundled policy, and nothing known about room and sender.

    `notes` are what the last message's decision line says about its sources; {} when there is nothing to say.
    """

    __slots__ = ("_policy", "notes")

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.notes: Notes = {}

    def fetch(self, message: Message, context: object, now: float, started: float) -> tuple[SenderState, Policy]:
        """State and policy for a message; `now` in epoch seconds, `started` on the monotonic clock."""
        return STATELESS, self._policy


def nothing_known(settings: Settings) -> SenderState:
    """The state of a message for which none was read: its room fails closed only if the function as a whole does."""
    room = RoomState(fail_mode=CLOSED if settings.fallback == DENY else "")
    return SenderState(room, degraded="+".join((SETTINGS, SANCTIONS, COUNTS)))
