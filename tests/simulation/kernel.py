"""Virtual time, and processes that give way at every call they make on the world; all of it follows from one seed."""

import heapq
import random
from collections.abc import Callable
from typing import Any

from greenlet import getcurrent, greenlet

Work = Callable[[], object]


class Killed(BaseException):
    """What ends a process without its noticing: no handler of the code under test catches it."""


class Process(greenlet):  # type: ignore[misc]  # greenlet comes without types
    """One run of a function, or of whoever calls it. It dies at its step `dies_at`, or when its time is up."""

    def __init__(self, kernel: "Kernel", work: Work, dies_at: int, slowness: float) -> None:
        super().__init__(self._live, kernel.main)
        self._kernel = kernel
        self.began = kernel.now
        self.killed = False
        self._work = work
        self._steps_left = dies_at
        self.slowness = slowness

    def step(self) -> None:
        """Where a process may die."""
        self._steps_left -= 1
        if self.killed or self._steps_left == 0:
            self.killed = True
            raise Killed

    def _live(self) -> None:
        try:
            self._work()
        except Killed:
            return
        finally:
            self._kernel.alive.discard(self)


class Kernel:
    """A seeded world's clock and scheduler. `latency` is what a call takes each way, at most, in seconds."""

    def __init__(self, seed: int, latency: float = 0.02) -> None:
        self.random = random.Random(seed)
        self.now = 1_800_000_000.0
        self.main = getcurrent()
        self._latency = latency
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._count = 0
        self.alive: set[Process] = set()

    def at(self, time: float, wake: Callable[[], object]) -> None:
        """Have something done at a time; what was asked for first goes first."""
        self._count += 1
        heapq.heappush(self._due, (time, self._count, wake))

    def spawn(
        self, work: Work, *, after: float = 0.0, dies_at: int = 0, limit: float = 0.0, slowness: float = 1.0
    ) -> None:
        """Begin a process after a while; with a limit, it is killed that long after its beginning."""

        def begin() -> None:
            process = Process(self, work, dies_at or -1, slowness)
            self.alive.add(process)
            if limit:
                self.at(self.now + limit, lambda: setattr(process, "killed", True))
            process.switch()

        self.at(self.now + after, begin)

    def sleep(self, seconds: float) -> None:
        """Let others run meanwhile."""
        process = self.process
        if process.killed:
            raise Killed
        self.at(self.now + seconds, process.switch)
        self.main.switch()
        if process.killed:
            raise Killed

    @property
    def process(self) -> Process:
        """The one that is running."""
        process = getcurrent()
        assert isinstance(process, Process)
        return process

    def call(self, method: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """A call on the world: it takes effect in one moment, and the caller may die before, after, or in between."""
        process = self.process
        process.step()
        self.sleep(self.random.random() * self._latency * process.slowness)
        answer = method(*arguments, **named)
        process.step()
        self.sleep(self.random.random() * self._latency * process.slowness)
        return answer

    def run(self, until: Callable[[], bool], deadline: float) -> bool:
        """Go on until nothing is left to do, or until the condition holds; whether that was before the deadline."""
        while self._due:
            time, _, wake = heapq.heappop(self._due)
            if time > deadline:
                return False
            self.now = time
            wake()
            if until():
                return True
        return True

    def close(self) -> None:
        """End whatever is still going on: what a suspended process holds, nothing else would let go."""
        self._due.clear()
        for process in [*self.alive]:
            process.killed = True
            process.switch()


class Stepping:
    """A port whose every call takes time and may be its caller's last."""

    def __init__(self, kernel: Kernel, port: object) -> None:
        self._kernel = kernel
        self._port = port

    def __getattr__(self, name: str) -> Any:
        method, kernel = getattr(self._port, name), self._kernel

        def call(*arguments: Any, **named: Any) -> Any:
            return kernel.call(method, *arguments, **named)

        setattr(self, name, call)
        return call
