"""Warnings, timeouts and bans, in one room or in all."""

from dataclasses import dataclass
from hashlib import sha256

from .. import roles
from ..effects import LiftSanction, PutSanction
from ..errors import Conflict, Invalid
from ..records import Page, Request, SanctionRecord
from ..state import BAN, TIMEOUT, WARNING
from ..tables import ALL_ROOMS
from .acts import Act, on_fresh_reads, record, record_once
from .desk import Desk
from .disconnections import disconnections_of
from .leaving import leave_rooms
from .targets import require_above, require_not_from_above, require_room

KINDS = (WARNING, TIMEOUT, BAN)
WARNING_SECONDS = 86_400
SECONDS_MAX = 10 * 366 * 86_400


@dataclass(frozen=True, slots=True)
class Asked:
    """A sanction that somebody wants. `scope` is a room id or "*"; without `seconds` a ban has no end.

    `replace`: it may take a stronger one's place.
    """

    scope: str
    user_id: str
    kind: str
    seconds: int | None
    reason: str
    replace: bool = False

    def until(self, now: float) -> int | None:
        """When it ends if it begins now (epoch s)."""
        seconds = WARNING_SECONDS if self.kind == WARNING and self.seconds is None else self.seconds
        return None if seconds is None else int(now) + seconds


@dataclass(frozen=True, slots=True)
class Imposed:
    """A sanction in force, and the rooms from which the user was, or could not yet be disconnected."""

    sanction: SanctionRecord
    disconnected: tuple[str, ...] = ()
    not_disconnected: tuple[str, ...] = ()


def list_sanctions(desk: Desk, request: Request, scope: str, limit: int, next_token: str) -> Page[SanctionRecord]:
    """Sanctions in force in one room, or in all rooms with "*"; newest first. A page may hold fewer than `limit`."""
    _require(desk, request, "read", scope)
    page = desk.sanctions.list(scope, limit, next_token)
    now = desk.clock.now()
    in_force = [item for item in page.items if item.in_force(now)]
    return Page(in_force, page.next_token)


def get_sanction(desk: Desk, request: Request, scope: str, user_id: str) -> SanctionRecord | None:
    """A user's sanction in force in a scope."""
    _require(desk, request, "read", scope)
    return in_force(desk, user_id, scope)


def impose(desk: Desk, request: Request, asked: Asked) -> Imposed:
    """Impose a sanction in one room, or in all with "*". A weaker one takes a stronger one's place only on request, and
    a timeout or ban from above nobody's.

    A ban holds from the commit on: the next message is denied and the next token refused. Then the user is disconnected
    from the room, or, for all rooms, from those where a session may be open, and once more when tokens from before the
    ban have run out. What IVS Chat has no time for now is tried again until it is done; the ban holds all the same.
    """
    _require(desk, request, "impose", asked.scope)
    require_above(desk, request.actor, asked.user_id)
    if asked.kind == TIMEOUT and asked.seconds is None:
        raise Invalid([("/seconds", "A timeout needs seconds.")])
    return on_fresh_reads(lambda: _impose(desk, request, asked))


def lift(desk: Desk, request: Request, scope: str, user_id: str, reason: str) -> None:
    """Lift a user's sanction in a scope; none there is no error, one from above is.

    The same as a ban, backwards: no disconnection of it is made from the commit on, the next token is issued, the next
    message delivered.
    """
    _require(desk, request, "impose", scope)
    require_above(desk, request.actor, user_id)
    on_fresh_reads(lambda: _lift(desk, request, scope, user_id, reason))


def _lift(desk: Desk, request: Request, scope: str, user_id: str, reason: str) -> None:
    old = desk.sanctions.get(user_id, scope)
    if old is None:
        return
    require_not_from_above(desk, request.actor, old)
    act = Act(
        "LiftSanction",
        "" if scope == ALL_ROOMS else scope,
        subject=user_id,
        reason=reason,
        before=facts(old),
        effects=(LiftSanction(old),),
    )
    record(desk, request, act)


def _impose(desk: Desk, request: Request, asked: Asked) -> Imposed:
    now = desk.clock.now()
    old = desk.sanctions.get(asked.user_id, asked.scope)
    if old:
        require_not_from_above(desk, request.actor, old)
    if old and not asked.replace and old.in_force(now) and KINDS.index(old.kind) > KINDS.index(asked.kind):
        raise Conflict(
            f'A {old.kind} is in force; replace it with "replace": true.',
            code="sanction_stronger",
            kind=old.kind,
            remainingSeconds=old.remaining_seconds(now),
        )
    new = SanctionRecord(
        user_id=asked.user_id,
        scope=asked.scope,
        kind=asked.kind,
        until=asked.until(now),
        reason=asked.reason,
        by=request.actor.reference,
        at=int(now),
        version=old.version + 1 if old else first_version(request.action_id),
    )
    act = Act(
        "ImposeSanction",
        "" if asked.scope == ALL_ROOMS else asked.scope,
        subject=asked.user_id,
        reason=asked.reason,
        before=facts(old),
        after=facts(new),
        effects=(PutSanction(new, old.version if old else 0),),
    )
    intents, fresh = record_once(desk, request, act, disconnections_of(new, now, leased=True))
    return Imposed(new, *leave_rooms(desk, intents[0])) if intents and fresh else Imposed(new)


def first_version(action_id: str) -> int:
    """Where a sanction's versions begin.

    Not at 1: a moderator who has seen a sanction that was lifted and imposed anew meanwhile must not take the new one
    for it.
    """
    return int.from_bytes(sha256(action_id.encode()).digest()[:6], "big") + 1


def in_force(desk: Desk, user_id: str, scope: str) -> SanctionRecord | None:
    """A user's sanction in a scope unless it has run out."""
    sanction = desk.sanctions.get(user_id, scope)
    return sanction if sanction and sanction.in_force(desk.clock.now()) else None


def facts(sanction: SanctionRecord | None) -> object:
    """What the audit shows of a sanction."""
    if sanction is None:
        return None
    return {"kind": sanction.kind, "until": sanction.until, "reason": sanction.reason, "by": sanction.by}


def _require(desk: Desk, request: Request, verb: str, scope: str) -> None:
    actor = request.actor
    if scope == ALL_ROOMS:
        roles.require(actor.role, actor.rooms, f"sanctions.{verb}_everywhere")
    else:
        require_room(desk, actor, f"sanctions.{verb}", scope)
