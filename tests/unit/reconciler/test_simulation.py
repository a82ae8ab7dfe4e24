"""Whole histories in virtual time: decision lines early, late, twice or never; logs twice; parts that fail for a while.

Every message has a truth that the history knows and the reconciler does not. At the end of each history nothing may
wait, and exactly the right messages are gone, each with one audit entry and one intent.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moderation.errors import Unavailable
from moderation.reconciliation.judgement import PUT_OFF, WAIT_SECONDS
from moderation.reconciliation.reconcile import Reconciler
from moderation.reconciliation.records import DeliveredMessage
from tests.fakes.reconciliation import ReconcilerWorld
from tests.unit.reconciler.build import CLEAN, DENIED, MASKED, NOW, decision, delivered, packed

HISTORIES = 10_000
SEED = 20261122
# A message without a line is given up at the end of the last wait after the look that found nothing; at the end of the
# first if policy and state are what they were when it was sent.
PATIENCE_S = sum(WAIT_SECONDS)
PATIENCE_SAME_THEN_S = WAIT_SECONDS[0]
# From a message to its record in the chat log.
LOGGED_AFTER_S = (1.0, 20.0)


@dataclass
class Truth:
    """What a message is: which line it gets, and when that line arrives after the message (None: never)."""

    message: DeliveredMessage
    kind: str
    line_after_s: float | None
    patience_s: float

    def must_go(self, first_tried: float, last_done: float) -> bool | None:
        """Whether it must be removed; None if a line came after our patience and before the last look.

        `first_tried` is when it was looked at for the first time, `last_done` the last time that nothing failed.
        """
        passes = self.message.content == CLEAN
        arrives = float("inf") if self.line_after_s is None else self.message.at + self.line_after_s
        match self.kind:
            case "deny":
                return arrives <= last_done or not passes
            case "allow" | "mask_kept" if not passes:
                if arrives <= first_tried + self.patience_s:
                    return False
                return True if arrives > last_done else None
        return self.kind not in ("allow", "mask_kept") and not passes


class History:
    """One run: a few messages, and what happens to them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = ReconcilerWorld()
        # The bundled policy, which judges here, is known to be in force since the reconciler began.
        same_then = self.random.random() < 0.5
        self.patience_s = PATIENCE_SAME_THEN_S if same_then else PATIENCE_S
        self.world.clock.time = NOW - 100 if same_then else NOW
        self.reconciler = Reconciler(self.world.desk)
        self.world.clock.time = NOW
        self.truths: dict[str, Truth] = {}
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        self.first_tried: dict[str, float] = {}
        self.last_done: dict[str, float] = {}
        for number in range(self.random.randint(1, 4)):
            self._plan(number)
        if self.random.random() < 0.3:
            self._plan_outage()

    def at(self, time: float, what: Callable[[], None]) -> None:
        self.events.append((time, len(self.events), what))

    def run(self) -> None:
        """Play until nothing is left to happen."""
        world = self.world
        while self.events or world.rechecks.waiting:
            self.events.sort(key=lambda event: event[:2])
            queue_at = world.rechecks.waiting[0][0] if world.rechecks.waiting else float("inf")
            if self.events and self.events[0][0] <= queue_at:
                world.clock.time, _, what = self.events.pop(0)
                what()
            else:
                self._from_queue(queue_at)

    def _from_queue(self, time: float) -> None:
        world = self.world
        world.clock.time = time
        _, _, recheck = world.rechecks.waiting.pop(0)
        world.rechecks.waiting.sort()
        self.first_tried.setdefault(recheck.message.message_id, time)
        try:
            self.reconciler.look_again(recheck)
        except Unavailable:
            # SQS brings it back by itself.
            world.rechecks.later(recheck, 30)
        else:
            self.last_done[recheck.message.message_id] = time

    def _plan(self, number: int) -> None:
        chance = self.random
        kind = chance.choice(("allow", "allow", "deny", "degraded", "altered", "mask_kept", "nothing"))
        content = chance.choice((CLEAN, CLEAN, DENIED, MASKED))
        message = delivered(f"m{number}", content, at=NOW + chance.uniform(0, 5))
        late = chance.choice((0.2, 2.0, 15.0, 40.0, 200.0))
        after = None if kind == "nothing" else chance.uniform(0.05, late)
        self.truths[message.message_id] = Truth(message, kind, after, self.patience_s)
        if after is not None:
            for copy in range(chance.randint(1, 2)):
                self.at(message.at + after + copy, lambda: self._line(message, kind))
        logged = message.at + chance.uniform(*LOGGED_AFTER_S)
        for copy in range(chance.randint(1, 2)):
            self.at(logged + copy * chance.uniform(0, 60), lambda: self._look(message))

    def _plan_outage(self) -> None:
        start = NOW + self.random.uniform(0, 60)
        what: Any = self.random.choice((self.world.decisions, self.world.state, self.world.events))

        def broken(value: bool) -> Callable[[], None]:
            return lambda: setattr(what, "broken", value)

        self.at(start, broken(True))
        self.at(start + self.random.uniform(1, 120), broken(False))

    def _look(self, message: DeliveredMessage) -> None:
        now = self.world.clock.now()
        self.first_tried.setdefault(message.message_id, now)
        (finding,) = self.reconciler.look([message])
        if finding.outcome != PUT_OFF:
            self.last_done[message.message_id] = now

    def _line(self, message: DeliveredMessage, kind: str) -> None:
        decisions = self.world.decisions
        match kind:
            case "allow":
                decisions.packed[message.message_id] = packed(message)
            case "mask_kept":
                decisions.filed.setdefault(message.message_id, decision(message, "MASK"))
            case "deny":
                decisions.filed.setdefault(message.message_id, decision(message, "DENY", elapsed_ms=900.0))
            case "degraded":
                decisions.filed.setdefault(message.message_id, decision(message, degraded="sanctions"))
            case _:
                decisions.packed[message.message_id] = packed(message, content="what we let pass")


def test_histories_end_with_exactly_the_right_messages_gone(soak_count: Callable[[int], int]) -> None:
    histories = soak_count(HISTORIES)
    removed = waited = undecided = 0
    for number in range(histories):
        history = History(SEED + number)
        history.run()
        world, where = history.world, f"seed {SEED + number}"
        gone = world.removed()
        assert set(world.state.audit) == {f"fallback-{message_id}" for message_id in gone}, where
        assert len(world.state.intents) == len(gone), where
        assert {event.id for event in world.events.published} == set(world.state.audit), where
        for message_id, truth in history.truths.items():
            expected = truth.must_go(history.first_tried[message_id], history.last_done[message_id])
            undecided += expected is None
            assert expected is None or (message_id in gone) == expected, f"{where}: {truth}"
        removed += len(gone)
        waited += any(last > history.first_tried[each] for each, last in history.last_done.items())
    print(f"histories: {histories}, seed: {SEED}, removed: {removed}, with waits: {waited}, either way: {undecided}")
    assert removed > histories / 4, "histories that remove nothing would prove nothing"
    assert waited > histories / 10
    assert undecided < histories / 10, "most histories leave no doubt"


def test_an_allow_that_comes_within_patience_always_stands() -> None:
    for after in (*range(1, 95), 99):
        world = ReconcilerWorld()
        reconciler, message = Reconciler(world.desk), delivered("m1", DENIED, at=NOW)
        logged = NOW + 10
        world.clock.time = logged
        reconciler.look([message])
        while world.rechecks.waiting:
            due, _, recheck = world.rechecks.waiting.pop()
            if NOW + after <= due:
                world.decisions.packed["m1"] = packed(message)
            world.clock.time = due
            reconciler.look_again(recheck)
        assert (world.removed() == set()) == (after <= 10 + PATIENCE_S), after
