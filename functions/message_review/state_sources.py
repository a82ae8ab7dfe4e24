"""The sources of a function that has its tables."""

from message_review.home import is_home
from message_review.kept import Kept
from message_review.settings import Settings
from message_review.sources import Sources
from message_review.state_round import StateRound
from moderation.message import Message
from moderation.policy import Policy
from moderation.state import COUNTS, SANCTIONS, SETTINGS, SenderState


class StateSources(Sources):
    """State and policies from DynamoDB."""

    __slots__ = ("_cold", "_kept", "_region")

    def __init__(self, settings: Settings, kept: Kept, bundled: Policy) -> None:
        super().__init__(bundled)
        self._kept = kept
        self._region = settings.region
        # INIT has used up part of the first message's 200 ms; connections are made with the second.
        self._cold = settings.on_demand

    def fetch(self, message: Message, context: object, now: float, started: float) -> tuple[SenderState, Policy]:
        """State and policy for a message, within the stage's time; raises for nothing that DynamoDB does."""
        if not is_home(message.room_arn, context, self._region):
            return self._nothing("foreign")
        if self._cold:
            self._cold = False
            return self._nothing("cold")
        this = StateRound(self._kept, message, now, started)
        state, policy = this.run()
        self.notes = this.notes
        return state, policy

    def _nothing(self, cause: str) -> tuple[SenderState, Policy]:
        self.notes = {"cause": cause}
        return SenderState(self._kept.unknown_room, degraded="+".join((SETTINGS, SANCTIONS, COUNTS))), self._policy
