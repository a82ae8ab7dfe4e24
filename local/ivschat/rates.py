"""Requests per second, counted over a sliding second, so that no second ever holds more than the limit.

AWS does not say how it counts. This is the strictest reading: a client that passes here passes any of the others.
"""

from collections import deque

_SECOND_NS = 1_000_000_000


class Window:
    """The moments of the requests admitted during the last second."""

    __slots__ = ("_admitted", "limit", "name")

    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self.limit = limit
        self._admitted: deque[int] = deque()

    def full(self, now_ns: int) -> bool:
        while self._admitted and self._admitted[0] <= now_ns - _SECOND_NS:
            self._admitted.popleft()
        return len(self._admitted) >= self.limit

    def record(self, now_ns: int) -> None:
        self._admitted.append(now_ns)


def admit(now_ns: int, *windows: Window) -> Window | None:
    """The first window that has no room, or None and the request counts in all of them. Refused ones count nowhere."""
    for window in windows:
        if window.full(now_ns):
            return window
    for window in windows:
        window.record(now_ns)
    return None
