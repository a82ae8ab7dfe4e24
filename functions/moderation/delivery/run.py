"""Carry one intent out: take it, make its call, end it or hand it back."""

from ..errors import ChatServiceRefused
from ..records import Intent
from ..state import BAN
from .call import SINGLE_CALLS, make
from .desk import DeliveryDesk
from .expand import EXPANSIONS, children_of
from .records import ABANDONED, DONE, EXPIRED, FAILED, GAVE_UP, NO_LONGER_BANNED, PENDING, TOO_LATE, Action
from .retry import FAILURES_MAX, FINAL, PASSING, wait_seconds

# Longer than a call and its entries take; a runner that dies leaves its intent to the sweep after this.
LEASE_SECONDS = 30
# For a queue, a wait has whole seconds.
AFTER_SECONDS = 1
# A sanction's disconnections name the scope of the ban without which they are not made.
WHILE_BANNED = "whileBanned"
# Parts of one text name the action before theirs, and wait until that one has ended.
AFTER = "after"


def run(desk: DeliveryDesk, action_id: str) -> str:
    """How the intent stands afterwards; "" if it was not to be had (ended, leased, or not yet due).

    Raises Unavailable if a table or the chat log does not answer: the intent is then overdue when the lease ends.
    """
    now = desk.clock.now()
    action = desk.actions.take(action_id, now, now + LEASE_SECONDS)
    if action is None:
        return ""
    if ending := _pointless(desk, action, now):
        return _finish(desk, action, *ending)
    if _comes_too_early(desk, action.intent):
        desk.actions.hand_back(action_id, action.attempt, now + AFTER_SECONDS, action.outcome, action.attempt)
        return PENDING
    try:
        outcome = _carry_out(desk, action)
    except ChatServiceRefused as refusal:
        return _refused(desk, action, refusal.upstream_code)
    return _finish(desk, action, DONE, outcome)


def still_banned(desk: DeliveryDesk, intent: Intent, now: float) -> bool:
    """Whether the ban that an intent belongs to is in force; one that belongs to none depends on none."""
    scope = intent.arguments.get(WHILE_BANNED)
    if scope is None:
        return True
    sanction = desk.sanctions.get(str(intent.arguments["userId"]), str(scope))
    return sanction is not None and sanction.kind == BAN and sanction.in_force(now)


def _comes_too_early(desk: DeliveryDesk, intent: Intent) -> bool:
    before = desk.actions.get(str(intent.arguments[AFTER])) if AFTER in intent.arguments else None
    return before is not None and before.status == PENDING


def _pointless(desk: DeliveryDesk, action: Action, now: float) -> tuple[str, str] | None:
    intent = action.intent
    if intent.operation not in SINGLE_CALLS and intent.operation not in EXPANSIONS:
        return FAILED, ABANDONED
    if intent.expires_at is not None and now >= intent.expires_at:
        return EXPIRED, action.outcome or TOO_LATE
    if action.attempt - action.forgiven > FAILURES_MAX:
        return FAILED, action.outcome or GAVE_UP
    if not still_banned(desk, intent, now):
        return EXPIRED, NO_LONGER_BANNED
    return None


def _carry_out(desk: DeliveryDesk, action: Action) -> str:
    intent = action.intent
    if intent.operation in EXPANSIONS:
        desk.actions.add(children_of(desk, intent))
        return ""
    return make(desk.chat_messaging, intent.action_id, intent.operation, intent.room_id, intent.arguments)


def _refused(desk: DeliveryDesk, action: Action, upstream_code: str) -> str:
    if upstream_code in FINAL:
        return _finish(desk, action, FAILED, upstream_code)
    forgiven = action.attempt if upstream_code in PASSING else action.forgiven
    due_at = desk.clock.now() + wait_seconds(action.intent.operation, action.attempt, desk.chance())
    desk.actions.hand_back(action.intent.action_id, action.attempt, due_at, upstream_code, forgiven)
    return PENDING


def _finish(desk: DeliveryDesk, action: Action, status: str, outcome: str) -> str:
    desk.actions.finish(action.intent.action_id, action.attempt, status, outcome, desk.clock.now())
    return status
