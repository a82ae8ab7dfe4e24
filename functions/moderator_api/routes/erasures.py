"""A user's right to be forgotten, and to see what is held."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import erasures

from ..current import current
from ..pagination import listed, opened
from ..schemas.erasures import Erase, ErasureId, ErasureView, HeldView, erasure_view, held_view
from ..schemas.wire import Cursor, Limit, Listing, UserId

router = APIGatewayHttpRouter()


@router.post("/v1/users/<user_id>/erasure", tags=["Users"], summary="Forget a user", status_code=202)
def erase_user(user_id: UserId, body: Annotated[Erase | None, Body()] = None) -> ErasureView:
    here = current(router)
    reason = (body.reason if body else None) or ""
    return erasure_view(erasures.request_erasure(here.desk, here.request, user_id, reason))


@router.get("/v1/erasures/<erasure_id>", tags=["Users"], summary="How far an erasure is")
def get_erasure(erasure_id: ErasureId) -> ErasureView:
    here = current(router)
    return erasure_view(erasures.get_erasure(here.desk, here.request, erasure_id))


@router.get("/v1/users/<user_id>/export", tags=["Users"], summary="All that is held about a user")
def export_user(user_id: UserId, limit: Limit = 50, cursor: Cursor | None = None) -> Listing[HeldView]:
    here = current(router)
    token = opened(cursor, "held", user_id)
    return listed(erasures.export_held(here.desk, here.request, user_id, limit, token), held_view, "held", user_id)
