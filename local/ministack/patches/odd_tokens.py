"""A token that is no token is a 401, whatever its header holds.

ministack takes a token's header and claims for JSON objects; one that is a list or null is its 500. API Gateway
answers 401.
"""

from typing import Any

from ministack.services import apigateway

from local.ministack.hooks import expect, replace

PARAMETERS = "route authorizer headers query_params"


def install() -> None:
    """Have everything that the check stumbles over refused."""
    validate = expect(apigateway, "_validate_jwt_authorizer", PARAMETERS)
    unauthorized = expect(apigateway, "_jwt_unauthorized", "message")

    async def validate_any(route: Any, authorizer: Any, headers: Any, query_params: Any) -> Any:
        try:
            return await validate(route, authorizer, headers, query_params)
        except (AttributeError, TypeError, ValueError, RecursionError):
            return None, None, unauthorized()

    replace(apigateway, "_validate_jwt_authorizer", PARAMETERS, validate_any)
