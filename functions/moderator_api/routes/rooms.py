"""Rooms and their tags."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.errors import Invalid
from moderation.services import rooms

from ..answers import no_content
from ..current import current
from ..pagination import listed, opened
from ..schemas.rooms import AddTags, ChangeRoom, CreateRoom, RoomView, TagsView, room_view
from ..schemas.wire import Cursor, Limit, Listing, RoomId

router = APIGatewayHttpRouter()

NameFilter = Annotated[str, Query(max_length=128, pattern="^[a-zA-Z0-9_-]*$", description="The room's whole name")]
AttachedFilter = Annotated[bool, Query(description="Rooms that our review hook is on, or is not on")]
LoggingFilter = Annotated[
    str | None,
    Query(
        alias="loggingConfiguration",
        max_length=128,
        pattern="^arn:aws[a-z-]*:ivschat:[a-z0-9-]+:[0-9]+:logging-configuration/[a-zA-Z0-9]+$",
        description="ARN of a logging configuration that the rooms have",
    ),
]
TagKeys = Annotated[list[str], Query(alias="key", min_length=1, max_length=50, description="A tag's key; repeatable")]


@router.get("/v1/rooms", tags=["Rooms"], summary="Rooms in your scope, last changed first")
def list_rooms(
    limit: Limit = 50,
    cursor: Cursor | None = None,
    name: NameFilter | None = None,
    attached: AttachedFilter | None = None,
    logging_configuration: LoggingFilter = None,
) -> Listing[RoomView]:
    here = current(router)
    listing = ("rooms", name, attached, logging_configuration)
    page = rooms.list_rooms(
        here.desk,
        here.request,
        name=name or "",
        attached=attached,
        logging_arn=logging_configuration or "",
        limit=limit,
        next_token=opened(cursor, *listing),
    )
    return listed(page, lambda room: room_view(room, here.desk.hook.handler_uri), *listing)


@router.post("/v1/rooms", tags=["Rooms"], summary="Create a room that is reviewed from the start", status_code=201)
def create_room(body: Annotated[CreateRoom, Body()]) -> RoomView:
    here = current(router)
    room = rooms.create_room(here.desk, here.request, body.model_dump(exclude={"tags"}), body.tags)
    return room_view(room, here.desk.hook.handler_uri)


@router.get("/v1/rooms/<room_id>", tags=["Rooms"], summary="One room in full")
def get_room(room_id: RoomId) -> RoomView:
    here = current(router)
    return room_view(rooms.get_room(here.desk, here.request, room_id), here.desk.hook.handler_uri)


@router.patch("/v1/rooms/<room_id>", tags=["Rooms"], summary="Change a room's name or limits")
def change_room(room_id: RoomId, body: Annotated[ChangeRoom, Body()]) -> RoomView:
    here = current(router)
    changes = body.model_dump(exclude_none=True)
    if not changes:
        raise Invalid([("", "Name at least one thing to change.")])
    return room_view(rooms.update_room(here.desk, here.request, room_id, changes), here.desk.hook.handler_uri)


@router.delete("/v1/rooms/<room_id>", tags=["Rooms"], summary="Delete a room", status_code=204)
def delete_room(room_id: RoomId) -> Response[str]:
    here = current(router)
    rooms.delete_room(here.desk, here.request, room_id)
    return no_content()


@router.get("/v1/rooms/<room_id>/tags", tags=["Rooms"], summary="A room's tags")
def get_tags(room_id: RoomId) -> TagsView:
    here = current(router)
    return TagsView(tags=rooms.get_tags(here.desk, here.request, room_id))


@router.post("/v1/rooms/<room_id>/tags", tags=["Rooms"], summary="Add or overwrite tags", status_code=204)
def add_tags(room_id: RoomId, body: Annotated[AddTags, Body()]) -> Response[str]:
    here = current(router)
    rooms.add_tags(here.desk, here.request, room_id, body.tags)
    return no_content()


@router.delete("/v1/rooms/<room_id>/tags", tags=["Rooms"], summary="Remove tags", status_code=204)
def remove_tags(room_id: RoomId, keys: TagKeys) -> Response[str]:
    here = current(router)
    rooms.remove_tags(here.desk, here.request, room_id, keys)
    return no_content()
