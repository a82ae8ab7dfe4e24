"""What the action runner talks about."""

from dataclasses import dataclass

from ..records import Intent

PENDING = "pending"
DONE = "done"
FAILED = "failed"
EXPIRED = "expired"
STATUSES = (PENDING, DONE, FAILED, EXPIRED)

# Why an intent ended without its call; IVS Chat's own error codes stand for themselves.
NO_LONGER_BANNED = "no_longer_banned"
TOO_LATE = "too_late"
ABANDONED = "abandoned"
GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True)
class Action:
    """An intent and how far it is. Times are epoch seconds.

    `outcome` is the id that IVS Chat gave to the call, or what stood against it last. `attempt` counts who took it, the
    API's own go as the first; whoever holds a number may end the intent as long as nobody took it after them. Attempts
    up to `forgiven` do not count as failures: then IVS Chat was only busy or away.
    """

    intent: Intent
    status: str
    attempt: int
    forgiven: int
    outcome: str
    due_at: float
    ended_at: float | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An intent on its way into a queue, where it becomes visible after `delay_seconds`."""

    action_id: str
    operation: str
    delay_seconds: int = 0


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions to list; an empty member filters nothing."""

    status: str = ""
    room_id: str = ""
    operation: str = ""
