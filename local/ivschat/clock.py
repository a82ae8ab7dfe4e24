"""The one source of time: real time that can be moved forward, or time that stands still until it is moved."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable

_NANOS = 1_000_000_000


class Timer:
    """A callback that is due at one moment of the clock; `cancel` is safe at any time."""

    __slots__ = ("callback", "due_ns")

    def __init__(self, due_ns: int, callback: Callable[[], None]) -> None:
        self.due_ns = due_ns
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None


class Clock:
    """Epoch time plus timers on the running event loop.

    `frozen_at` (epoch seconds) gives a clock that moves by `advance` alone, so that token life, session ends,
    rates and review deadlines can be met exactly and without waiting.
    """

    def __init__(self, *, frozen_at: float | None = None) -> None:
        self._frozen = frozen_at is not None
        self._base_ns = time.time_ns() if frozen_at is None else int(frozen_at * _NANOS)
        self._started_ns = time.monotonic_ns()
        self._moved_ns = 0
        self._timers: list[tuple[int, int, Timer]] = []
        self._sequence = itertools.count()
        self._wake: asyncio.TimerHandle | None = None

    def now_ns(self) -> int:
        """Epoch nanoseconds; never steps back, whatever happens to the machine's clock."""
        elapsed = 0 if self._frozen else time.monotonic_ns() - self._started_ns
        return self._base_ns + self._moved_ns + elapsed

    def now(self) -> float:
        """Epoch seconds."""
        return self.now_ns() / _NANOS

    def call_later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        timer = Timer(self.now_ns() + int(seconds * _NANOS), callback)
        heapq.heappush(self._timers, (timer.due_ns, next(self._sequence), timer))
        self._arm()
        return timer

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        timer = self.call_later(seconds, lambda: None if woken.done() else woken.set_result(None))
        try:
            await woken
        finally:
            timer.cancel()

    def advance(self, seconds: float) -> None:
        """Move the clock forward and run every timer that became due, in the order of their moments."""
        self._moved_ns += int(seconds * _NANOS)
        self._run_due()

    def _arm(self) -> None:
        """Keep one loop timer, for the earliest pending moment; many cancelled ones cost nothing but a heap entry."""
        while self._timers and self._timers[0][2].callback is None:
            heapq.heappop(self._timers)
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        if self._timers and not self._frozen:
            delay = max(0, self._timers[0][0] - self.now_ns()) / _NANOS
            self._wake = asyncio.get_running_loop().call_later(delay, self._run_due)

    def _run_due(self) -> None:
        now = self.now_ns()
        while self._timers and self._timers[0][0] <= now:
            timer = heapq.heappop(self._timers)[2]
            if timer.callback is not None:
                timer.callback()
        self._arm()
