"""The API as one callable: authenticate, look the body over, route, and put every refusal into problem details."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestValidationError,
    ResponseValidationError,
)

from moderation.errors import ModerationError, OverBudget
from moderation.records import Actor, Request
from moderation.services.desk import Desk

from . import authentication, body, idempotency, metric, preconditions, problems
from .current import Current
from .openapi import description
from .paths import routable
from .routes import (
    actions,
    attachments,
    audit,
    chat,
    decisions,
    erasures,
    holds,
    lexicons,
    logging_configurations,
    me,
    moderators,
    modes,
    policies,
    policy_publishing,
    rooms,
    sanctions,
    service_state,
)

SERVICE_PREFIX = "/service"
PUBLIC = ("/v1/health", "/v1/openapi.json")
ROUTERS = (
    service_state,
    me,
    rooms,
    attachments,
    chat,
    sanctions,
    actions,
    modes,
    policies,
    policy_publishing,
    lexicons,
    moderators,
    logging_configurations,
    audit,
    erasures,
    holds,
    decisions,
)

Event = dict[str, Any]

# The API shares its origin with the console: no answer may be kept by others, shown as a page, or guessed to be one.
# What may be asked for again by its ETag says so itself.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


class Api:
    """One deployment's API."""

    def __init__(
        self, desk: Desk, verifier: authentication.TokenVerifier, remembered: idempotency.IdempotencyStore
    ) -> None:
        self._desk = desk
        self._verifier = verifier
        self._remembered = remembered
        self._resolver = resolver()

    def handle(self, event: Event, context: Any) -> dict[str, Any]:
        """Answer one request (HTTP API payload 2.0)."""
        answer = self._answer(event, context)
        return {**answer, "headers": {**_HEADERS, **(answer.get("headers") or {})}}

    def _answer(self, event: Event, context: Any) -> dict[str, Any]:
        request_id = str(event.get("requestContext", {}).get("requestId", ""))
        method = str(event["requestContext"]["http"]["method"])
        path = routable(method, str(event["rawPath"]).removeprefix(SERVICE_PREFIX))
        try:
            prepared = self._prepared(event, path, request_id)
        except ModerationError as refusal:
            return _built(problems.of_refusal(refusal, request_id))
        self._resolver.append_context(openapi=lambda: description(self._resolver), request_id=request_id, **prepared)
        # Whatever an empty body is labelled as, it is read as JSON.
        headers = {**(event.get("headers") or {}), "content-type": "application/json"}
        answer = self._resolver.resolve({**event, "rawPath": path, "headers": headers}, context)
        return _with_etag(event, answer)

    def _prepared(self, event: Event, path: str, request_id: str) -> dict[str, Any]:
        method = event["requestContext"]["http"]["method"]
        if path in PUBLIC and method == "GET":
            return {}
        headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        actor = self._actor(event, headers)
        limit = body.bytes_max(path)
        text = body.text_of(event, limit)
        if text:
            body.check_media_type(headers.get("content-type", ""))
            body.check(text, limit)
        key = idempotency.checked_key(headers) if method == "POST" else ""
        if path.endswith(idempotency.NEVER_REMEMBERED):
            key = ""
        fingerprint = idempotency.fingerprint_of(method, path, text)
        request = Request(actor, idempotency.action_id_of(actor, key, fingerprint, self._desk.clock.now()), request_id)
        return {
            "current": Current(self._desk, request),
            "remember": self._remember(actor, key, fingerprint) if key else None,
        }

    def _actor(self, event: Event, headers: dict[str, str]) -> Actor:
        if str(event["rawPath"]).startswith(f"{SERVICE_PREFIX}/"):
            return authentication.service(event["requestContext"])
        return authentication.person(headers, self._verifier, self._desk.moderators)

    def _remember(self, actor: Actor, key: str, fingerprint: str) -> Callable[..., Response[Any]]:
        def remember(context: Any, make: Callable[[], Response[Any]]) -> Response[Any]:
            scoped = f"{actor.reference}#{key}"
            return idempotency.answered_once(self._remembered, scoped, fingerprint, context, make)

        return remember


@lru_cache(maxsize=1)
def resolver() -> APIGatewayHttpResolver:
    """All routes. They hold nothing of a deployment: that comes with each request."""
    app = APIGatewayHttpResolver(enable_validation=True, response_validation_error_http_code=500)
    for module in ROUTERS:
        app.include_router(module.router)
    app.use(middlewares=[_once])
    logger = Logger(service="moderator_api")

    def request_id() -> str:
        return str(app.context.get("request_id", ""))

    def refused(refusal: ModerationError) -> Response[str]:
        if isinstance(refusal, OverBudget):
            logger.warning("over budget", extra={"actor": refusal.actor, **refusal.members})
            metric.over_budget()
        return problems.of_refusal(refusal, request_id())

    def invalid(error: RequestValidationError) -> Response[str]:
        return problems.of_validation(error, request_id())

    def nowhere(_error: NotFoundError) -> Response[str]:
        return problems.problem(HTTPStatus.NOT_FOUND, "no_such_resource", "There is nothing here.", request_id())

    def failed(error: Exception) -> Response[str]:
        logger.error("request failed", exc_info=error)
        detail = "This is our fault; the request id helps to find it."
        return problems.problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", detail, request_id())

    answers: dict[type[Exception], Callable[..., Response[str]]] = {
        Exception: failed,
        ModerationError: refused,
        NotFoundError: nowhere,
        RequestValidationError: invalid,
        ResponseValidationError: failed,
    }
    for kind, answer in answers.items():
        app.exception_handler(kind)(answer)
    return app


def _once(app: APIGatewayHttpResolver, next_middleware: Callable[..., Response[Any]]) -> Response[Any]:
    remember = app.context.get("remember")
    if remember is None:
        return next_middleware(app)
    answer: Response[Any] = remember(app.lambda_context, lambda: next_middleware(app))
    return answer


def _built(response: Response[str]) -> dict[str, Any]:
    headers = {name: str(value) for name, value in response.headers.items()}
    return {
        "statusCode": response.status_code,
        "headers": {**headers, "Content-Type": problems.MEDIA_TYPE},
        "body": response.body,
        "isBase64Encoded": False,
    }


def _with_etag(event: Event, answer: dict[str, Any]) -> dict[str, Any]:
    """Pages poll: what did not change costs them a 304 and no body."""
    if event["requestContext"]["http"]["method"] != "GET" or answer["statusCode"] != HTTPStatus.OK:
        return answer
    digest = hashlib.sha256(str(answer["body"]).encode()).hexdigest()[:20]
    own = answer["headers"].get("ETag")
    etag = preconditions.refined(own, digest) if own else f'"{digest}"'
    headers = {**answer["headers"], "ETag": etag, "Cache-Control": "private, no-cache"}
    if _knows((event.get("headers") or {}).get("if-none-match", ""), etag):
        return {"statusCode": int(HTTPStatus.NOT_MODIFIED), "headers": headers, "body": "", "isBase64Encoded": False}
    return {**answer, "headers": headers}


def _knows(if_none_match: str, etag: str) -> bool:
    """Compared weakly, as RFC 9110 says: a proxy that compresses marks the tag as weak."""
    known = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return etag in known or known == ["*"]
