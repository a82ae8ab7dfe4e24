"""People's roles and rooms."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import moderators

from ..answers import no_content
from ..current import current
from ..pagination import listed, opened
from ..schemas.moderators import ModeratorView, PutModerator, moderator_view, rooms_of
from ..schemas.wire import Cursor, Limit, Listing, Sub

router = APIGatewayHttpRouter()


@router.get("/v1/moderators", tags=["Moderators"], summary="All moderators, by user name")
def list_moderators(limit: Limit = 50, cursor: Cursor | None = None) -> Listing[ModeratorView]:
    here = current(router)
    page = moderators.list_moderators(here.desk, here.request, limit, opened(cursor, "moderators"))
    return listed(page, moderator_view, "moderators")


@router.get("/v1/moderators/<sub>", tags=["Moderators"], summary="One moderator")
def get_moderator(sub: Sub) -> ModeratorView:
    here = current(router)
    return moderator_view(moderators.get_moderator(here.desk, here.request, sub))


@router.put("/v1/moderators/<sub>", tags=["Moderators"], summary="Give a person a role and rooms")
def put_moderator(sub: Sub, body: Annotated[PutModerator, Body()]) -> ModeratorView:
    here = current(router)
    moderator = moderators.put_moderator(
        here.desk, here.request, sub, body.username, body.role, rooms_of(body), body.active
    )
    return moderator_view(moderator)


@router.delete("/v1/moderators/<sub>", tags=["Moderators"], summary="Deactivate a moderator", status_code=204)
def deactivate_moderator(sub: Sub) -> Response[str]:
    here = current(router)
    moderators.deactivate(here.desk, here.request, sub)
    return no_content()
