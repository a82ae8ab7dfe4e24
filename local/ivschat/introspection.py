"""`/_emulator/...`: what AWS does not show, and the switches that a test needs. Not signed; the emulator is local."""

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from .gateway import HttpReply
from .sigv4 import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .emulator import Emulator

_MAXIMUM_REVIEWS = 1_000
_DEFAULT_REVIEWS = 50


class BadQuestion(Exception):
    """The request to the introspection endpoint is wrong; the text says how."""


class Introspection:
    """Routes and answers."""

    def __init__(self, emulator: "Emulator") -> None:
        self._emulator = emulator
        self._routes: dict[tuple[str, str], Callable[[HttpRequest], dict[str, Any]]] = {
            ("GET", "health"): self._health,
            ("GET", "reviews"): self._reviews,
            ("GET", "connections"): self._connections,
            ("GET", "chat-log"): self._chat_log,
            ("GET", "faults"): self._faults,
            ("POST", "faults"): self._set_faults,
            ("POST", "sockets"): self._sockets,
            ("POST", "clock"): self._clock,
            ("POST", "reset"): self._reset,
        }

    def answer(self, request: HttpRequest) -> HttpReply:
        name = request.raw_path.removeprefix("/_emulator/")
        route = self._routes.get((request.method, name))
        try:
            if route is None:
                known = ", ".join(f"{method} /_emulator/{path}" for method, path in self._routes)
                return _json(404, {"message": f"{request.method} {request.raw_path} is not known. There are: {known}"})
            return _json(200, route(request))
        except BadQuestion as problem:
            return _json(400, {"message": str(problem)})

    def _health(self, _: HttpRequest) -> dict[str, Any]:
        emulator = self._emulator
        return {
            "status": "ok",
            "region": emulator.settings.region,
            "account": emulator.settings.account,
            "aws": emulator.settings.aws_endpoint,
            "model": emulator.spec.source,
            "rooms": len(emulator.registry.rooms),
            "connections": emulator.connections.count,
        }

    def _reviews(self, request: HttpRequest) -> dict[str, Any]:
        query = parse_qs(request.query)
        text = query.get("limit", [str(_DEFAULT_REVIEWS)])[0]
        if not text.isdecimal() or not 1 <= int(text) <= _MAXIMUM_REVIEWS:
            raise BadQuestion(f"limit must be 1 to {_MAXIMUM_REVIEWS}")
        return self._emulator.review_log.as_json(limit=int(text), cause=query.get("cause", [None])[0])

    def _connections(self, _: HttpRequest) -> dict[str, Any]:
        open_ones = self._emulator.connections.select()
        return {
            "connections": [
                {"roomArn": entry.token.room.arn, "userId": entry.token.user_id, "ip": entry.ip} for entry in open_ones
            ]
        }

    def _chat_log(self, _: HttpRequest) -> dict[str, Any]:
        """Every logging configuration, whether its destination is one that is delivered to, and its counters."""
        counters = self._emulator.chat_log.as_json()
        delivers = self._emulator.settings.aws_endpoint is not None
        return {
            "loggingConfigurations": {
                arn: {
                    "state": entry.state,
                    "destination": entry.destination,
                    "isDelivered": delivers and entry.log_group is not None,
                    **counters.get(arn, {}),
                }
                for arn, entry in self._emulator.registry.logging_configurations.items()
            }
        }

    def _faults(self, _: HttpRequest) -> dict[str, Any]:
        return self._emulator.faults.as_json()

    def _set_faults(self, request: HttpRequest) -> dict[str, Any]:
        try:
            self._emulator.faults.update(_object(request))
        except ValueError as problem:
            raise BadQuestion(str(problem)) from problem
        return self._emulator.faults.as_json()

    def _sockets(self, request: HttpRequest) -> dict[str, Any]:
        """Cuts (no close frame), closes (with a code) or writes a raw frame to the chosen connections."""
        wanted = _object(request)
        chosen = self._emulator.connections.select(wanted.get("roomArn"), wanted.get("userId"))
        action, code, frame = wanted.get("action"), wanted.get("code", 1000), wanted.get("frame")
        if action == "cut":
            for connection in chosen:
                connection.abort()
        elif action == "close" and isinstance(code, int) and 1000 <= code <= 4999:
            for connection in chosen:
                connection.close(code)
        elif action == "send" and isinstance(frame, str):
            for connection in chosen:
                connection.post(frame)
        else:
            raise BadQuestion(
                'action must be "cut", "close" (with a code of 1000 to 4999) or "send" (with a text frame)'
            )
        return {"connections": len(chosen)}

    def _clock(self, request: HttpRequest) -> dict[str, Any]:
        seconds = _object(request).get("advanceSeconds")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
            raise BadQuestion("advanceSeconds must be a number of 0 or more")
        self._emulator.clock.advance(seconds)
        return {"now": self._emulator.clock.now()}

    def _reset(self, _: HttpRequest) -> dict[str, Any]:
        self._emulator.reset()
        return {"status": "ok"}


def _object(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise BadQuestion("the body must be a JSON object")
    return body


def _json(status: int, body: dict[str, Any]) -> HttpReply:
    return HttpReply(status, {"content-type": "application/json"}, json.dumps(body).encode())
