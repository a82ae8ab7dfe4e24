"""What needs no token: health and the API's description."""

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from ..schemas.wire import View

router = APIGatewayHttpRouter()


class Health(View):
    """The function answers."""

    status: str


@router.get("/v1/health", tags=["Service"], summary="Whether the API answers")
def health() -> Health:
    return Health(status="ok")


@router.get("/v1/openapi.json", tags=["Service"], summary="This description", include_in_schema=False)
def description() -> Response[str]:
    return Response(status_code=200, content_type="application/json", body=router.context["openapi"]())
