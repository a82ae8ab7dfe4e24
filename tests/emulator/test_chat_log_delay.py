"""A record of the chat log is delivered late, as on AWS, and not forgotten at the end."""

import asyncio
from typing import Any

from local.ivschat.chat_log import ChatLog
from local.ivschat.clock import Clock
from local.ivschat.resources import LoggingConfiguration, Room

START = 1_800_000_000
ARN = "arn:aws:ivschat:us-west-2:123456789012:logging-configuration/abcdefghijkl"
CONFIGURATION = LoggingConfiguration(ARN, "abcdefghijkl", 0, 0, {"cloudWatchLogs": {"logGroupName": "group"}}, "ACTIVE")


class Logs:
    """CloudWatch Logs that takes everything."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def logs(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        if operation == "PutLogEvents":
            self.taken += [event["message"] for event in request["logEvents"]]
        return {}


async def test_a_record_is_delivered_when_it_is_old_enough_or_at_the_end() -> None:
    aws, clock = Logs(), Clock(frozen_at=START)
    room = Room("arn", "room00000001", 0, 0, logging_configurations=[ARN])
    log = ChatLog(lambda arn: CONFIGURATION, aws, clock, seconds=3.0)  # type: ignore[arg-type]  # as far as it is used
    log.start()

    async def passes(seconds: float) -> int:
        await asyncio.sleep(0)
        clock.advance(seconds)
        for _ in range(10):
            await asyncio.sleep(0)
        return len(aws.taken)

    for number in range(3):
        frame = {"SendTime": f"{number}", "Type": "MESSAGE"}
        log.record(room, frame, (START + number) * 1_000_000_000)
    assert await passes(2.9) == 0
    assert await passes(0.6) == 1, "only the first one is three seconds old"
    assert await passes(0.6) == 2
    await log.stop()
    assert len(aws.taken) == 3
