"""The ways to reach a message review handler: a Python callable, an HTTP endpoint, a function of the emulated AWS."""

import asyncio
import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from .aws_calls import AwsCalls
from .clock import Clock
from .handler_answer import HandlerAnswer, InvocationFailed
from .http_pool import HttpPool, Unreachable
from .lambda_function import LambdaFunction

# What a test registers under a function ARN: takes the event, returns the answer (or an awaitable of it).
Handler = Callable[[dict[str, Any]], Any]


class ReviewHandler(Protocol):
    """One handler, whatever it runs on."""

    async def invoke(self, payload: bytes) -> HandlerAnswer: ...


class CallableHandler:
    """A Python function in this process. One that is not a coroutine function runs in a thread, as it may block."""

    def __init__(self, function: Handler) -> None:
        self._function = function

    async def invoke(self, payload: bytes) -> HandlerAnswer:
        try:
            if inspect.iscoroutinefunction(self._function):
                answer = await self._function(json.loads(payload))
            else:
                answer = await asyncio.to_thread(self._function, json.loads(payload))
            return HandlerAnswer(json.dumps(answer).encode())
        except Exception as problem:  # noqa: BLE001 whatever the function raises is its function error, as in Lambda
            return HandlerAnswer(b"null", f"{type(problem).__name__}: {problem}")


class HttpHandler:
    """A URL that takes the event by POST: the Lambda runtime interface emulator's, or any server of one's own."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._pool = HttpPool(url)

    async def invoke(self, payload: bytes) -> HandlerAnswer:
        try:
            answer = await self._pool.call("POST", self._target, {"content-type": "application/json"}, payload)
        except Unreachable as problem:
            raise InvocationFailed(str(problem)) from problem
        if answer.status != 200:
            raise InvocationFailed(f"{self._pool.host_header} answered with status {answer.status}")
        return HandlerAnswer(answer.body, answer.headers.get("x-amz-function-error"))

    async def close(self) -> None:
        await self._pool.close()


class Handlers:
    """Finds the handler behind a function ARN: registered ones first, then the emulated AWS."""

    def __init__(
        self,
        registered: Mapping[str, ReviewHandler],
        aws: AwsCalls | None,
        account: str,
        clock: Clock,
        permission_seconds: float,
    ) -> None:
        self._registered = registered
        self._aws = aws
        self._account = account
        self._clock = clock
        self._permission_seconds = permission_seconds
        self._functions: dict[str, LambdaFunction] = {}

    async def permission_problem(self, uri: str, room_arn: str) -> str | None:
        """Why the handler cannot be associated with the room, for the log; None if it can. Raises: Unreachable."""
        if uri in self._registered:
            return None
        if self._aws is None:
            return "no handler is registered under this ARN, and the emulator has no AWS endpoint to ask"
        return await self._function(uri, self._aws).permission_problem(room_arn)

    async def invoke(self, uri: str, room_arn: str, payload: bytes) -> HandlerAnswer:
        if handler := self._registered.get(uri):
            return await handler.invoke(payload)
        if self._aws is None:
            raise InvocationFailed("no handler is registered under this ARN")
        return await self._function(uri, self._aws).invoke_for(room_arn, payload)

    def _function(self, uri: str, aws: AwsCalls) -> LambdaFunction:
        if uri not in self._functions:
            self._functions[uri] = LambdaFunction(uri, aws, self._account, self._clock, self._permission_seconds)
        return self._functions[uri]
