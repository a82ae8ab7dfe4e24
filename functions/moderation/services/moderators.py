"""People's roles and rooms. They live in our own table and are read on every call; nothing in a token gives a role."""

from dataclasses import replace

from .. import roles
from ..effects import PutModerator
from ..errors import Conflict, Forbidden, NotFound
from ..records import Moderator, Page, Request
from .acts import Act, record
from .desk import Desk, LedgerDesk


def list_moderators(desk: Desk, request: Request, limit: int, next_token: str) -> Page[Moderator]:
    """All moderators, inactive ones included, by user name."""
    roles.require(request.actor.role, request.actor.rooms, "moderators.read")
    return desk.moderators.list(limit, next_token)


def get_moderator(desk: Desk, request: Request, sub: str) -> Moderator:
    """One moderator."""
    roles.require(request.actor.role, request.actor.rooms, "moderators.read")
    moderator = desk.moderators.get(sub)
    if moderator is None:
        raise NotFound(f"There is no moderator {sub}.", code="moderator_not_found")
    return moderator


def put_moderator(
    desk: Desk, request: Request, sub: str, username: str, role: str, rooms: tuple[str, ...], active: bool
) -> Moderator:
    """Give a person a role and rooms; holds from their next call on."""
    roles.require(request.actor.role, request.actor.rooms, "moderators.change")
    _refuse_self(request, sub)
    old = desk.moderators.get(sub)
    namesake = desk.moderators.named(username)
    if namesake and namesake.sub != sub:
        raise Conflict("Another moderator has this user name.", code="username_taken", sub=namesake.sub)
    version = old.version if old else 0
    new = Moderator(sub, username, role, rooms, active, version + 1)
    return write_moderator(desk, request, old, new)


def deactivate(desk: Desk, request: Request, sub: str) -> None:
    """Take every right away and keep the record."""
    old = get_moderator(desk, request, sub)
    roles.require(request.actor.role, request.actor.rooms, "moderators.change")
    _refuse_self(request, sub)
    if old.active:
        write_moderator(desk, request, old, replace(old, active=False, version=old.version + 1))


def write_moderator(
    desk: LedgerDesk, request: Request, old: Moderator | None, new: Moderator, reason: str = ""
) -> Moderator:
    """Put a record in the place of another, or of none. Whether the caller may is not asked here."""
    act = Act(
        "PutModerator",
        subject=new.sub,
        reason=reason,
        before=_facts(old) if old else None,
        after=_facts(new),
        effects=(PutModerator(new, old.version if old else 0),),
    )
    record(desk, request, act)
    return new


def _refuse_self(request: Request, sub: str) -> None:
    # Also what keeps the last admin: somebody else must take their rights.
    if sub == request.actor.id:
        raise Forbidden("Nobody changes their own role.", code="target_is_self")


def _facts(moderator: Moderator) -> dict[str, object]:
    return {
        "username": moderator.username,
        "role": moderator.role,
        "rooms": list(moderator.rooms),
        "active": moderator.active,
    }
