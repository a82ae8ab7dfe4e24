"""Why a message was delivered, altered, held or refused; and those that a rule wants a person to look at."""

from dataclasses import dataclass, replace

from .. import roles
from ..errors import NotFound
from ..ledger.effects import PutFlag
from ..ledger.records import AllowedMessage, DecisionFilter, DecisionRecord, Flag, Hold
from ..records import Page, Request
from ..tables import ALL_ROOMS
from ..verdict import ALLOW, HOLD
from .acts import Act, on_fresh_reads, record
from .desk import Desk
from .targets import require_room

# Clocks differ, and a message is sent before it is decided.
HINT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Explained:
    """A decision with what became of it: the hold of a held message."""

    decision: DecisionRecord
    hold: Hold | None = None


def explain(desk: Desk, request: Request, message_id: str, room_id: str, at: float | None) -> Explained:
    """A message's decision. A plain ALLOW is found only with its room and its time (epoch s), to the minute."""
    actor = request.actor
    roles.require(actor.role, (ALL_ROOMS,), "decisions.read", room_id)
    decision = desk.decisions.get(message_id)
    if (
        decision is None
        and room_id
        and at is not None
        and roles.may(actor.role, actor.rooms, "decisions.read", room_id)
    ):
        decision = _allowed(desk, room_id, message_id, at)
    if decision is None or not roles.may(actor.role, actor.rooms, "decisions.read", decision.room_id):
        raise NotFound(
            "There is no such decision in your rooms. One that allowed a message and found nothing is kept by room and "
            "time: ask with roomId and at, the message's send time.",
            code="decision_not_found",
        )
    return Explained(decision, desk.holds.get(message_id) if decision.verdict == HOLD else None)


def list_decisions(
    desk: Desk, request: Request, room_id: str, user_id: str, wanted: DecisionFilter, limit: int, next_token: str
) -> Page[DecisionRecord]:
    """A room's decisions, of one user if one is named; newest first, without texts and plain ALLOWs."""
    require_room(desk, request.actor, "decisions.read", room_id)
    if user_id:
        return desk.decisions.by_user(user_id, replace(wanted, room_id=room_id), limit, next_token)
    return desk.decisions.by_room(room_id, wanted, limit, next_token)


def list_flags(desk: Desk, request: Request, room_id: str, status: str, limit: int, next_token: str) -> Page[Flag]:
    """A room's delivered messages that a rule wants looked at, newest first."""
    require_room(desk, request.actor, "decisions.read", room_id)
    return desk.flags.by_room(room_id, status, limit, next_token)


def see_flag(desk: Desk, request: Request, message_id: str) -> Flag:
    """Note that a flagged message was looked at; the first who did is kept."""

    def attempt() -> Flag:
        actor, flag = request.actor, desk.flags.get(message_id)
        roles.require(actor.role, (ALL_ROOMS,), "flags.see", "")
        if flag is None or not roles.may(actor.role, actor.rooms, "flags.see", flag.room_id):
            raise NotFound(f"There is no flagged message {message_id}.", code="flag_not_found")
        if flag.seen_by:
            return flag
        seen = replace(flag, seen_by=actor.reference, seen_at_ms=int(desk.clock.now() * 1000))
        facts = {"messageId": message_id, "ruleId": flag.rule_id}
        act = Act("SeeFlag", flag.room_id, subject=flag.user_id, after=facts, effects=(PutFlag(seen, replaces=True),))
        record(desk, request, act)
        return seen

    return on_fresh_reads(attempt)


def _allowed(desk: Desk, room_id: str, message_id: str, at: float) -> DecisionRecord | None:
    around = desk.decisions.allowed(room_id, at - HINT_SECONDS, at + HINT_SECONDS)
    found = next((message for message in around if message.message_id == message_id), None)
    return _as_record(found, room_id) if found else None


def _as_record(message: AllowedMessage, room_id: str) -> DecisionRecord:
    return DecisionRecord(
        message_id=message.message_id,
        room_id=room_id,
        verdict=ALLOW,
        at_ms=message.at_ms,
        elapsed_ms=message.elapsed_ms,
        environment="",
        sequence=0,
        policy_hash=message.policy_hash,
        content_hash=message.content_hash,
        plain=True,
    )
