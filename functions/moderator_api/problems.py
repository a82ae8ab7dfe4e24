"""Refusals as problem details (RFC 9457): one table from what the core says to what HTTP says."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from pydantic.alias_generators import to_camel

from moderation import errors

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 1
# What pydantic puts before the words of our own validators.
_OF_A_VALIDATOR = "Value error, "
# A refusal quotes what it refuses, and Lambda answers with at most 6 MB: nobody reads the fifty-first problem of a body
# that is wrong throughout, or a name without end.
ERRORS_MAX = 50
CHARACTERS_MAX = 1_000

_STATUS: dict[type[errors.ModerationError], HTTPStatus] = {
    errors.ChangedMeanwhile: HTTPStatus.CONFLICT,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.IdempotencyMismatch: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Invalid: HTTPStatus.BAD_REQUEST,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.OverBudget: HTTPStatus.TOO_MANY_REQUESTS,
    errors.PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    errors.TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Unsupported: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
# IVS Chat's own names; every other error of its is not the caller's doing.
_UPSTREAM_STATUS = {
    "ConflictException": (HTTPStatus.CONFLICT, "upstream_conflict"),
    "ResourceNotFoundException": (HTTPStatus.NOT_FOUND, "upstream_not_found"),
    "ServiceQuotaExceededException": (HTTPStatus.CONFLICT, "upstream_quota_exceeded"),
    "ThrottlingException": (HTTPStatus.TOO_MANY_REQUESTS, "upstream_throttled"),
    "ValidationException": (HTTPStatus.BAD_REQUEST, "upstream_invalid"),
}


def of_refusal(refusal: errors.ModerationError, request_id: str) -> Response[str]:
    """The answer to a refused use case."""
    headers: dict[str, str] = {}
    members: dict[str, object] = dict(refusal.members)
    status, code = _STATUS.get(type(refusal), HTTPStatus.INTERNAL_SERVER_ERROR), refusal.code
    retry_after = 0
    match refusal:
        case errors.ChatServiceRefused():
            status, code = _UPSTREAM_STATUS.get(refusal.upstream_code, (HTTPStatus.BAD_GATEWAY, "upstream_failed"))
            members["upstreamCode"] = refusal.upstream_code
            retry_after = RETRY_AFTER_SECONDS if status == HTTPStatus.TOO_MANY_REQUESTS else 0
        case errors.Invalid():
            members |= _located([_split(where) | {"detail": what} for where, what in refusal.problems])
        case errors.TooMany():
            retry_after = refusal.retry_after_seconds
        case errors.Unavailable():
            retry_after = RETRY_AFTER_SECONDS
        case errors.Unauthenticated():
            headers["WWW-Authenticate"] = "Bearer"
    if retry_after:
        headers["Retry-After"] = str(retry_after)
        members["retryAfterMs"] = retry_after * 1000
    return problem(status, code, refusal.detail, request_id, members, headers)


def of_validation(error: RequestValidationError, request_id: str) -> Response[str]:
    """The answer to a request that its schema refuses: every problem, with where it is."""
    errors_found: Sequence[Any] = error.errors()
    found = [
        _place(each["loc"]) | {"detail": str(each["msg"]).removeprefix(_OF_A_VALIDATOR)}
        for each in errors_found[:ERRORS_MAX]
    ]
    detail = "; ".join(f"{_name(each)}: {each['detail']}" for each in found)
    return problem(HTTPStatus.BAD_REQUEST, "invalid", detail, request_id, _located(found))


def problem(
    status: HTTPStatus,
    code: str,
    detail: str,
    request_id: str,
    members: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Response[str]:
    """A problem document."""
    document = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "code": code,
        "detail": _short(detail),
        "requestId": request_id,
        **(members or {}),
    }
    body = json.dumps(document, separators=(",", ":"))
    return Response(status_code=int(status), content_type=MEDIA_TYPE, body=body, headers=dict(headers or {}))


def _located(found: list[dict[str, str]]) -> dict[str, object]:
    shown = [{name: _short(text) for name, text in each.items()} for each in found[:ERRORS_MAX]]
    pointers = [each["pointer"] for each in shown if "pointer" in each]
    return {"errors": shown, **({"pointer": pointers[0]} if pointers else {})}


def _short(text: str) -> str:
    return text if len(text) <= CHARACTERS_MAX else f"{text[: CHARACTERS_MAX - 1]}…"


def _split(where: str) -> dict[str, str]:
    """The core names a member of the body by JSON pointer, a parameter as `?name`."""
    return {"parameter": where[1:]} if where.startswith("?") else {"pointer": where}


def _place(loc: Sequence[object]) -> dict[str, str]:
    part, *rest = loc
    if part == "body":
        return {"pointer": "".join(f"/{_escaped(step)}" for step in rest)}
    return {"parameter": to_camel(str(rest[0] if rest else part))}


def _escaped(step: object) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def _name(place: dict[str, str]) -> str:
    return place.get("parameter") or place.get("pointer") or "body"
