"""An IAM route of an HTTP API takes signed requests only.

ministack asks an AWS_IAM route merely for the presence of an Authorization header, so `Bearer anything` reaches the
function. API Gateway answers 403.
"""

from typing import Any

from ministack.services import apigateway

from local.ministack.hooks import expect, replace

PARAMETERS = "api_id stage path method headers body query_params owner_account_id owner_region raw_query_string"


def install() -> None:
    """Refuse anything but SigV4 before the route is executed."""
    execute = expect(apigateway, "_handle_execute_in_scope", PARAMETERS)
    route_for = expect(apigateway, "_match_route", "api_id method path")

    async def execute_signed(
        api_id: str, stage: str, path: str, method: str, headers: dict[str, str], *rest: Any, **named: Any
    ) -> Any:
        route = route_for(api_id, method, "/" + path.lstrip("/")) or {}
        authorization = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
        if route.get("authorizationType") == "AWS_IAM" and not authorization.startswith("AWS4-HMAC-SHA256"):
            return 403, {"Content-Type": "application/json"}, b'{"message":"Forbidden"}'
        return await execute(api_id, stage, path, method, headers, *rest, **named)

    replace(apigateway, "_handle_execute_in_scope", PARAMETERS, execute_signed)
