"""Calls on IVS Chat that belong to an act: made at once, and in some acts tried again by the action runner."""

from ..delivery.call import make
from ..delivery.records import DONE, PENDING
from ..delivery.retry import PASSING
from ..errors import ChatServiceRefused, Conflict, Unavailable
from ..records import Intent, Request
from .acts import Act, Call, make_recorded, record_once
from .desk import Desk

# For a queue, a wait has whole seconds.
FIRST_WAIT_SECONDS = 1


def perform_call(desk: Desk, request: Request, act: Act, call: Call) -> str:
    """Record an act that consists in one call, and make it; the id that IVS Chat gives. A refusal is its end.

    A repetition of the request makes no second call: it learns what came of the first.
    """
    (intent,), fresh = record_once(desk, request, act, [call])
    if not fresh:
        return _came_of(desk, intent.action_id)
    return make_recorded(desk, intent.action_id, lambda: _make(desk, intent))


def call_or_leave(desk: Desk, intent: Intent) -> bool:
    """Make a call without which its act holds as well; whether it was made.

    If IVS Chat is busy or away, the action runner tries again; any other refusal is final.
    """
    try:
        make_recorded(desk, intent.action_id, lambda: _make(desk, intent), leave=PASSING)
    except ChatServiceRefused as refusal:
        if refusal.upstream_code in PASSING:
            _hand_back(desk, intent, refusal.upstream_code)
        return False
    return True


def _make(desk: Desk, intent: Intent) -> str:
    return make(desk.chat_messaging, intent.action_id, intent.operation, intent.room_id, intent.arguments)


def _came_of(desk: Desk, action_id: str) -> str:
    action = desk.actions.get(action_id)
    if action is None or action.status == PENDING:
        raise Conflict("The same request is being worked on.", code="request_in_progress")
    if action.status == DONE:
        return action.outcome
    raise ChatServiceRefused(action.outcome, "It was refused when it was first asked for.")


def _hand_back(desk: Desk, intent: Intent, outcome: str) -> None:
    due_at = desk.clock.now() + FIRST_WAIT_SECONDS
    try:
        desk.actions.hand_back(intent.action_id, 0, due_at, outcome, 0)
    except Unavailable:
        # The lease runs out by itself, and the runner takes over.
        return
