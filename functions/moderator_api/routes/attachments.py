"""The review hook on rooms that exist."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Path
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import attachments

from ..current import current
from ..schemas.rooms import AttachProgressView, AttachRooms, RoomView, progress_view, room_view
from ..schemas.wire import RoomId

router = APIGatewayHttpRouter()

OperationId = Annotated[str, Path(pattern="^[0-9a-f]{26}$", description="`operationId` of the answer to the request")]


@router.post("/v1/rooms/<room_id>/attach", tags=["Rooms"], summary="Put the review hook and the chat log on a room")
def attach_room(room_id: RoomId) -> RoomView:
    here = current(router)
    return room_view(attachments.attach(here.desk, here.request, room_id), here.desk.hook.handler_uri)


@router.post("/v1/rooms/<room_id>/detach", tags=["Rooms"], summary="Put back what a room had before it was attached")
def detach_room(room_id: RoomId) -> RoomView:
    here = current(router)
    return room_view(attachments.detach(here.desk, here.request, room_id), here.desk.hook.handler_uri)


@router.post("/v1/rooms/attach", tags=["Rooms"], summary="Attach many rooms, paced, in the background", status_code=202)
def attach_rooms(body: Annotated[AttachRooms, Body()]) -> AttachProgressView:
    here = current(router)
    room_ids = tuple(dict.fromkeys(body.room_ids or ()))
    key, value = (body.tag.key, body.tag.value) if body.tag else ("", None)
    return progress_view(attachments.start_attaching(here.desk, here.request, room_ids, key, value))


@router.get("/v1/rooms/attach/<operation_id>", tags=["Rooms"], summary="How far a bulk attachment is")
def get_attach_progress(operation_id: OperationId) -> AttachProgressView:
    here = current(router)
    return progress_view(attachments.attaching(here.desk, here.request, operation_id))
