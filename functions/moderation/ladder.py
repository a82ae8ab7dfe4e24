"""From strikes to a consequence. Pure: who stores the total also stores the time to which it belongs."""

from moderation.state import Sanction

TYPE_CHECKING = False  # `typing` itself costs more to import than this
if TYPE_CHECKING:
    from moderation.rules.finder import Params

# Two marks of 3 strikes, some minutes apart, are 5.99…: they are meant to reach a step of 6.
NEAR_ENOUGH = 0.05


class Step:
    """A rung: from `strikes` on, a sanction of `kind`, for `seconds` (None = no end)."""

    __slots__ = ("kind", "seconds", "strikes")

    def __init__(self, strikes: float, kind: str, seconds: float | None) -> None:
        self.strikes = strikes
        self.kind = kind
        self.seconds = seconds


class Ladder:
    """Steps in rising order of strikes, and the half-life in seconds by which a total decays."""

    __slots__ = ("half_life_seconds", "steps")

    def __init__(self, half_life_seconds: float, steps: tuple[Step, ...]) -> None:
        self.half_life_seconds = half_life_seconds
        self.steps = steps


def read_ladder(header: "Params") -> Ladder:
    """The ladder in the header of a compiled policy."""
    told = header["ladder"]
    return Ladder(told["halfLifeSeconds"], tuple(Step(*step) for step in told["steps"]))


def decayed(total: float, seconds: float, half_life_seconds: float) -> float:
    """A strike total after `seconds`; a clock that went backwards decays nothing."""
    if seconds <= 0:
        return total
    return float(total * 0.5 ** (seconds / half_life_seconds))


def climb(ladder: Ladder, total: float, total_at: float, strikes: float, now: float) -> tuple[float, Sanction | None]:
    """The total after a message that weighs `strikes`, and the sanction that it brings, if any.

    `total` is the sum as of `total_at` (epoch seconds). The highest step at or below the new total counts, give or
    take what strikes fade within minutes; a message without weight brings no sanction.
    """
    raised = decayed(total, now - total_at, ladder.half_life_seconds) + strikes
    if strikes <= 0:
        return raised, None
    reached = [step for step in ladder.steps if step.strikes <= raised + NEAR_ENOUGH]
    if not reached:
        return raised, None
    step = reached[-1]
    until = None if step.seconds is None else now + step.seconds
    return raised, Sanction(step.kind, until, "strikes")
