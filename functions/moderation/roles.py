"""Who may do what: one table of role x operation x scope. It drives the checks, the documentation and the tests."""

from .errors import Forbidden, NotFound
from .tables import ALL_ROOMS

ADMIN = "admin"
LEAD = "lead"
MODERATOR = "moderator"
POLICY_EDITOR = "policy_editor"
ANALYST = "analyst"
SERVICE = "service"

PEOPLE = (ADMIN, LEAD, MODERATOR, POLICY_EDITOR, ANALYST)
ROLES = (*PEOPLE, SERVICE)

# Nobody acts on a peer or on somebody above. A chat user who is no moderator has rank 0.
RANK = {ANALYST: 1, POLICY_EDITOR: 1, MODERATOR: 2, LEAD: 3, ADMIN: 4, SERVICE: 4}

# Scopes of an operation: one room, which must be among the actor's; all rooms, for which the actor needs every room;
# the actor's own affairs, which need no room.
ROOM = "room"
EVERYWHERE = "everywhere"
OWN = "own"

_OPERATORS = (ADMIN, SERVICE)
_DESK = (ADMIN, LEAD, MODERATOR, SERVICE)
_LEADS = (ADMIN, LEAD, SERVICE)
_AUDITORS = (ADMIN, LEAD, ANALYST, SERVICE)
_EDITORS = (ADMIN, POLICY_EDITOR, SERVICE)

OPERATIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "actions.read": (ROOM, (*_DESK, ANALYST)),
    "actions.read_everywhere": (EVERYWHERE, (*_DESK, ANALYST)),
    "attachments.bulk": (EVERYWHERE, _OPERATORS),
    "attachments.change": (ROOM, _OPERATORS),
    "audit.read": (ROOM, _AUDITORS),
    "audit.read_everywhere": (EVERYWHERE, _AUDITORS),
    "decisions.read": (ROOM, (*_DESK, POLICY_EDITOR, ANALYST)),
    "events.send": (ROOM, _LEADS),
    "flags.see": (ROOM, _DESK),
    "holds.decide": (ROOM, _DESK),
    "holds.read": (ROOM, (*_DESK, ANALYST)),
    "lexicons.read": (OWN, ROLES),
    "logging.change": (EVERYWHERE, _OPERATORS),
    "logging.read": (EVERYWHERE, (ADMIN, ANALYST, SERVICE)),
    "me.read": (OWN, ROLES),
    "messages.delete": (ROOM, _DESK),
    "moderators.change": (EVERYWHERE, (ADMIN,)),
    "moderators.read": (EVERYWHERE, (ADMIN, LEAD)),
    "modes.change": (ROOM, _DESK),
    "modes.read": (ROOM, ROLES),
    "policies.change": (OWN, _EDITORS),
    "policies.publish": (ROOM, _EDITORS),
    "policies.publish_everywhere": (EVERYWHERE, _EDITORS),
    "policies.read": (OWN, (*_EDITORS, LEAD, ANALYST)),
    "policies.read_room": (ROOM, ROLES),
    "rooms.change": (ROOM, _OPERATORS),
    "rooms.create": (EVERYWHERE, _OPERATORS),
    "rooms.list": (OWN, ROLES),
    "rooms.read": (ROOM, ROLES),
    "sanctions.impose": (ROOM, _DESK),
    "sanctions.impose_everywhere": (EVERYWHERE, _LEADS),
    "sanctions.read": (ROOM, (*_DESK, ANALYST)),
    "sanctions.read_everywhere": (EVERYWHERE, (*_DESK, ANALYST)),
    "stats.read": (ROOM, ROLES),
    "stats.read_own": (OWN, ROLES),
    "tokens.mint": (ROOM, _OPERATORS),
    "tokens.view": (ROOM, ROLES),
    "users.erase": (EVERYWHERE, _OPERATORS),
    "users.export": (EVERYWHERE, _OPERATORS),
    "users.disconnect": (ROOM, _DESK),
    "users.purge": (ROOM, _DESK),
    "users.read": (ROOM, (*_DESK, ANALYST)),
}


def covers(rooms: tuple[str, ...], room_id: str) -> bool:
    """Whether a scope (room ids, or ALL_ROOMS) holds one room, or, with ALL_ROOMS asked for, every room."""
    return ALL_ROOMS in rooms or room_id in rooms


def may(role: str, rooms: tuple[str, ...], operation: str, room_id: str = "") -> bool:
    """Whether a role with a scope may do an operation; `room_id` matters to operations on one room."""
    scope, roles = OPERATIONS[operation]
    return role in roles and (scope == OWN or covers(rooms, ALL_ROOMS if scope == EVERYWHERE else room_id))


def require(role: str, rooms: tuple[str, ...], operation: str, room_id: str = "") -> None:
    """Raise Forbidden unless the role may do the operation; a room outside the scope looks as if it did not exist."""
    require_role(role, operation)
    scope, _ = OPERATIONS[operation]
    if may(role, rooms, operation, room_id):
        return
    if scope == ROOM:
        raise room_not_found(room_id)
    raise Forbidden(f"This needs a scope of all rooms ({operation}).", code="scope_not_allowed")


def require_role(role: str, operation: str) -> None:
    """Raise Forbidden unless the role may do the operation somewhere. For what has to be read to know its room."""
    if role not in OPERATIONS[operation][1]:
        raise Forbidden(f"The role {role} may not do this ({operation}).", code="role_not_allowed")


def room_not_found(room_id: str) -> NotFound:
    """The same answer for a room that does not exist and for one that the actor may not see."""
    return NotFound(f"There is no room {room_id}.", code="room_not_found")


def operations_of(role: str, rooms: tuple[str, ...]) -> list[str]:
    """The operations open to a role; those on one room are listed if the scope holds any room at all."""
    return [name for name in OPERATIONS if any(may(role, rooms, name, room) for room in rooms or ("",))]
