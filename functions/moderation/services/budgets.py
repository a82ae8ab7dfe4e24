"""How much one caller may do to people in a time: a stolen account, or a script that ran away, is stopped early.

What is counted is what the audit is about to record: no use case can forget it, and what was refused costs nothing.
Roomkeeper's own workers carry out what a policy says and have no budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..effects import Effect
from ..errors import OverBudget
from ..ports import Budgets, Clock, Ledger
from ..records import PERSON, SERVICE_CALLER, AuditEntry, Intent
from ..state import BAN

ACTIONS, BANS = "actions", "bans"
MINUTE_SECONDS, HOUR_SECONDS = 60, 3600

# Audit operations that act on users or their messages. Chat tokens have a limit of their own, per user.
COUNTED = frozenset(
    {
        "DecideHold",
        "DeleteMessage",
        "DisconnectUser",
        "EraseUser",
        "ExportUserData",
        "ImposeSanction",
        "LiftSanction",
        "PurgeUser",
    }
)
# What reaches everybody in a room. A service sends as many events as its application has news; a person has no such
# need, and one who sends 100 a second leaves none for purges and released messages.
BROADCAST = frozenset({"ChangeModes", "SendEvent"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What this deployment allows one person, and one service."""

    person_actions_per_minute: int
    person_bans_per_hour: int
    service_actions_per_minute: int


class BudgetedLedger:
    """A ledger that commits what a caller does to people only within that caller's budget."""

    def __init__(self, ledger: Ledger, budgets: Budgets, limits: Limits, clock: Clock) -> None:
        self._ledger = ledger
        self._budgets = budgets
        self._limits = limits
        self._clock = clock

    def commit(self, entry: AuditEntry, intents: Sequence[Intent], effects: Sequence[Effect]) -> bool:
        """Spend what the entry costs, or raise OverBudget; then commit."""
        if entry.operation in COUNTED or (entry.operation in BROADCAST and _kind(entry) == PERSON):
            self._spend(entry)
        return self._ledger.commit(entry, intents, effects)

    def finish(self, action_id: str, status: str, outcome: str, at: float) -> None:
        """Record how an intent ended."""
        self._ledger.finish(action_id, status, outcome, at)

    def _spend(self, entry: AuditEntry) -> None:
        limits, kind = self._limits, _kind(entry)
        if kind == PERSON:
            self._take(entry.actor, ACTIONS, MINUTE_SECONDS, limits.person_actions_per_minute)
            if _is_ban(entry):
                self._take(entry.actor, BANS, HOUR_SECONDS, limits.person_bans_per_hour)
        elif kind == SERVICE_CALLER:
            self._take(entry.actor, ACTIONS, MINUTE_SECONDS, limits.service_actions_per_minute)

    def _take(self, actor: str, name: str, period_seconds: int, limit: int) -> None:
        wait_seconds = self._budgets.spend(actor, name, period_seconds, limit, self._clock.now())
        if wait_seconds:
            raise OverBudget(actor, name, limit, period_seconds, wait_seconds)


def _kind(entry: AuditEntry) -> str:
    return entry.actor.partition(":")[0]


def _is_ban(entry: AuditEntry) -> bool:
    return isinstance(entry.after, dict) and entry.after.get("kind") == BAN
