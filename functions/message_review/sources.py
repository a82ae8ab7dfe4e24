"""Where a review's state and policy come from."""

from moderation.message import Message
from moderation.policy import Policy
from moderation.state import STATELESS, SenderState

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
