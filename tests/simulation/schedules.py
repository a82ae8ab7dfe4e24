"""A schedule: people who act at about the same time, and everything that may go wrong meanwhile, drawn from a seed."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.simulation.cloud import Faults
from tests.simulation.invariants import broken
from tests.simulation.world import ROOMS, USERS, World, acts_of

# Sessions outlive a schedule, intents wait for up to two minutes, a dead runner's message for nine.
SETTLE_SECONDS = 4 * 3600
OUTAGE_SECONDS_MAX = 1_200
# What a POST sets off is asked for again under its key, anything else anew.
POSTED = ("event", "kick", "purge")


@dataclass(frozen=True)
class Theme:
    """What a schedule is about. `slow` is the share of requests that are so slow that many hit the API's limit."""

    kinds: Sequence[str]
    rooms: Sequence[str]
    users: Sequence[str]
    requests: tuple[int, int]
    span_seconds: Sequence[float]
    slow: float
    faulty: float


THEMES = (
    # A bit of everything, most of it about one user in one room, so that it meets.
    Theme(
        kinds=(*("impose",) * 6, *("lift",) * 4, "purge", "delete", "kick", "event", "modes"),
        rooms=(*[ROOMS[0]] * 3, ROOMS[1]),
        users=(*[USERS[0]] * 3, USERS[1]),
        requests=(2, 5),
        span_seconds=(0.05, 1.0, 150.0),
        slow=0.15,
        faulty=0.8,
    ),
    # Moderators at odds over one user.
    Theme(("ban", "lift"), ROOMS[:1], USERS[:1], (3, 6), (0.1, 10.0), 0.4, 0.8),
    # A ban that meets a viewer on the way in.
    Theme(("ban", "ban_everywhere"), ROOMS[:1], USERS[:1], (1, 1), (20.0,), 0.8, 0.2),
)


def drawn(seed: int) -> World:
    """The world of a seed, before its first moment."""
    world = World(seed, Faults())
    dice = world.kernel.random
    theme = dice.choice(THEMES)
    if dice.random() < theme.faulty:
        world.faults.record_lost, world.faults.message_lost, world.faults.doubled, world.faults.runner_dies = (
            dice.random() * 0.4 for _ in range(4)
        )
        world.chat.throttled, world.chat.lost, world.chat.unheard = (dice.random() * 0.3 for _ in range(3))
    if dice.random() < 0.1:
        _outage(world)
    span = dice.choice(theme.span_seconds)
    for _ in range(dice.randint(1, 3)):
        room, user = dice.choice(theme.rooms), dice.choice(theme.users)
        world.enter(room, user, dice.random() * span, _slowness(world, theme))
        world.say(room, user, dice.random() * span)
    for number in range(dice.randint(*theme.requests)):
        _ask(world, theme, number, span)
        if dice.random() < 0.5:
            world.say(dice.choice(theme.rooms), dice.choice(theme.users), dice.random() * span)
    return world


def played(world: World) -> list[str]:
    """What a schedule broke; an end that never came is among it."""
    ended = world.settle(SETTLE_SECONDS)
    return [*([] if ended else ["the world never came to rest"]), *broken(world)]


def _ask(world: World, theme: Theme, number: int, span: float) -> None:
    """One request; it may die on its way and be asked again."""
    dice = world.kernel.random
    kind = dice.choice(theme.kinds)
    act = acts_of(world, dice.choice(theme.rooms), dice.choice(theme.users))[kind]
    after = dice.random() * span
    dies_at = dice.randint(1, 24) if dice.random() < 0.3 else 0
    world.ask(f"{kind}{number}", act, after, dies_at, _slowness(world, theme))
    if dies_at and dice.random() < 0.5:
        again = "" if kind in POSTED else "again"
        world.ask(f"{kind}{number}{again}", act, after + dice.random() * 40)


def _outage(world: World) -> None:
    kernel, chat = world.kernel, world.chat
    before, chat.lost = chat.lost, 1.0
    kernel.at(kernel.now + kernel.random.random() * OUTAGE_SECONDS_MAX, lambda: setattr(chat, "lost", before))


def _slowness(world: World, theme: Theme) -> float:
    """Most calls take some milliseconds, those of a slow request some seconds."""
    return 200.0 if world.kernel.random.random() < theme.slow else 1.0
