"""Who asks."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from ..current import current
from ..schemas.moderators import MeView, me_view

router = APIGatewayHttpRouter()


@router.get("/v1/me", tags=["Moderators"], summary="Your role, rooms and operations")
def read_me() -> MeView:
    return me_view(current(router).request.actor)
