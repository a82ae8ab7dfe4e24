"""Message review: one handler call under a hard deadline, the answer checked to the letter, the fallback applied."""

import asyncio
import json
import logging
from typing import Any, NamedTuple

from .clock import Clock
from .connections import Connection
from .faults import Faults
from .frames import is_string_map, map_bytes, well_formed
from .handlers import HandlerAnswer, Handlers, InvocationFailed
from .resources import Room
from .review_log import ReviewLog, ReviewRecord
from .settings import Quotas

_log = logging.getLogger(__name__)

# A handler that has not answered by then is given up for good; its late answer is only ever recorded.
_GIVE_UP_SECONDS = 30.0


class Submission(NamedTuple):
    """A SendMessage request that passed every check before review."""

    message_id: str
    content: str
    attributes: dict[str, str] | None
    room: Room
    sender: Connection


class Outcome(NamedTuple):
    """What happens to the message: delivered with this content and these attributes, or refused with this reason."""

    allowed: bool
    content: str = ""
    attributes: dict[str, str] | None = None
    reason: str | None = None


class InvalidAnswer(Exception):
    """The handler's answer breaks its contract."""


class Reviewer:
    """Reviews the messages of all rooms."""

    def __init__(self, handlers: Handlers, clock: Clock, quotas: Quotas, faults: Faults, log: ReviewLog) -> None:
        self._handlers = handlers
        self._clock = clock
        self._quotas = quotas
        self._faults = faults
        self._log = log
        self._running: set[asyncio.Task[HandlerAnswer]] = set()

    async def review(self, message: Submission) -> Outcome:
        """The outcome for one message; never raises. Takes no longer than the review timeout."""
        uri = message.room.handler_uri
        started = self._clock.now_ns()
        record = ReviewRecord(message.message_id, message.room.arn, message.sender.token.user_id, uri, started)
        task = asyncio.create_task(self._invoke(uri, message))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if not await self._done_in_time(task):
            task.add_done_callback(lambda late: self._log.late(record, self._clock.now_ns(), _described(late)))
            return self._fallback(message, record, "timeout", f"no answer after {self._quotas.review_timeout_ms} ms")
        record.elapsed_ns = self._clock.now_ns() - started
        try:
            answer = task.result()
        except InvocationFailed as problem:
            return self._fallback(message, record, "invocation_error", str(problem))
        if answer.function_error is not None:
            detail = f"{answer.function_error}: {_excerpt(answer.payload)}"
            return self._fallback(message, record, "function_error", detail)
        try:
            outcome = self._read(answer.payload, message)
        except InvalidAnswer as problem:
            return self._fallback(message, record, "invalid_response", f"{problem}: {_excerpt(answer.payload)}")
        record.decide(outcome.allowed, edited=outcome.allowed and outcome.content != message.content)
        self._log.add(record)
        return outcome

    async def _done_in_time(self, task: asyncio.Task[HandlerAnswer]) -> bool:
        """True if the task ended before the deadline. It is left running either way: Lambda is not told to stop."""
        settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def settle(_: object = None) -> None:
            if not settled.done():
                settled.set_result(None)

        timer = self._clock.call_later(self._quotas.review_timeout_ms / 1000, settle)
        task.add_done_callback(settle)
        await settled
        timer.cancel()
        return task.done()

    async def _invoke(self, uri: str, message: Submission) -> HandlerAnswer:
        if self._faults.review_delay_ms:
            await self._clock.sleep(self._faults.review_delay_ms / 1000)
        if failure := self._faults.review_failure:
            return _failed(failure)
        payload = json.dumps(_event(message), ensure_ascii=False).encode()
        async with asyncio.timeout(_GIVE_UP_SECONDS):
            return await self._handlers.invoke(uri, message.room.arn, payload)

    def _read(self, payload: bytes, message: Submission) -> Outcome:
        """The answer as an outcome.

        Raises:
            InvalidAnswer: the answer's syntax or one of its fields is not what the review contract says.
        """
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            raise InvalidAnswer("the answer is not JSON") from None
        if not isinstance(answer, dict):
            raise InvalidAnswer("the answer is not an object")
        content, attributes = answer.get("Content"), answer.get("Attributes")
        if answer.get("ReviewResult") not in ("ALLOW", "DENY"):
            raise InvalidAnswer("ReviewResult is not ALLOW or DENY")
        if not isinstance(content, str | None):
            raise InvalidAnswer("Content is not a string")
        if attributes is not None and not is_string_map(attributes):
            raise InvalidAnswer("Attributes is not a map of strings to strings")
        if attributes is not None and map_bytes(attributes) > self._quotas.review_attributes_bytes:
            raise InvalidAnswer(f"Attributes exceed {self._quotas.review_attributes_bytes} bytes")
        if answer["ReviewResult"] == "DENY":
            return Outcome(allowed=False, reason=(attributes or {}).get("Reason"))
        limit = message.room.maximum_message_length
        if not content or len(content) > limit:
            raise InvalidAnswer(f"Content of an ALLOW must have 1 to {limit} characters")
        kept = message.attributes if attributes is None else attributes
        return Outcome(allowed=True, content=well_formed(content), attributes=kept)

    def _fallback(self, message: Submission, record: ReviewRecord, cause: str, detail: str) -> Outcome:
        allowed = message.room.fallback_result == "ALLOW"
        record.elapsed_ns = self._clock.now_ns() - record.started_ns
        record.fall_back(allowed, cause, detail)
        self._log.add(record)
        _log.warning(
            "message %s in %s: fallback %s because of %s (%s)",
            message.message_id,
            message.room.arn,
            message.room.fallback_result,
            cause,
            detail,
        )
        return Outcome(allowed, message.content, message.attributes)


def _event(message: Submission) -> dict[str, Any]:
    token = message.sender.token
    return {
        "Content": message.content,
        "MessageId": message.message_id,
        "RoomArn": message.room.arn,
        "Attributes": message.attributes,
        "Sender": {"Attributes": token.attributes, "UserId": token.user_id, "Ip": message.sender.ip},
    }


def _failed(failure: str) -> HandlerAnswer:
    if failure == "invocationError":
        raise InvocationFailed("the fault reviewFailure is set")
    if failure == "functionError":
        return HandlerAnswer(b'{"errorMessage": "the fault reviewFailure is set"}', "Unhandled")
    return HandlerAnswer(b'{"reviewResult": "the fault reviewFailure is set"}')


def _described(task: asyncio.Task[HandlerAnswer]) -> str:
    if task.cancelled() or (problem := task.exception()) is not None:
        return "cancelled" if task.cancelled() else repr(problem)
    return _excerpt(task.result().payload)


def _excerpt(payload: bytes) -> str:
    return payload[:300].decode("utf-8", "replace")
