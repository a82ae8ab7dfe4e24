"""The sources of a function that has its tables and was started for a message that waits."""

from time import monotonic

from message_review.home import is_home
from message_review.settings import Settings
from message_review.sources import FOREIGN_ROOM, Sources, nothing_known
from moderation.message import Message
from moderation.policy import Policy
from moderation.state import SenderState

COLD = "cold"
TYPE_CHECKING = False
if TYPE_CHECKING:
    from message_review.state_sources import StateSources


class ColdSources(Sources):
    """INIT has used up part of the first message's 200 ms: it is decided without state. The client is loaded, 10 ms of
    CPU with TLS, and its connections are opened by the second message."""

    __slots__ = ("_connected", "_first", "_settings")

    def __init__(self, settings: Settings, bundled: Policy) -> None:
        super().__init__(bundled)
        self._settings = settings
        self._first = True
        self._connected: StateSources | None = None

    def fetch(self, message: Message, context: object, now: float, started: float) -> tuple[SenderState, Policy]:
        """State and policy for a message, within the stage's time; nothing for the first."""
        if self._first:
            self._first = False
            self.notes = {"cause": COLD if is_home(message.room_arn, context, self._settings.region) else FOREIGN_ROOM}
            return nothing_known(self._settings), self._policy
        if self._connected is None:
            found = self._connect(message, context, now, started)
        else:
            found = self._connected.fetch(message, context, now, started)
        self.notes = self._connected.notes  # type: ignore[union-attr]  # connected by now
        return found

    def _connect(self, message: Message, context: object, now: float, started: float) -> tuple[SenderState, Policy]:
        """The second message: what it takes to load the client must not keep its requests from being sent."""
        from lean_edges.pool import STAGE_RECONNECTING_S
        from message_review.connect import connected_sources

        self._connected = connected_sources(self._settings, self._policy)
        return self._connected.fetch_until(message, context, now, monotonic(), started + STAGE_RECONNECTING_S)
