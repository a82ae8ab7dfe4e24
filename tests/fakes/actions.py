"""Actions and their queues in memory; that they promise what DynamoDB does is proven by tests/edges/test_actions.py."""

from collections.abc import Sequence
from dataclasses import replace

from moderation.delivery.records import PENDING, Action, ActionFilter, Waiting
from moderation.records import Intent, Page


def born(intent: Intent) -> Action:
    return Action(intent, PENDING, attempt=0, forgiven=0, outcome="", due_at=intent.due_at, ended_at=None)


class InMemoryActions:
    """Works on a dictionary of actions by id."""

    def __init__(self, actions: dict[str, Action]) -> None:
        self._actions = actions

    def get(self, action_id: str) -> Action | None:
        return self._actions.get(action_id)

    def list(self, wanted: ActionFilter, limit: int, next_token: str) -> Page[Action]:
        found = sorted(
            (
                action
                for action in self._actions.values()
                if wanted.status in ("", action.status)
                and wanted.room_id in ("", action.intent.room_id)
                and wanted.operation in ("", action.intent.operation)
                and (not next_token or _sort(action) < next_token)
            ),
            key=_sort,
            reverse=True,
        )
        return Page(found[:limit], _sort(found[limit - 1]) if len(found) > limit else "")

    def take(self, action_id: str, now: float, lease_until: float) -> Action | None:
        action = self._actions.get(action_id)
        if action is None or action.status != PENDING or now < action.intent.due_at:
            return None
        taken = replace(
            action,
            intent=replace(action.intent, lease_until=lease_until),
            attempt=action.attempt + 1,
            due_at=lease_until,
        )
        self._actions[action_id] = taken
        return taken

    def finish(self, action_id: str, attempt: int, status: str, outcome: str, at: float) -> bool:
        action = self._held(action_id, attempt)
        if action is None:
            return False
        self._actions[action_id] = replace(
            action, status=status, outcome=outcome, ended_at=at, attempt=max(action.attempt, 1)
        )
        return True

    def hand_back(self, action_id: str, attempt: int, due_at: float, outcome: str, forgiven: int) -> bool:
        action = self._held(action_id, attempt)
        if action is None:
            return False
        self._actions[action_id] = replace(
            action,
            intent=replace(action.intent, lease_until=due_at),
            outcome=outcome,
            forgiven=forgiven,
            due_at=due_at,
        )
        return True

    def add(self, intents: Sequence[Intent]) -> int:
        new = [intent for intent in intents if intent.action_id not in self._actions]
        self._actions.update({intent.action_id: born(intent) for intent in new})
        return len(new)

    def overdue(self, before: float, limit: int) -> Sequence[Action]:
        found = [action for action in self._actions.values() if action.status == PENDING and action.due_at < before]
        return sorted(found, key=_sort)[:limit]

    def put_off(self, action: Action, until: float) -> bool:
        known = self._actions.get(action.intent.action_id)
        if known is None or known.status != PENDING or known.due_at != action.due_at:
            return False
        self._actions[action.intent.action_id] = replace(known, due_at=until)
        return True

    def _held(self, action_id: str, attempt: int) -> Action | None:
        action = self._actions.get(action_id)
        return action if action and (action.status, action.attempt) == (PENDING, attempt) else None


class InMemoryQueues:
    """Remembers what was enqueued; `refuses` holds ids that the queues do not take."""

    def __init__(self) -> None:
        self.waiting: list[Waiting] = []
        self.refuses: set[str] = set()

    def put(self, waiting: Sequence[Waiting]) -> Sequence[str]:
        self.waiting += [each for each in waiting if each.action_id not in self.refuses]
        return [each.action_id for each in waiting if each.action_id in self.refuses]


def _sort(action: Action) -> str:
    return f"{int(action.due_at * 1000):013d}#{action.intent.action_id}"
