"""What became of the calls on IVS Chat."""

from .. import roles
from ..delivery.records import Action, ActionFilter
from ..errors import NotFound
from ..records import Page, Request
from .desk import Desk
from .targets import require_room


def list_actions(desk: Desk, request: Request, wanted: ActionFilter, limit: int, next_token: str) -> Page[Action]:
    """Actions of one room, or of all rooms for those who may see all; those due last come first."""
    if wanted.room_id:
        require_room(desk, request.actor, "actions.read", wanted.room_id)
    else:
        roles.require(request.actor.role, request.actor.rooms, "actions.read_everywhere")
    return desk.actions.list(wanted, limit, next_token)


def get_action(desk: Desk, request: Request, action_id: str) -> Action:
    """One action; one in a room that the actor may not see looks as if it did not exist."""
    role, rooms = request.actor.role, request.actor.rooms
    roles.require_role(role, "actions.read")
    action = desk.actions.get(action_id)
    if action is None or not roles.may(role, rooms, "actions.read", action.intent.room_id):
        raise NotFound(f"There is no action {action_id}.", code="action_not_found")
    return action
