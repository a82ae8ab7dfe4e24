"""Lines of one sender in many hands at once, with crashes between any two calls: each message counts once."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ledger_writer.patience import Patience
from moderation.errors import ChangedMeanwhile
from moderation.ladder import NEAR_ENOUGH, Ladder, Step, decayed
from moderation.ledger.records import DecisionRecord
from moderation.ledger.retention import Retention
from moderation.ledger.strikes import MARKS_MAX
from moderation.services import struck
from moderation.services.struck import StrikesDesk, file_struck
from moderation.state import BAN, TIMEOUT
from tests.fakes import decisions as fakes
from tests.fakes.state import InMemoryLedger, InMemoryModerators, InMemorySanctions, InMemoryState
from tests.simulation.kernel import Kernel, Stepping

SCHEDULES = 20_000
ROOM, SENDER = "room00000001", "ada"
HALF_LIFE = 604_800
# Lambda delivers a batch again after a minute, and may have two at once.
AGAIN_AFTER_S = 60.0
LADDERS = (Ladder(HALF_LIFE, ()), Ladder(HALF_LIFE, (Step(6, TIMEOUT, 600), Step(30, BAN, None))))


class Clock:
    """The kernel's."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel

    def now(self) -> float:
        return self._kernel.now


class OneLadder:
    """Of every policy."""

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder

    def of(self, decision: DecisionRecord) -> Ladder:
        return self._ladder


class Played:
    """A seeded schedule: messages of one sender, each delivered more than once, some of the times to who dies of it."""

    def __init__(self, seed: int) -> None:
        self.kernel = kernel = Kernel(seed)
        dice = kernel.random
        self.state = InMemoryState()
        self.ladder = dice.choice(LADDERS)
        self.desk = StrikesDesk(
            clock=Clock(kernel),
            ledger=self._stepping(InMemoryLedger(self.state)),
            sanctions=self._stepping(InMemorySanctions(self.state)),
            moderators=self._stepping(InMemoryModerators(self.state)),
            filing=self._stepping(fakes.InMemoryFiling(self.state.book)),
            strikes=self._stepping(fakes.InMemoryStrikes(self.state.book)),
            ladders=OneLadder(self.ladder),
            retention=Retention(),
        )
        self.decisions = [_decision(number, dice) for number in range(dice.choice((2, 3, 12, 30)))]
        spread = dice.choice((0.05, 0.3, 200.0))
        crowd = dice.choice((0.0, 0.3, 0.8))
        for decision in self.decisions:
            self._deliver(decision, dice.random() * spread, dies_at=dice.randint(1, 14) if dice.random() < crowd else 0)
            while dice.random() < 0.3:
                again = dice.choice((spread, AGAIN_AFTER_S))
                # A process that stands still between two calls acts on what was true long ago.
                self._deliver(
                    decision, dice.random() * again, dice.randint(0, 14), slowness=dice.choice((1.0, 2_000.0))
                )
            self._deliver(decision, 300 + dice.random() * spread)
        kernel.run(lambda: False, kernel.now + 10_000)
        kernel.close()

    def problems(self) -> list[str]:
        """Promises that are broken."""
        found, book = [], self.state.book
        if set(book.decisions) != {decision.message_id for decision in self.decisions}:
            found.append("a decision is missing")
        total = book.strikes[SENDER, ROOM]
        expected = sum(decayed(each.strikes, (total.at_ms - each.at_ms) / 1000, HALF_LIFE) for each in self.decisions)
        if total.total != pytest.approx(expected):
            found.append(f"{total.total} strikes instead of {expected}")
        if len(total.marks) > 2 * MARKS_MAX:
            found.append(f"{len(total.marks)} marks are kept")
        reached = [step.kind for step in self.ladder.steps if step.strikes <= expected + NEAR_ENOUGH]
        sanction = self.state.sanctions.get((SENDER, ROOM))
        if reached and (sanction is None or sanction.kind != reached[-1]):
            found.append(f"{reached[-1]} reached and {sanction}")
        return found

    def _stepping(self, port: object) -> Any:
        return Stepping(self.kernel, port)

    def _deliver(self, decision: DecisionRecord, after: float, dies_at: int = 0, slowness: float = 1.0) -> None:
        patience = Patience(self.kernel.sleep)

        def work() -> None:
            try:
                patience.until_unchanged(lambda: file_struck(self.desk, decision))
            except ChangedMeanwhile:
                # The batch fails; Lambda hands it over again.
                self._deliver(decision, AGAIN_AFTER_S)

        self.kernel.spawn(work, after=after, dies_at=dies_at, slowness=slowness)


def _decision(number: int, dice: random.Random) -> DecisionRecord:
    return DecisionRecord(
        message_id=f"message{number:05d}",
        room_id=ROOM,
        verdict="DENY",
        at_ms=1_800_000_000_000 + dice.randint(0, 5_000),
        elapsed_ms=1.0,
        environment="env",
        sequence=number + 1,
        user_id=SENDER,
        rule_id="hate",
        strikes=dice.choice((1.0, 2.0, 3.5)),
    )


@pytest.mark.timeout(900)
def test_each_message_counts_once_whatever_dies(soak_count: Callable[[int], int]) -> None:
    count = soak_count(SCHEDULES)
    sanctioned = 0
    for seed in range(1, count + 1):
        played = Played(seed)
        assert played.problems() == [], f"seed {seed}"
        sanctioned += bool(played.state.sanctions)
    print(f"{count} schedules from seed 1, {sanctioned} with a sanction: every message counted once")
    assert sanctioned > count // 10


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("marked", lambda total, _: total),
        ("without_marks", lambda total, _known, _gone: replace(total, marks={})),
        ("to_look_up", lambda _: []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_schedules_notice_what_is_broken(monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any) -> None:
    """Each precaution, taken away, breaks a promise within some hundred schedules."""
    monkeypatch.setattr(struck, name, wrong)
    seed = next((seed for seed in range(1, 2_000) if Played(seed).problems()), None)
    print(f"without {name}: seed {seed}")
    assert seed is not None
