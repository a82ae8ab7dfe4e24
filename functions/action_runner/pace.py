"""IVS Chat allows 100 calls a second of each operation to an account; the runner keeps to 80, people's calls need some.

Each queue's mapping runs at most ten invocations at once, and within an invocation, its end included, calls are 2/15 s
apart. So no second sees more than eight calls of one invocation, though one call may travel 66 ms faster than another:
80 in all, 75 on average, with nothing shared between environments and whatever environment an invocation meets.
"""

import time
from collections.abc import Callable, Mapping, Sequence

from moderation.ports import ChatMessaging
from moderation.records import ChatToken

INVOCATIONS_AT_ONCE = 10
CALLS_PER_SECOND_MAX = 80
SECONDS_BETWEEN_CALLS = 2 / 15


class Pace:
    """One environment's; it runs one invocation at a time."""

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = 0.0

    def rest(self) -> None:
        """Wait until a call may be made; an invocation ends with it."""
        left = self._next - self._monotonic()
        if left > 0:
            self._sleep(left)

    def take_turn(self) -> None:
        """The same, and the call is made now."""
        self.rest()
        self._next = self._monotonic() + SECONDS_BETWEEN_CALLS


class PacedMessaging:
    """IVS Chat's messaging at that pace."""

    def __init__(self, chat: ChatMessaging, pace: Pace) -> None:
        self._chat = chat
        self._pace = pace

    def delete_message(self, room_id: str, message_id: str, reason: str) -> str:
        """In turn."""
        self._pace.take_turn()
        return self._chat.delete_message(room_id, message_id, reason)

    def disconnect_user(self, room_id: str, user_id: str, reason: str) -> None:
        """In turn."""
        self._pace.take_turn()
        self._chat.disconnect_user(room_id, user_id, reason)

    def send_event(self, room_id: str, name: str, attributes: Mapping[str, str]) -> str:
        """In turn."""
        self._pace.take_turn()
        return self._chat.send_event(room_id, name, attributes)

    def create_token(
        self, room_id: str, user_id: str, capabilities: Sequence[str], minutes: int, attributes: Mapping[str, str]
    ) -> ChatToken:
        """In turn."""
        self._pace.take_turn()
        return self._chat.create_token(room_id, user_id, capabilities, minutes, attributes)
