"""The API's description, generated from the routes."""

import json
import re
from functools import lru_cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from pydantic.alias_generators import to_camel

from . import examples, refusals

VERSION = "1"
PEOPLE, SERVICES = "CognitoAccessToken", "SigV4"
_PUBLIC = ("/v1/health",)
_PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457). `code` is stable.",
    "required": ["type", "title", "status", "code", "detail", "requestId"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "requestId": {"type": "string"},
        "pointer": {"type": "string", "description": "JSON pointer to the first member at fault"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "parameter": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "upstreamCode": {"type": "string", "description": "IVS Chat's own name of its refusal"},
        "remainingSeconds": {"type": ["integer", "null"]},
        "retryAfterMs": {"type": "integer"},
    },
}
_REFUSED = {
    "description": "Refused",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same request under the same key gets the same answer for a day; a chat token is minted anew.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}


@lru_cache(maxsize=1)
def description(resolver: APIGatewayHttpResolver) -> str:
    """The OpenAPI document as JSON, with sorted keys so that it can be compared."""
    document = json.loads(
        resolver.get_openapi_json_schema(
            title="Roomkeeper moderator API",
            version=VERSION,
            description="People call /v1 with a Cognito access token; services call /service/v1 signed with SigV4.",
        )
    )
    document["paths"] = {_camel(path): _finished(path, item) for path, item in document["paths"].items()}
    document["servers"] = [
        {"url": "/", "description": "People, with an access token"},
        {"url": "/service", "description": "Services, signed"},
    ]
    components = document["components"]
    for validation in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        components["schemas"].pop(validation, None)
    components["schemas"]["Problem"] = _PROBLEM
    components["responses"] = refusals.components()
    components["securitySchemes"] = {
        PEOPLE: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        SERVICES: {"type": "apiKey", "in": "header", "name": "Authorization", "description": "AWS Signature Version 4"},
    }
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _finished(path: str, item: dict[str, Any]) -> dict[str, Any]:
    for method, operation in item.items():
        operation["operationId"] = to_camel(operation["operationId"].split("_v1_")[0])
        answers = {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}
        if "204" in answers:
            answers["204"] = {"description": "Done"}
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path":
                parameter["name"] = to_camel(parameter["name"])
            elif parameter["in"] == "header":
                parameter["name"] = parameter["name"].title()
        if method == "post":
            operation.setdefault("parameters", []).append(_KEY)
        if "requestBody" in operation and operation["operationId"] in examples.BODIES:
            (content,) = operation["requestBody"]["content"].values()
            content["example"] = examples.BODIES[operation["operationId"]]
        known = {} if path in _PUBLIC else refusals.of_operation(method, path, operation)
        operation["responses"] = {**answers, **known, "default": _REFUSED}
        operation["security"] = [] if path in _PUBLIC else [{PEOPLE: []}, {SERVICES: []}]
    return item


def _camel(path: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: f"{{{to_camel(found[1])}}}", path)
