"""What the rules of one review look at."""

from moderation.message import Message
from moderation.state import SenderState
from moderation.text import Readings


class Subject:
    """A message with its readings (made once, shared by all rules), the sender's state and the time.

    `modes` holds the names of the room modes in force at `now` (epoch seconds).
    """

    __slots__ = ("content", "message", "modes", "now", "readings", "state")

    def __init__(
        self, message: Message, readings: Readings, state: SenderState, modes: dict[str, dict[str, object]], now: float
    ) -> None:
        self.message = message
        self.content = message.content
        self.readings = readings
        self.state = state
        self.modes = modes
        self.now = now
