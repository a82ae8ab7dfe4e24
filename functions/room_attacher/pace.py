"""IVS Chat allows 5 GetRoom, ListRooms and UpdateRoom a second to an account; people's calls need some of it."""

import time
from collections.abc import Callable

CALLS_PER_SECOND = 4


class Pace:
    """Called before each step, it waits until the step may begin."""

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = 0.0

    def __call__(self) -> None:
        """Wait."""
        now = self._monotonic()
        if self._next > now:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + 1 / CALLS_PER_SECOND
