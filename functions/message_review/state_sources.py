"""The sources of a function that has its tables."""

from lean_edges.pool import STAGE_RECONNECTING_S
from message_review.home import is_home
from message_review.kept import Kept
from message_review.settings import Settings
from message_review.sources import FOREIGN_ROOM, Sources, nothing_known
from message_review.state_round import StateRound
from moderation.message import Message
from moderation.policy import Policy
from moderation.state import SenderState


class StateSources(Sources):
    """State and policies from DynamoDB."""

    __slots__ = ("_kept", "_settings")

    def __init__(self, settings: Settings, kept: Kept, bundled: Policy) -> None:
        super().__init__(bundled)
        self._settings = settings
        self._kept = kept

    def fetch(self, message: Message, context: object, now: float, started: float) -> tuple[SenderState, Policy]:
        """State and policy for a message, within the stage's time; raises for nothing that DynamoDB does."""
        return self.fetch_until(message, context, now, started, started + STAGE_RECONNECTING_S)

    def fetch_until(
        self, message: Message, context: object, now: float, started: float, until: float
    ) -> tuple[SenderState, Policy]:
        """The same, with an end of the stage's time that does not follow from its start."""
        if not is_home(message.room_arn, context, self._settings.region):
            self.notes = {"cause": FOREIGN_ROOM}
            return nothing_known(self._settings), self._policy
        this = StateRound(self._kept, message, now, started, until)
        state, policy = this.run()
        self.notes = this.notes
        return state, policy
