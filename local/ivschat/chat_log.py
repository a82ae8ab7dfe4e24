"""The chat log: records of what a room's clients received, delivered to CloudWatch Logs behind the scenes.

Batches are written in order, one stream per room. Delivery never holds a message up: a destination that fails costs
retries and then log records, as it does on AWS, and is counted.
"""

import asyncio
import json
import logging
from collections import Counter, deque
from collections.abc import Callable
from itertools import islice, takewhile
from typing import Any

from .aws_calls import AwsCallFailed, AwsCalls
from .clock import Clock
from .frames import Frame
from .http_pool import Unreachable
from .resources import LoggingConfiguration, Room

_log = logging.getLogger(__name__)

_VERSION = "1.0"
# PutLogEvents takes 10,000 events or 1 MiB (26 bytes added per event); a frame is at most a few KiB.
_BATCH_EVENTS = 250
_WAITING_EVENTS = 20_000
_ATTEMPTS = 5
_RETRY_SECONDS = 0.2
_ROUND_SECONDS = 0.5

_Key = tuple[str, str]


def written(frame: Frame) -> str:
    """A frame's record in the log."""
    record = {"event_timestamp": frame["SendTime"], "type": frame["Type"], "version": _VERSION, "payload": frame}
    return json.dumps(record, ensure_ascii=False)


class ChatLog:
    """One per instance; `start` runs the delivery until `stop`."""

    def __init__(
        self, find: Callable[[str], LoggingConfiguration | None], aws: AwsCalls | None, clock: Clock, seconds: float
    ) -> None:
        self._find = find
        self._aws = aws
        self._clock = clock
        self._seconds = seconds
        self._waiting: dict[_Key, deque[dict[str, Any]]] = {}
        self._streams: set[_Key] = set()
        self._counters: dict[str, Counter[str]] = {}
        self._worker: asyncio.Task[None] | None = None

    def record(self, room: Room, frame: Frame, now_ns: int) -> None:
        """Queues the frame for every logging configuration of the room."""
        if not room.logging_configurations:
            return
        entry = {"timestamp": now_ns // 1_000_000, "message": written(frame)}
        for arn in room.logging_configurations:
            self._queue(arn, room.id, entry)

    def _queue(self, arn: str, room_id: str, entry: dict[str, Any]) -> None:
        configuration = self._find(arn)
        counter = self._counters.setdefault(arn, Counter())
        if configuration is None or configuration.log_group is None or self._aws is None:
            counter["notDelivered"] += 1
            return
        waiting = self._waiting.setdefault((arn, room_id), deque())
        if len(waiting) >= _WAITING_EVENTS:
            counter["dropped"] += 1
            return
        waiting.append(entry)

    def start(self) -> None:
        self._worker = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Delivers what waits, once, and ends."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        await self.flush(attempts=1)

    async def _run(self) -> None:
        while True:
            await self._clock.sleep(min(_ROUND_SECONDS, self._seconds))
            await self.flush(until_ms=int((self._clock.now() - self._seconds) * 1000))

    async def flush(self, attempts: int = _ATTEMPTS, until_ms: float = float("inf")) -> None:
        """One round over what waits and is that old: the streams side by side, the records of a stream in order."""
        await asyncio.gather(*(self._drain(key, waiting, attempts, until_ms) for key, waiting in self._waiting.items()))

    async def _drain(self, key: _Key, waiting: deque[dict[str, Any]], attempts: int, until_ms: float) -> None:
        while batch := list(takewhile(lambda each: each["timestamp"] <= until_ms, islice(waiting, _BATCH_EVENTS))):
            await self._deliver(key, batch, attempts)
            for _ in batch:
                waiting.popleft()

    async def _deliver(self, key: _Key, batch: list[dict[str, Any]], attempts: int) -> None:
        arn, room_id = key
        counter = self._counters.setdefault(arn, Counter())
        configuration = self._find(arn)
        if configuration is None or configuration.log_group is None or self._aws is None:
            counter["notDelivered"] += len(batch)
            return
        problem: Exception | None = None
        for attempt in range(attempts):
            try:
                await self._put(self._aws, configuration.log_group, key, room_id, batch)
            except (AwsCallFailed, Unreachable) as failure:
                problem = failure
                counter[_metric(failure)] += 1
                self._streams.discard(key)
                if attempt + 1 < attempts:
                    await asyncio.sleep(_RETRY_SECONDS * 2**attempt)
            else:
                counter["delivered"] += len(batch)
                return
        counter["lost"] += len(batch)
        _log.warning("chat log of %s: %d records lost: %s", arn, len(batch), problem)

    async def _put(self, aws: AwsCalls, group: str, key: _Key, room_id: str, batch: list[dict[str, Any]]) -> None:
        stream = f"aws/IVSChatLogs/{_VERSION}/room_{room_id}"
        if key not in self._streams:
            try:
                await aws.logs("CreateLogStream", {"logGroupName": group, "logStreamName": stream})
            except AwsCallFailed as problem:
                if problem.code != "ResourceAlreadyExistsException":
                    raise
            self._streams.add(key)
        await aws.logs("PutLogEvents", {"logGroupName": group, "logStreamName": stream, "logEvents": batch})

    async def group_exists(self, group: str) -> bool:
        """Whether the log group is there; without an AWS endpoint nobody can be asked, and every group counts."""
        if self._aws is None:
            return True
        try:
            found = await self._aws.logs("DescribeLogGroups", {"logGroupNamePrefix": group})
        except (AwsCallFailed, Unreachable) as problem:
            _log.warning("log group %s could not be looked up: %s", group, problem)
            return False
        return any(entry["logGroupName"] == group for entry in found.get("logGroups", []))

    def forget(self) -> None:
        self._waiting.clear()
        self._streams.clear()
        self._counters.clear()

    def as_json(self) -> dict[str, dict[str, int]]:
        """Per logging configuration: records delivered, waiting, lost, dropped, notDelivered; AWS's error metrics."""
        result = {arn: dict(counter) for arn, counter in self._counters.items()}
        for (arn, _), waiting in self._waiting.items():
            result.setdefault(arn, {})["waiting"] = result.get(arn, {}).get("waiting", 0) + len(waiting)
        return result


def _metric(problem: Exception) -> str:
    code = getattr(problem, "code", "")
    if code == "ResourceNotFoundException":
        return "LogDestinationResourceNotFoundErrors"
    return "LogDestinationAccessDeniedError" if code.startswith("AccessDenied") else "LogDestinationErrors"
