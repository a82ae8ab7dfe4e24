"""IVS Chat allows 5 GetRoom, ListRooms and UpdateRoom a second to an account; people's calls need some of it."""

import time

CALLS_PER_SECOND = 4


class Pace:
    """Called before each step, it waits until the step may begin."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> None:
        """Wait."""
        now = time.monotonic()
        if self._next > now:
            time.sleep(self._next - now)
        self._next = max(now, self._next) + 1 / CALLS_PER_SECOND
