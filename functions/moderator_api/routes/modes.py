"""Room modes."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import modes

from ..current import current
from ..schemas.modes import ChangeModes, changes
from ..schemas.wire import RoomId

router = APIGatewayHttpRouter()

Modes = dict[str, dict[str, int]]


@router.get("/v1/rooms/<room_id>/modes", tags=["Modes"], summary="The modes that are on")
def get_modes(room_id: RoomId) -> Modes:
    here = current(router)
    return _shown(modes.get_modes(here.desk, here.request, room_id))


@router.patch("/v1/rooms/<room_id>/modes", tags=["Modes"], summary="Switch modes on or off, with or without a timer")
def change_modes(room_id: RoomId, body: Annotated[ChangeModes, Body()]) -> Modes:
    here = current(router)
    return _shown(modes.change_modes(here.desk, here.request, room_id, changes(body)))


def _shown(modes_on: modes.Modes) -> Modes:
    return {name: {key: int(str(value)) for key, value in mode.items()} for name, mode in modes_on.items()}
