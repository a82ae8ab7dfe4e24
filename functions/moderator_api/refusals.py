"""Which refusals an operation can give, for the API's description; docs/api.md lists their codes."""

from typing import Any

from .idempotency import NEVER_REMEMBERED

# Operations with these tags call IVS Chat, which may refuse or fail.
_UPSTREAM = {"Actions", "Chat", "Holds", "Logging configurations", "Modes", "Rooms", "Sanctions", "Users"}
# status: name, what it means, an example's code and detail
_REFUSALS = {
    "400": ("Wrong", "The request is wrong; `errors` say where.", "invalid", "/kind: Field required"),
    "401": ("Unknown", "Nobody whom we know.", "token_refused", "This access token is not good here; log in again."),
    "403": ("Forbidden", "The caller may not.", "role_not_allowed", "The role analyst may not do this (modes.change)."),
    "404": ("NotFound", "Not there, or not in the caller's rooms.", "room_not_found", "There is no room room00000001."),
    "409": ("Conflict", "The present state rules it out.", "sanction_stronger", "A ban is in force."),
    "412": ("Outdated", "It has changed since it was read.", "precondition_failed", "Version 4 is the latest."),
    "415": ("NotJson", "The body is not JSON.", "unsupported_media_type", "Send application/json."),
    "422": (
        "KeyUsed",
        "The idempotency key belongs to another request.",
        "idempotency_mismatch",
        "It was used before.",
    ),
    "429": ("TooMany", "Slow down; `Retry-After` says for how long.", "too_many_requests", "60 actions in 60 seconds."),
    "502": ("Upstream", "IVS Chat failed, or would not let us.", "upstream_failed", "Access denied."),
    "503": ("Unavailable", "A table does not answer; try again.", "unavailable", "The state store does not answer."),
}


def components() -> dict[str, Any]:
    """The refusals as reusable responses."""
    return {name: _response(int(status), *rest) for status, (name, *rest) in _REFUSALS.items()}


def of_operation(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    """References to those that an operation can give."""
    headers = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header"}
    given = {
        "400": bool(operation.get("parameters") or "requestBody" in operation),
        "401": True,
        "403": True,
        "404": "{" in path,
        "409": method != "get",
        "412": "If-Match" in headers,
        "415": "requestBody" in operation,
        "422": "Idempotency-Key" in headers and not path.endswith(NEVER_REMEMBERED),
        "429": True,
        "502": not _UPSTREAM.isdisjoint(operation["tags"]),
        "503": True,
    }
    return {
        status: {"$ref": f"#/components/responses/{name}"} for status, (name, *_) in _REFUSALS.items() if given[status]
    }


def _response(status: int, meaning: str, code: str, detail: str) -> dict[str, Any]:
    example = {"type": "about:blank", "title": meaning, "status": status, "code": code, "detail": detail}
    content = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": {**example, "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"},
    }
    described: dict[str, Any] = {"description": meaning, "content": {"application/problem+json": content}}
    if status in (429, 503):
        described["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}}
    return described
