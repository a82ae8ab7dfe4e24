"""IVS Chat throttles half of the calls for a minute, or is away for a quarter of an hour: virtual time, real worker."""

from bisect import bisect_left
from collections.abc import Iterable

import pytest

from moderation.delivery.operations import DELETE_MESSAGE, SEND_EVENT
from moderation.records import Request
from moderation.services import sanctions
from moderation.services.acts import Act, Call, record
from tests.simulation.cloud import Faults
from tests.simulation.invariants import broken
from tests.simulation.world import ROOMS, SERVICE_ACTOR, World

RATE_MAX = 80
SEED = 7


def world_with_outage(*, throttled: float, lost: float, seconds: float) -> World:
    world = World(SEED, Faults(), slots=10)
    chat, kernel = world.chat, world.kernel
    chat.throttled, chat.lost = throttled, lost

    def over() -> None:
        chat.throttled = chat.lost = 0.0

    kernel.at(kernel.now + seconds, over)
    return world


def leave(world: World, operation: str, number: int, after: float) -> None:
    """Something that is left to the runner: a deletion of a purge, an event."""
    arguments: dict[str, dict[str, object]] = {
        DELETE_MESSAGE: {"messageId": f"m{number:011d}"},
        SEND_EVENT: {"eventName": "e", "attributes": {}},
    }
    call = Call(operation, ROOMS[0], arguments[operation], leased=False)
    name = f"{operation}{number}"
    world.kernel.spawn(
        lambda: record(world.desk, Request(SERVICE_ACTOR, name, name), Act(operation, ROOMS[0]), [call]), after=after
    )


def ban(world: World, number: int, after: float) -> None:
    world.ask(
        f"ban{number}",
        lambda asked: sanctions.impose(
            world.desk, asked, sanctions.Asked(ROOMS[0], f"user{number}", "ban", None, "why")
        ),
        after,
    )


def most_in_a_second(times: Iterable[float]) -> int:
    """The most of them within any span of one second, whenever it begins; to the microsecond."""
    ordered = sorted(times)
    return max((bisect_left(ordered, at + 1 - 1e-6) - index for index, at in enumerate(ordered)), default=0)


def by_runner(world: World, operation: str) -> list[float]:
    return [at for at, made in world.chat.arrived if made == operation]


def outcome(world: World) -> dict[str, int]:
    stands: dict[str, int] = {}
    for action in world.state.actions.values():
        stands[action.status] = stands.get(action.status, 0) + 1
    return stands


@pytest.mark.parametrize("operation", [DELETE_MESSAGE, SEND_EVENT])
def test_half_of_the_calls_throttled_for_a_minute_at_eighty_a_second(operation: str) -> None:
    world = world_with_outage(throttled=0.5, lost=0.0, seconds=60)
    began, count = world.kernel.now, 60 * 80
    for number in range(count):
        leave(world, operation, number, number / 80)
    for number in range(120):
        ban(world, number, number / 2)
    assert world.settle(3_600), "not everything came to its end"
    assert broken(world) == []
    assert outcome(world) == {"done": count + 240}
    assert world.workers.dead == []
    calls = by_runner(world, operation)
    fastest = most_in_a_second(calls)
    assert fastest <= RATE_MAX
    first = {about: at for at, made, _, about in reversed(world.chat.calls) if made == "DisconnectUser"}
    waits = sorted(first[f"user{number}"] - began - number / 2 for number in range(120))
    drained = max(at for at, made, _, _ in world.chat.calls if made == operation) - began - 60
    print(
        f"{operation}: {count} at 80/s, 50 % refused for 60 s, seed {SEED}: {len(calls)} calls, at most {fastest} in a "
        f"second, the last {drained:.1f} s after arrivals stopped; disconnections median {waits[60]:.2f} s, "
        f"p99 {waits[118]:.1f} s; dead letters 0"
    )
    assert drained < 60


def test_away_for_a_quarter_of_an_hour() -> None:
    world = world_with_outage(throttled=0.0, lost=1.0, seconds=900)
    began = world.kernel.now
    for number in range(1_000):
        leave(world, DELETE_MESSAGE, number, number * 0.9)
    for number in range(100):
        ban(world, number, number * 9)
    lifted = [*range(0, 100, 2)]
    for number in lifted:
        world.ask(
            f"lift{number}",
            lambda asked, user=f"user{number}": sanctions.lift(world.desk, asked, ROOMS[0], user, "why"),  # type: ignore[misc]  # the default binds it
            number * 9 + 4,
        )
    assert world.settle(3 * 3_600), "not everything came to its end"
    assert broken(world) == []
    assert outcome(world) == {"done": 1_000 + 100, "expired": 100}, "who was unbanned meanwhile is left alone"
    assert world.workers.dead == []
    for operation in (DELETE_MESSAGE, "DisconnectUser"):
        assert most_in_a_second(by_runner(world, operation)) <= RATE_MAX
    made = sorted(at - began - 900 for at, operation, _, _ in world.chat.calls if operation == DELETE_MESSAGE)
    print(
        f"away for 900 s, seed {SEED}: {len(world.chat.arrived)} calls tried; 1,000 deletions that had waited were "
        f"done from {made[0]:.1f} s to {made[-1]:.1f} s after its end"
    )
    assert made[0] >= 0
    assert made[-1] < 60


def test_a_thousand_duplicates_at_once_are_one_act() -> None:
    world = World(SEED, Faults(doubled=1.0), slots=10)
    for _ in range(1_000):
        ban(world, 1, 0.0)
    (name,) = {"ban1"}
    assert world.settle(3_600)
    assert [entry.entry_id for _, entry in world.ledger.committed] == [name]
    assert set(world.state.actions) == {name, f"{name}-1"}
    assert outcome(world) == {"done": 2}
    assert [each.kind for each in world.state.sanctions.values()] == ["ban"]
    print(f"1,000 duplicates at once: 1 entry, 1 sanction, {len(world.chat.calls)} calls of 2 intents")
