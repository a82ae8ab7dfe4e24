"""The hold queue: messages that were denied for now, claimed by one moderator, and released or denied for good."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import roles
from ..delivery.operations import SEND_EVENT
from ..delivery.run import AFTER
from ..effects import SameSanction
from ..errors import Conflict, Forbidden, NotFound
from ..ledger.effects import PutHold
from ..ledger.records import APPROVED, DENIED, OPEN, Hold
from ..ledger.release import EVENT_NAME, parts_of
from ..records import Page, Request
from ..state import WARNING
from ..tables import ALL_ROOMS
from .acts import Act, Call, call_id, on_fresh_reads, record, record_intents
from .chat_calls import call_or_leave
from .desk import Desk
from .targets import is_self, require_room

# Nobody waits for a release that comes later than this.
WORTH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Decided:
    """A hold as decided; `sent` counts the events of a release that viewers have got, of `parts`."""

    hold: Hold
    sent: int = 0
    parts: int = 0


def list_holds(desk: Desk, request: Request, room_id: str, status: str, limit: int, next_token: str) -> Page[Hold]:
    """A room's holds of one status: open ones oldest first, others newest first. A page may be shorter than `limit`."""
    require_room(desk, request.actor, "holds.read", room_id)
    return desk.holds.by_room(room_id, status, desk.clock.now(), limit, next_token)


def get_hold(desk: Desk, request: Request, hold_id: str) -> Hold:
    """One hold."""
    return _found(desk, request, "holds.read", hold_id)


def claim(desk: Desk, request: Request, hold_id: str, seconds: int) -> Hold:
    """Have a hold to oneself for a while; claiming it again makes that longer."""

    def attempt() -> Hold:
        hold = _open(desk, _found(desk, request, "holds.decide", hold_id))
        _not_claimed_by_another(desk, request, hold)
        until_ms = int((desk.clock.now() + seconds) * 1000)
        claimed = replace(hold, claimed_by=request.actor.reference, claimed_until_ms=until_ms)
        return _changed(desk, request, "ClaimHold", hold, claimed)

    return on_fresh_reads(attempt)


def release_claim(desk: Desk, request: Request, hold_id: str) -> Hold:
    """Give a hold back to the others; one that is not claimed stays as it is."""

    def attempt() -> Hold:
        hold = _open(desk, _found(desk, request, "holds.decide", hold_id))
        if not hold.claimant_at(desk.clock.now()):
            return hold
        _not_claimed_by_another(desk, request, hold)
        return _changed(desk, request, "ReleaseHold", hold, replace(hold, claimed_by="", claimed_until_ms=0))

    return on_fresh_reads(attempt)


def approve(desk: Desk, request: Request, hold_id: str, reason: str) -> Decided:
    """Release a held message to everybody in the room, as events; it was reviewed by a person and is not again.

    Approving what one has approved before changes nothing. What IVS Chat has no time for now is tried again for
    some minutes.
    """

    def attempt() -> Decided:
        hold = _found(desk, request, "holds.decide", hold_id)
        if _is_mine(hold, APPROVED, request):
            return Decided(hold)
        unsanctioned = _may_approve(desk, request, hold)
        decided = _decided(desk, request, hold, APPROVED, reason)
        expires_at = desk.clock.now() + WORTH_SECONDS
        calls = [
            Call(SEND_EVENT, hold.room_id, _event(request, number, attributes), expires_at=expires_at)
            for number, attributes in enumerate(parts_of(hold))
        ]
        intents = record_intents(desk, request, _act("DecideHold", hold, decided, unsanctioned), calls)
        sent = 0
        for intent in intents:
            # In their order: a part that must wait keeps the ones behind it waiting, here as with the runner.
            if not call_or_leave(desk, intent):
                break
            sent += 1
        return Decided(decided, sent, len(intents))

    return on_fresh_reads(attempt)


def deny(desk: Desk, request: Request, hold_id: str, reason: str) -> Decided:
    """Leave a held message denied, for good. Denying what one has denied before changes nothing."""

    def attempt() -> Decided:
        hold = _found(desk, request, "holds.decide", hold_id)
        if _is_mine(hold, DENIED, request):
            return Decided(hold)
        _not_claimed_by_another(desk, request, _open(desk, hold))
        decided = _decided(desk, request, hold, DENIED, reason)
        record(desk, request, _act("DecideHold", hold, decided))
        return Decided(decided)

    return on_fresh_reads(attempt)


def _event(request: Request, number: int, attributes: dict[str, str]) -> dict[str, object]:
    follows = {AFTER: call_id(request, number - 1)} if number else {}
    return {"eventName": EVENT_NAME, "attributes": attributes, **follows}


def _may_approve(desk: Desk, request: Request, hold: Hold) -> list[SameSanction]:
    """Refuse what nobody may approve; on condition of what it holds otherwise: nobody is muted at the same moment."""
    _not_claimed_by_another(desk, request, _open(desk, hold))
    if is_self(request.actor, hold.user_id):
        raise Forbidden("Nobody approves their own message.", code="target_is_self")
    if hold.text is None:
        raise Conflict("The text of this message was not kept, so it cannot be sent.", code="hold_without_text")
    read: list[SameSanction] = []
    for scope in (hold.room_id, ALL_ROOMS):
        sanction = desk.sanctions.get(hold.user_id, scope)
        read.append(SameSanction(hold.user_id, scope, sanction.version if sanction else 0))
        if sanction and sanction.in_force(desk.clock.now()) and sanction.kind != WARNING:
            raise Conflict(
                f"A {sanction.kind} of the sender is in force.",
                code="sender_sanctioned",
                kind=sanction.kind,
                remainingSeconds=sanction.remaining_seconds(desk.clock.now()),
            )
    return read


def _found(desk: Desk, request: Request, operation: str, hold_id: str) -> Hold:
    actor, hold = request.actor, desk.holds.get(hold_id)
    missing = NotFound(f"There is no hold {hold_id}.", code="hold_not_found")
    # A role that may not is told so whether or not there is such a hold.
    roles.require(actor.role, (ALL_ROOMS,), operation, "")
    if hold is None or not roles.may(actor.role, actor.rooms, operation, hold.room_id):
        raise missing
    return hold


def _open(desk: Desk, hold: Hold) -> Hold:
    status = hold.status_at(desk.clock.now())
    if status == OPEN:
        return hold
    decided = {"decidedBy": hold.decided_by} if hold.decided_by else {}
    raise Conflict(f"This hold is {status}.", code="hold_closed", status=status, **decided)


def _not_claimed_by_another(desk: Desk, request: Request, hold: Hold) -> None:
    now = desk.clock.now()
    claimant = hold.claimant_at(now)
    if claimant and claimant != request.actor.reference:
        left = -int((now * 1000 - hold.claimed_until_ms) // 1000)
        raise Conflict(
            "Somebody else has claimed this hold.", code="hold_claimed", claimedBy=claimant, claimSeconds=left
        )


def _is_mine(hold: Hold, status: str, request: Request) -> bool:
    return hold.status == status and hold.decided_by == request.actor.reference


def _decided(desk: Desk, request: Request, hold: Hold, status: str, reason: str) -> Hold:
    return replace(
        hold,
        status=status,
        claimed_by="",
        claimed_until_ms=0,
        decided_by=request.actor.reference,
        decided_at_ms=int(desk.clock.now() * 1000),
        reason=reason,
        version=hold.version + 1,
    )


def _changed(desk: Desk, request: Request, operation: str, before: Hold, after: Hold) -> Hold:
    after = replace(after, version=before.version + 1)
    record(desk, request, _act(operation, before, after))
    return after


def _act(operation: str, before: Hold, after: Hold, conditions: Sequence[SameSanction] = ()) -> Act:
    return Act(
        operation,
        before.room_id,
        subject=before.user_id,
        reason=after.reason,
        before=_facts(before),
        after=_facts(after),
        effects=(PutHold(after, before.version), *conditions),
    )


def _facts(hold: Hold) -> dict[str, object]:
    """What the audit shows of a hold; its text is elsewhere, and goes sooner."""
    return {"holdId": hold.hold_id, "status": hold.status, "claimedBy": hold.claimed_by, "ruleId": hold.rule_id}
