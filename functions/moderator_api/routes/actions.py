"""What became of calls on IVS Chat, and purges, which consist of many of them."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.delivery.records import ActionFilter
from moderation.services import actions, purges

from ..current import current
from ..pagination import listed, opened
from ..schemas.actions import (
    ActionId,
    ActionView,
    OperationQuery,
    Purge,
    PurgeView,
    RoomQuery,
    StatusQuery,
    action_view,
    purge_view,
)
from ..schemas.wire import Cursor, Limit, Listing, RoomId, UserId

router = APIGatewayHttpRouter()


@router.get("/v1/actions", tags=["Actions"], summary="Calls on IVS Chat, those due last first")
def list_actions(
    status: StatusQuery | None = None,
    room_id: RoomQuery = None,
    operation: OperationQuery | None = None,
    limit: Limit = 50,
    cursor: Cursor | None = None,
) -> Listing[ActionView]:
    here = current(router)
    wanted = ActionFilter(status or "", room_id or "", operation or "")
    page = actions.list_actions(here.desk, here.request, wanted, limit, opened(cursor, "actions", wanted))
    return listed(page, action_view, "actions", wanted)


@router.get("/v1/actions/<action_id>", tags=["Actions"], summary="One call on IVS Chat")
def get_action(action_id: ActionId) -> ActionView:
    here = current(router)
    return action_view(actions.get_action(here.desk, here.request, action_id))


@router.post(
    "/v1/rooms/<room_id>/users/<user_id>/purge",
    tags=["Actions"],
    summary="Take a user's recent messages off the viewers' screens",
)
def purge(room_id: RoomId, user_id: UserId, body: Annotated[Purge | None, Body()] = None) -> PurgeView:
    here = current(router)
    asked = body or Purge()
    purged = purges.purge(here.desk, here.request, room_id, user_id, asked.since_seconds, asked.reason or "")
    return purge_view(purged)
