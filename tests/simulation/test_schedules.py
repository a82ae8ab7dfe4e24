"""Seeded schedules: whatever crashes, gets lost, comes twice or late, the promises of bans, ledger and actions hold."""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from moderation.delivery import run as running
from moderation.services import disconnections, sanctions
from tests.simulation import cloud
from tests.simulation.schedules import drawn, played

SCHEDULES = 100_000
FIRST_SEED = 1
# A failing schedule is played again, alone, with this variable set to its seed.
REPLAY = "SIMULATION_SEED"


# The whole count takes some minutes on a quiet core.
@pytest.mark.timeout(1_800)
def test_every_schedule_keeps_every_promise(soak_count: Callable[[int], int]) -> None:
    wanted = os.environ.get(REPLAY)
    seeds = [int(wanted)] if wanted else range(FIRST_SEED, FIRST_SEED + soak_count(SCHEDULES))
    seen: Counter[str] = Counter()
    for seed in seeds:
        world = drawn(seed)
        problems = played(world)
        assert problems == [], f"seed {seed}: replay with {REPLAY}={seed}"
        seen.update(entry.operation for _, entry in world.ledger.committed)
        seen.update(f"{action.status} {action.outcome}".strip() for action in world.state.actions.values())
        seen["calls"] += len(world.chat.calls)
        seen["messages and tokens"] += len(world.seen)
        seen["dead letters"] += len(world.workers.dead)
    print(f"{len(seeds)} schedules from seed {seeds[0]}: {dict(seen.most_common())}")
    if not wanted:
        for kind in ("LiftSanction", "PurgeUser", "expired no_longer_banned", "failed ThrottlingException"):
            assert seen[kind] > len(seeds) // 200, f"too few of {kind} to mean something"


def test_a_seed_tells_all_of_its_schedule() -> None:
    for seed in range(50):
        first, second = drawn(seed), drawn(seed)
        played(first)
        played(second)
        assert first.chat.calls == second.chat.calls
        assert first.ledger.committed == second.ledger.committed
        assert first.state.actions == second.state.actions


def _first_found(broken_with: str, within: int = 10_000) -> int:
    for seed in range(within):
        if any(broken_with in problem for problem in played(drawn(seed))):
            return seed
    raise AssertionError(f"nothing noticed in {within} schedules")


@pytest.mark.parametrize(
    ("module", "name", "wrong", "broken_with"),
    [
        (disconnections, "AGAIN_AFTER_SECONDS", 30, "banned and still connected"),
        (disconnections, "disconnections_of", lambda *_, **__: [], "banned and still connected"),
        (sanctions, "first_version", lambda _: 1, "had not seen"),
        (running, "still_banned", lambda *_: True, "thrown out"),
        (running, "PASSING", frozenset(), "given up"),
        (cloud, "sweep", lambda _: None, "never"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_schedules_notice_what_is_broken(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, wrong: Any, broken_with: str
) -> None:
    """Each of the product's precautions, taken away, breaks a promise within a few thousand schedules."""
    monkeypatch.setattr(module, name, wrong)
    if name == "disconnections_of":
        monkeypatch.setattr(sanctions, name, wrong)
    print(f"without {name}: seed {_first_found(broken_with)}")
