"""A review function of the emulated AWS: whether IVS Chat may invoke it, and its invocation."""

import asyncio
from contextlib import suppress

from .aws_calls import AwsCallFailed, AwsCalls
from .clock import Clock
from .handler_answer import HandlerAnswer, InvocationFailed
from .http_pool import Unreachable
from .lambda_permission import allows


class LambdaFunction:
    """One function, version or alias.

    Its permission is looked at when a room is associated, and again in the background once it is older than
    `permission_seconds`: a grant that was taken away bites after a while, as on AWS, and costs no message any time.
    """

    def __init__(self, uri: str, aws: AwsCalls, account: str, clock: Clock, permission_seconds: float) -> None:
        self._uri = uri
        self._aws = aws
        self._account = account
        self._clock = clock
        self._permission_seconds = permission_seconds
        self._checked_at: float | None = None
        self._problem: str | None = None
        self._checking: asyncio.Task[None] | None = None

    async def permission_problem(self, room_arn: str) -> str | None:
        """Why IVS Chat may not invoke the function for this room, or None if it may. Raises: Unreachable."""
        base, qualifier = _split(self._uri)
        try:
            policy = await self._aws.function_policy(base, qualifier)
        except AwsCallFailed as problem:
            found: str | None = f"no resource policy was found: {problem}"
        else:
            allowed = allows(policy, self._uri, room_arn, self._account)
            found = (
                None if allowed else "no statement of its resource policy allows ivschat.amazonaws.com for this room"
            )
        self._checked_at, self._problem = self._clock.now(), found
        return found

    async def invoke_for(self, room_arn: str, payload: bytes) -> HandlerAnswer:
        stale = self._checked_at is None or self._clock.now() - self._checked_at >= self._permission_seconds
        if stale and (self._checking is None or self._checking.done()):
            self._checking = asyncio.create_task(self._check_again(room_arn))
        if self._problem is not None:
            raise InvocationFailed(self._problem)
        try:
            answer = await self._aws.invoke_function(self._uri, payload)
        except (AwsCallFailed, Unreachable) as problem:
            raise InvocationFailed(str(problem)) from problem
        return HandlerAnswer(answer.body, answer.headers.get("x-amz-function-error"))

    async def _check_again(self, room_arn: str) -> None:
        """An unreachable Lambda says nothing of the permission; the invocation itself fails then."""
        with suppress(Unreachable):
            await self.permission_problem(room_arn)


def _split(uri: str) -> tuple[str, str | None]:
    """A function ARN without its version or alias, and that qualifier."""
    parts = uri.split(":")
    return ":".join(parts[:7]), parts[7] if len(parts) > 7 else None
