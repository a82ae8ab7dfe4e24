"""What delivering actions needs of the world. `aws_edges` implements these; tests/fakes has their twins."""

from collections.abc import Sequence
from typing import Protocol

from ..records import Intent, Page
from .records import Action, ActionFilter, Waiting


class Actions(Protocol):
    """Intents as stored. Every call may raise Unavailable."""

    def get(self, action_id: str) -> Action | None:
        """One action, strongly consistent."""
        ...

    def list(self, wanted: ActionFilter, limit: int, next_token: str) -> Page[Action]:
        """Actions, those due last first; a page may hold fewer than `limit` and still go on."""
        ...

    def take(self, action_id: str, now: float, lease_until: float) -> Action | None:
        """Lease a pending intent whose time has come and whose lease has run out; None if it is not to be had."""
        ...

    def finish(self, action_id: str, attempt: int, status: str, outcome: str, at: float) -> bool:
        """End an intent; False if it has ended, or if somebody took it after this attempt."""
        ...

    def hand_back(self, action_id: str, attempt: int, due_at: float, outcome: str, forgiven: int) -> bool:
        """Have an intent tried again at `due_at`; attempts up to `forgiven` do not count. False as for `finish`."""
        ...

    def add(self, intents: Sequence[Intent]) -> int:
        """Write intents that belong to an act already on record; how many of them were not there yet."""
        ...

    def overdue(self, before: float, limit: int) -> Sequence[Action]:
        """Pending actions that were due before then, the oldest first; eventually consistent."""
        ...

    def put_off(self, action: Action, until: float) -> bool:
        """Note that somebody looked after an overdue action; False if it has moved since it was read."""
        ...


class ActionQueues(Protocol):
    """The queues urgent and bulk."""

    def put(self, waiting: Sequence[Waiting]) -> Sequence[str]:
        """Enqueue each action where its operation belongs; ids of those that the queue did not take."""
        ...
