"""Warnings, timeouts and bans, in one room and in all."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.errors import NotFound
from moderation.services import sanctions
from moderation.tables import ALL_ROOMS

from ..answers import no_content
from ..current import current
from ..pagination import listed, opened
from ..schemas.sanctions import Impose, ImposedView, SanctionView, members, sanction_view
from ..schemas.wire import Cursor, Limit, Listing, ReasonQuery, RoomId, UserId

router = APIGatewayHttpRouter()


@router.get("/v1/rooms/<room_id>/sanctions", tags=["Sanctions"], summary="Sanctions in force in a room")
def list_room_sanctions(room_id: RoomId, limit: Limit = 50, cursor: Cursor | None = None) -> Listing[SanctionView]:
    return _list(room_id, limit, cursor)


@router.get("/v1/sanctions", tags=["Sanctions"], summary="Sanctions in force in all rooms")
def list_sanctions(limit: Limit = 50, cursor: Cursor | None = None) -> Listing[SanctionView]:
    return _list(ALL_ROOMS, limit, cursor)


@router.get("/v1/rooms/<room_id>/sanctions/<user_id>", tags=["Sanctions"], summary="A user's sanction in a room")
def get_room_sanction(room_id: RoomId, user_id: UserId) -> SanctionView:
    return _get(room_id, user_id)


@router.get("/v1/sanctions/<user_id>", tags=["Sanctions"], summary="A user's sanction in all rooms")
def get_sanction(user_id: UserId) -> SanctionView:
    return _get(ALL_ROOMS, user_id)


@router.put("/v1/rooms/<room_id>/sanctions/<user_id>", tags=["Sanctions"], summary="Warn, time out or ban in a room")
def impose_room_sanction(room_id: RoomId, user_id: UserId, body: Annotated[Impose, Body()]) -> ImposedView:
    return _impose(room_id, user_id, body)


@router.put("/v1/sanctions/<user_id>", tags=["Sanctions"], summary="Warn, time out or ban in all rooms")
def impose_sanction(user_id: UserId, body: Annotated[Impose, Body()]) -> ImposedView:
    return _impose(ALL_ROOMS, user_id, body)


@router.delete(
    "/v1/rooms/<room_id>/sanctions/<user_id>", tags=["Sanctions"], summary="Lift a sanction in a room", status_code=204
)
def lift_room_sanction(room_id: RoomId, user_id: UserId, reason: ReasonQuery = "") -> Response[str]:
    return _lift(room_id, user_id, reason)


@router.delete("/v1/sanctions/<user_id>", tags=["Sanctions"], summary="Lift a sanction in all rooms", status_code=204)
def lift_sanction(user_id: UserId, reason: ReasonQuery = "") -> Response[str]:
    return _lift(ALL_ROOMS, user_id, reason)


def _list(scope: str, limit: int, cursor: str | None) -> Listing[SanctionView]:
    here = current(router)
    now = here.desk.clock.now()
    page = sanctions.list_sanctions(here.desk, here.request, scope, limit, opened(cursor, "sanctions", scope))
    return listed(page, lambda sanction: sanction_view(sanction, now), "sanctions", scope)


def _get(scope: str, user_id: str) -> SanctionView:
    here = current(router)
    sanction = sanctions.get_sanction(here.desk, here.request, scope, user_id)
    if sanction is None:
        raise NotFound("There is no sanction of this user in force here.", code="sanction_not_found")
    return sanction_view(sanction, here.desk.clock.now())


def _impose(scope: str, user_id: str, body: Impose) -> ImposedView:
    here = current(router)
    asked = sanctions.Asked(scope, user_id, body.kind, body.seconds, body.reason, body.replace)
    imposed = sanctions.impose(here.desk, here.request, asked)
    shown = members(imposed.sanction, here.desk.clock.now())
    shown |= {"disconnected": list(imposed.disconnected), "not_disconnected": list(imposed.not_disconnected)}
    return ImposedView.model_validate(shown)


def _lift(scope: str, user_id: str, reason: str) -> Response[str]:
    here = current(router)
    sanctions.lift(here.desk, here.request, scope, user_id, reason)
    return no_content()
