"""IVS Chat allows 100 calls a second of each operation to an account; the runner keeps to 80, people's calls need some.

Each queue's mapping runs at most ten invocations at once, and in each of them a call is followed by the next, or by the
invocation's end, after an eighth of a second at the earliest: 10 x 8 = 80 a second, with nothing shared between
environments and whatever environment an invocation meets.
"""

import time
from collections.abc import Callable

INVOCATIONS_AT_ONCE = 10
CALLS_PER_SECOND = 80
SECONDS_PER_CALL = INVOCATIONS_AT_ONCE / CALLS_PER_SECOND


class Pace:
    """Makes what was begun last as long as one call's share of the rate."""

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep

    def begin(self) -> float:
        """When a step began."""
        return self._monotonic()

    def hold(self, began: float) -> None:
        """Wait until the step's share is over."""
        left = began + SECONDS_PER_CALL - self._monotonic()
        if left > 0:
            self._sleep(left)
