"""What happens in a room now: tokens, events, single messages, connections."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import messages, tokens

from ..answers import no_content
from ..current import current
from ..schemas.chat import Disconnect, MintToken, OperationView, SendEvent, TokenView
from ..schemas.wire import MessageId, ReasonQuery, RoomId, UserId

router = APIGatewayHttpRouter()


@router.post("/v1/rooms/<room_id>/tokens", tags=["Chat"], summary="A chat token", status_code=201)
def mint_token(room_id: RoomId, body: Annotated[MintToken, Body()]) -> TokenView:
    here = current(router)
    token = tokens.mint(
        here.desk,
        here.request,
        room_id,
        body.user_id,
        body.access,
        body.session_duration_in_minutes,
        body.attributes,
    )
    return TokenView(token=token.token, session_expiration_time=token.session_expires_at)


@router.post("/v1/rooms/<room_id>/events", tags=["Chat"], summary="Send an event to everybody in a room")
def send_event(room_id: RoomId, body: Annotated[SendEvent, Body()]) -> OperationView:
    here = current(router)
    event_id = messages.send_event(here.desk, here.request, room_id, body.event_name, body.attributes)
    return OperationView(id=event_id)


@router.delete(
    "/v1/rooms/<room_id>/messages/<message_id>", tags=["Chat"], summary="Take a message off the viewers' screens"
)
def delete_message(room_id: RoomId, message_id: MessageId, reason: ReasonQuery = "") -> OperationView:
    here = current(router)
    return OperationView(id=messages.delete_message(here.desk, here.request, room_id, message_id, reason))


@router.post(
    "/v1/rooms/<room_id>/users/<user_id>/disconnect",
    tags=["Chat"],
    summary="Close a user's connections; they may come back",
    status_code=204,
)
def disconnect_user(
    room_id: RoomId, user_id: UserId, body: Annotated[Disconnect | None, Body()] = None
) -> Response[str]:
    here = current(router)
    messages.disconnect_user(here.desk, here.request, room_id, user_id, (body and body.reason) or "")
    return no_content()
