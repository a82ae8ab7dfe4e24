"""The request that is being answered, as a route sees it."""

from dataclasses import dataclass

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.records import Request
from moderation.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Current:
    """The ports to work with, and who asks for what."""

    desk: Desk
    request: Request


def current(router: APIGatewayHttpRouter) -> Current:
    """What the API put beside the request before routing it."""
    found: Current = router.context["current"]
    return found
