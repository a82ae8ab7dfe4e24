"""Message review: one handler call under a hard deadline, the answer checked to the letter, the fallback applied."""

import asyncio
import json
import logging

from .clock import Clock
from .faults import Faults
from .handler_answer import HandlerAnswer, InvocationFailed
from .handlers import Handlers
from .review_contract import InvalidAnswer, Outcome, Submission, event_of, read_answer
from .review_log import ReviewLog, ReviewRecord
from .settings import Quotas

_log = logging.getLogger(__name__)

# A handler that has not answered by then is given up for good; its late answer is only ever recorded.
_GIVE_UP_SECONDS = 30.0


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
            outcome = read_answer(answer.payload, message, self._quotas.review_attributes_bytes)
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
        payload = json.dumps(event_of(message), ensure_ascii=False).encode()
        async with asyncio.timeout(_GIVE_UP_SECONDS):
            return await self._handlers.invoke(uri, message.room.arn, payload)

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
