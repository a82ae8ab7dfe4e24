"""SIGKILL at every step of every action, on a store that outlives its processes; then the sweep takes over."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from moderation.delivery.call import SINGLE_CALLS
from moderation.delivery.desk import DeliveryDesk
from moderation.delivery.enqueue import sweep
from moderation.delivery.records import PENDING, Waiting
from moderation.delivery.run import run
from moderation.reconciliation.records import DeliveredMessage
from moderation.records import Request, SanctionRecord
from moderation.services import messages, modes, purges, sanctions
from moderation.services.desk import Desk
from tests.simulation.durable import PORTS, Kept, Store, in_a_process
from tests.simulation.world import ROOMS, SERVICE_ACTOR

ROOM, OTHER = ROOMS
Act = Callable[[Desk, Request], object]
ACTS: dict[str, Act] = {
    "ban": lambda desk, asked: sanctions.impose(desk, asked, sanctions.Asked(ROOM, "ada", "ban", None, "why")),
    "ban everywhere": lambda desk, asked: sanctions.impose(
        desk, asked, sanctions.Asked("*", "ada", "ban", None, "why")
    ),
    "timeout": lambda desk, asked: sanctions.impose(desk, asked, sanctions.Asked(ROOM, "ada", "timeout", 60, "why")),
    "lift": lambda desk, asked: sanctions.lift(desk, asked, ROOM, "bob", "why"),
    "purge": lambda desk, asked: purges.purge(desk, asked, ROOM, "ada", 300, "why"),
    "delete": lambda desk, asked: messages.delete_message(desk, asked, ROOM, "message00001", "why"),
    "disconnect": lambda desk, asked: messages.disconnect_user(desk, asked, ROOM, "ada", "why"),
    "event": lambda desk, asked: messages.send_event(desk, asked, ROOM, "hello", {}),
    "modes": lambda desk, asked: modes.change_modes(desk, asked, ROOM, {"slow": {"seconds": 5}}),
}
STEPS_MAX = 200
NAME = "act"


def prepare(kept: Kept) -> None:
    for room in (ROOM, OTHER):
        kept.chat.add_room(room)
        kept.state.issues["ada", room] = (0, 1, kept.now + 3_600)
    kept.state.sanctions["bob", ROOM] = SanctionRecord("bob", ROOM, "ban", None, "r", "person:x", 1)
    for number in range(3):
        kept.chat_log.delivered.append(DeliveredMessage(f"message{number:05d}", ROOM, "ada", "x", kept.now - number))


def ask(path: Path, act: Act, dies_at: int) -> bool:
    """The API's process."""

    def work() -> None:
        store = Store(path, dies_at)
        ports: dict[str, Any] = dict.fromkeys(Desk.__dataclass_fields__)
        ports |= {name: store.port(name) for name in PORTS if name != "queues"}
        act(Desk(**(ports | {"clock": store})), Request(SERVICE_ACTOR, NAME, NAME))

    return in_a_process(work)


def work_off(path: Path, dies_at: int = 0) -> bool:
    """A runner's process, to which the stream has told nothing: sweep and run what is queued until all has ended."""

    def work() -> None:
        store = Store(path, dies_at)
        ports: dict[str, Any] = {name: store.port(name) for name in DeliveryDesk.__dataclass_fields__ if name in PORTS}
        desk = DeliveryDesk(**ports, clock=store, chance=lambda: 0.5)
        for _ in range(60):
            for waiting in store.taken():
                run(desk, waiting.action_id)
                store(partial(drop, waiting))
            if store(lambda kept: all(each.status != PENDING for each in kept.state.actions.values())):
                return
            store(lambda kept: setattr(kept, "now", kept.now + 60))
            sweep(desk)
        raise AssertionError("it never ends")

    return in_a_process(work)


def check(path: Path, name: str, untouched: Kept) -> Kept:
    """Entry, effect and intents stand together or not at all; every intent ended; every call had its intent."""
    kept: Kept = Store(path)(lambda kept: kept)
    state, calls = kept.state, [call for call in kept.chat.calls if call[0] != "ListRooms"]
    effects = (state.sanctions, state.modes)
    if not state.audit:
        assert state.actions == {}
        assert calls == []
        assert effects == (untouched.state.sanctions, untouched.state.modes)
        return kept
    assert set(state.audit) == {NAME}
    wanted = untouched.state.sanctions.keys() ^ {
        "ban": {("ada", ROOM)},
        "timeout": {("ada", ROOM)},
        "ban everywhere": {("ada", "*")},
        "lift": {("bob", ROOM)},
    }.get(name, set())
    assert state.sanctions.keys() == wanted
    assert state.modes == ({ROOM: {"slow": {"seconds": 5}}} if name == "modes" else {})
    # What the modes were is no news any more when the sweep has come round.
    assert {action.status for action in state.actions.values()} <= {"done", *(["expired"] if name == "modes" else [])}
    about = Counter((action.intent.operation, action.intent.room_id) for action in state.actions.values())
    made = Counter((call[0], call[1]) for call in calls)
    single = {key: number for key, number in about.items() if key[0] not in ("DisconnectEverywhere", "PurgeMessages")}
    assert set(made) <= set(single), "calls without intents"
    if name != "modes":
        assert all(made[key] >= number for key, number in single.items()), "intents without calls"
    return kept


def drop(waiting: Waiting, kept: Kept) -> None:
    kept.queues.waiting.remove(waiting)


@pytest.mark.parametrize("name", ACTS)
def test_killed_at_any_step_an_action_is_whole_or_was_never(name: str, tmp_path: Path) -> None:
    act, repeated, committed, untouched = ACTS[name], 0, 0, Kept()
    prepare(untouched)
    for step in range(1, STEPS_MAX):
        path = tmp_path / f"api{step}"
        Store(path)(prepare)
        survived = ask(path, act, step)
        work_off(path)
        kept = check(path, name, untouched)
        committed += bool(kept.state.audit)
        repeated += _repeated(kept)
        if survived:
            break
    assert survived, "more steps than expected"
    assert committed > 1, "dying comes to something before the end"
    kills = step - 1
    died = died_after_commit(act, tmp_path)
    for runner_step in range(1, STEPS_MAX):
        path = tmp_path / f"runner{runner_step}"
        copyfile(died, path)
        survived = work_off(path, runner_step)
        work_off(path)
        repeated += _repeated(check(path, name, untouched))
        if survived:
            break
    assert survived, "more steps than expected"
    print(f"{name}: {kills} kills of the API, {runner_step - 1} of the runner; {repeated} calls repeated, 0 lost")


def died_after_commit(act: Act, tmp_path: Path) -> Path:
    """What an API leaves that dies when its transaction was committed, before anything else."""
    for step in range(1, STEPS_MAX):
        path = tmp_path / f"probe{step}"
        Store(path)(prepare)
        ask(path, act, step)
        if Store(path)(lambda kept: bool(kept.state.audit)):
            return path
    raise AssertionError("it never commits")


def _repeated(kept: Kept) -> int:
    """Calls beyond one for each intent."""
    wanted = sum(action.intent.operation in SINGLE_CALLS for action in kept.state.actions.values())
    return max(0, len(kept.chat.calls) - wanted)
