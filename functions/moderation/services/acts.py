"""How everything that changes something is done: intent, audit entry and effect in one transaction, then the call.

An intent is born leased to us; a process that dies in between leaves it pending, with its audit entry, for the action
runner. A call that IVS Chat refused while the caller was waiting has failed for good: the caller was told so, and
nothing tries it again behind their back. What follows from an act that holds anyway (a ban's disconnections) goes on:
see chat_calls.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ..delivery.operations import lease_seconds, worth_until
from ..delivery.records import DONE, FAILED
from ..effects import Effect
from ..errors import ChangedMeanwhile, ChatServiceRefused, Unavailable
from ..records import AuditEntry, Intent, Request
from .desk import LedgerDesk

ATTEMPTS = 4

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """What is about to happen: `operation` as the audit names it, `subject` is the user or thing that it happens to."""

    operation: str
    room_id: str = ""
    subject: str = ""
    reason: str = ""
    before: object = None
    after: object = None
    effects: Sequence[Effect] = field(default=())


@dataclass(frozen=True, slots=True)
class Call:
    """A call on IVS Chat that belongs to an act.

    Whoever records it makes it at once, within the lease; with `leased=False` it is left to the action runner, and so
    is one with a `not_before`. From `expires_at` on it is no longer tried; None leaves that to the operation. Both are
    epoch seconds.
    """

    operation: str
    room_id: str
    arguments: Mapping[str, object]
    not_before: float | None = field(default=None, kw_only=True)
    expires_at: float | None = field(default=None, kw_only=True)
    leased: bool = field(default=True, kw_only=True)


def record(desk: LedgerDesk, request: Request, act: Act, calls: Sequence[Call] = ()) -> list[str]:
    """Commit the audit entry, the effects and an intent per call; the intents' ids. A repetition changes nothing."""
    return [intent.action_id for intent in record_intents(desk, request, act, calls)]


def record_intents(desk: LedgerDesk, request: Request, act: Act, calls: Sequence[Call]) -> list[Intent]:
    """The same, for whoever goes on to work with the intents."""
    return record_once(desk, request, act, calls)[0]


def record_once(desk: LedgerDesk, request: Request, act: Act, calls: Sequence[Call]) -> tuple[list[Intent], bool]:
    """The same, for whoever must not make a call twice: the intents, and whether this was not on record before."""
    now = desk.clock.now()
    intents = [_intent(call, call_id(request, number), request, now) for number, call in enumerate(calls)]
    entry = AuditEntry(
        entry_id=request.action_id,
        at=now,
        actor=request.actor.reference,
        role=request.actor.role,
        operation=act.operation,
        room_id=act.room_id,
        subject=act.subject,
        reason=act.reason,
        before=act.before,
        after=act.after,
        request_id=request.request_id,
    )
    return intents, desk.ledger.commit(entry, intents, act.effects)


def call_id(request: Request, number: int) -> str:
    """The id of an act's call, counted from 0."""
    return f"{request.action_id}-{number}" if number else request.action_id


def perform(desk: LedgerDesk, request: Request, act: Act, call: Call, make: Callable[[], T]) -> T:
    """Record an act with one call, make the call, record how it went."""
    (action_id,) = record(desk, request, act, [call])
    return make_recorded(desk, action_id, make)


def make_recorded(desk: LedgerDesk, action_id: str, make: Callable[[], T], leave: Collection[str] = ()) -> T:
    """Make a call whose intent is committed, and record how it went; a refusal in `leave` does not end the intent."""
    try:
        answer = make()
    except ChatServiceRefused as refusal:
        if refusal.upstream_code not in leave:
            _finish(desk, action_id, FAILED, refusal.upstream_code)
        raise
    # The id that IVS Chat gives to a call is what came of it.
    _finish(desk, action_id, DONE, answer if isinstance(answer, str) else "")
    return answer


def on_fresh_reads(attempt: Callable[[], T]) -> T:
    """Try again what somebody else's change at the same moment made impossible; `attempt` reads what it depends on."""
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except ChangedMeanwhile:
            continue
    return attempt()


def _intent(call: Call, action_id: str, request: Request, now: float) -> Intent:
    expires_at = call.expires_at
    if expires_at is None:
        expires_at = worth_until(call.operation, call.not_before or now)
    return Intent(
        action_id=action_id,
        operation=call.operation,
        room_id=call.room_id,
        arguments=call.arguments,
        by=request.actor.reference,
        at=now,
        lease_until=now + lease_seconds(call.operation) if call.leased and call.not_before is None else now,
        not_before=call.not_before,
        expires_at=expires_at,
    )


def _finish(desk: LedgerDesk, action_id: str, status: str, outcome: str) -> None:
    try:
        desk.ledger.finish(action_id, status, outcome, desk.clock.now())
    except Unavailable:
        # The call has been made; its intent stays pending and is overdue when its lease ends.
        return
