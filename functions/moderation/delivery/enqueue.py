"""Into the queues: what the table's stream shows to be waiting, and what the sweep finds overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .desk import DeliveryDesk
from .records import Action, Waiting

# The longest delay that SQS knows. What is due later than that is left to the sweep.
DELAY_SECONDS_MAX = 900
# An intent that waits in a queue is overdue by a little; one that waits this long may have lost its message.
OVERDUE_SECONDS = 30
# A queue with a backlog must not fill up with repetitions of what it holds.
LOOK_AGAIN_SECONDS = 300
SWEPT_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep found: how many intents were overdue, and for how long the oldest of them."""

    overdue: int
    oldest_seconds: float


def waiting(action_id: str, operation: str, due_at: float, now: float) -> Waiting | None:
    """An intent for the queue, delayed until it is due; None if that is too far away."""
    delay = max(0, ceil(due_at - now))
    return Waiting(action_id, operation, delay) if delay <= DELAY_SECONDS_MAX else None


def sweep(desk: DeliveryDesk) -> Swept:
    """Enqueue what is overdue: a message that was lost, a runner that died, an API that never came back."""
    now = desk.clock.now()
    overdue = desk.actions.overdue(now - OVERDUE_SECONDS, SWEPT_MAX)
    refused = set(desk.queues.put([_now(action) for action in overdue]))
    for action in overdue:
        if action.intent.action_id not in refused:
            desk.actions.put_off(action, now + LOOK_AGAIN_SECONDS)
    return Swept(len(overdue), _oldest_seconds(overdue, now))


def _now(action: Action) -> Waiting:
    return Waiting(action.intent.action_id, action.intent.operation)


def _oldest_seconds(overdue: Sequence[Action], now: float) -> float:
    """By birth, since the sweep itself moves when an action is due."""
    return max((now - max(action.intent.at, action.intent.not_before or 0.0) for action in overdue), default=0.0)
