"""Editors, publishers and a vandal at once, in every order a seed brings: nothing is lost, nothing dead goes live."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from moderation.compiled_form import content_hash
from moderation.errors import ChangedMeanwhile, Conflict, PreconditionFailed
from moderation.load import load
from moderation.records import Actor, Request
from moderation.services import policies, publishing
from tests.fakes.world import ROOM, World

SEED = 20261122
STEPS = 10_000
ACTOR = Actor("service", "editors", "service", ("*",), "editors")


class Race:
    """One policy, and people whose reading and writing lie apart; between them anything else may happen."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.world = World()
        self.desk = self.world.desk
        self.seen: Counter[str] = Counter()
        self.requests = 0
        self.read = dict.fromkeys(range(4), 0)
        self.accepted: list[tuple[int, int]] = []
        self.depth = 0
        self._watch_the_ledger()

    def step(self) -> None:
        """One thing that somebody does."""
        act = self.chance.choices(
            (self.reads, self.saves, self.publishes, self.rolls_back, self.damages), (4, 4, 3, 1, 1)
        )[0]
        act()

    def reads(self) -> None:
        editor = self.chance.randrange(4)
        head = self.desk.policy_heads.latest("house")
        self.read[editor] = head.version if head else 0

    def saves(self) -> None:
        editor = self.chance.randrange(4)
        base = self.read[editor]
        word = f"word{self.requests}x"
        rule = {"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": [word]}}
        try:
            saved = policies.save(self.desk, self._request(), "house", {"rules": [rule]}, "", lambda now: now == base)
        except PreconditionFailed:
            self.seen["refused save"] += 1
            return
        self.accepted.append((base, saved.version))
        self.seen["save"] += 1

    def publishes(self) -> None:
        head = self.desk.policy_heads.latest("house")
        if head:
            version = self.chance.randint(max(1, head.version - 5), head.version)
            scope = self.chance.choice(("*", ROOM))
            self._moves("publish", lambda: publishing.publish(self.desk, self._request(), "house", version, [scope]))

    def rolls_back(self) -> None:
        scope = self.chance.choice(("*", ROOM))
        self._moves("roll back", lambda: publishing.roll_back(self.desk, self._request(), "house", None, [scope]))

    def damages(self) -> None:
        compiled = self.world.state.policies.compiled
        if compiled:
            name = self.chance.choice([*compiled][-6:])
            compiled[name] = compiled[name][: self.chance.randrange(len(compiled[name]))]
            self.seen["damage"] += 1

    def _moves(self, what: str, move: Callable[[], object]) -> None:
        try:
            move()
        except ChangedMeanwhile:
            self.seen[f"{what} given up"] += 1
        except Conflict as refusal:
            self.seen[f"{what} refused: {refusal.code}"] += 1
        else:
            self.seen[what] += 1

    def _request(self) -> Request:
        self.requests += 1
        return Request(ACTOR, f"action{self.requests}", "request")

    def _watch_the_ledger(self) -> None:
        """Others act at the worst moment, just before a transaction; and what goes live is looked at when it does."""
        commit = self.desk.ledger.commit

        def watched(entry: Any, intents: Any, effects: Any) -> bool:
            if self.depth < 2 and self.chance.random() < 0.2:
                self.depth += 1
                self.chance.choice((self.saves, self.publishes, self.rolls_back))()
                self.depth -= 1
            done: bool = commit(entry, intents, effects)
            for effect in effects:
                pointer = getattr(effect, "pointer", None)
                if pointer is not None:
                    data = self.world.state.policies.compiled[pointer.hash]
                    assert content_hash(data) == pointer.hash
                    assert load(data).hash == pointer.hash
                    self.seen["went live"] += 1
            return done

        ledger: Any = self.desk.ledger
        ledger.commit = watched


def test_no_save_is_lost_and_no_dead_version_goes_live(soak_count: Callable[[int], int]) -> None:
    steps = soak_count(STEPS)
    race = Race(SEED)
    for _ in range(steps):
        race.step()
    print(f"{steps} steps, seed {SEED}: {dict(race.seen)}")
    # Every version follows from the one that its editor had read: each was saved by exactly one of them.
    assert sorted(race.accepted) == [(number, number + 1) for number in range(len(race.accepted))]
    head = race.desk.policy_heads.latest("house")
    assert head is not None
    assert head.version == len(race.accepted)
    for what in (
        "save",
        "refused save",
        "publish",
        "publish refused: policy_version_unusable",
        "roll back",
        "went live",
    ):
        assert race.seen[what] >= steps // 200, what
    moves = [
        entry for entry in race.world.state.audit.values() if entry.operation in ("PublishPolicy", "RollBackPolicy")
    ]
    pointers = {"": None, ROOM: None}
    for entry in moves:
        assert entry.before == pointers[entry.room_id], "each move starts where the one before ended"
        pointers[entry.room_id] = entry.after  # type: ignore[assignment]
