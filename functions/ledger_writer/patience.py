"""Trying again what others' changes at the same moment made impossible, at random times so that all get through."""

import time
from collections.abc import Callable
from random import SystemRandom

from moderation.errors import ChangedMeanwhile

# Messages of one sender, reviewed by several environments at once, meet at the sender's strike total.
ATTEMPTS = 12
_FIRST_SECONDS = 0.02
_MOST_SECONDS = 1.0


class Patience:
    """`wait` sleeps for so many seconds."""

    def __init__(self, wait: Callable[[float], None] = time.sleep) -> None:
        self._wait = wait

    def until_unchanged(self, attempt: Callable[[], object]) -> None:
        """Make an attempt that reads what it depends on, until nobody else was faster; raises ChangedMeanwhile."""
        for number in range(ATTEMPTS - 1):
            try:
                attempt()
            except ChangedMeanwhile:
                self._wait(min(_MOST_SECONDS, _FIRST_SECONDS * 2**number) * SystemRandom().random())
            else:
                return
        attempt()
