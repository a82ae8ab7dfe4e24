"""Whoever reads the functions' own logs learns of no chat user, no reason and no text, whatever was done or refused."""

import asyncio
import json
import time
import uuid
from collections.abc import Callable, Iterator

from local.stack import LocalStack
from tests.journeys.conftest import Person
from tests.journeys.viewer import Viewer

# Decision lines and the chat log are about messages, and are kept for a week at most.
ABOUT_MESSAGES = ("MessageReview", "ivschat")
# Log, subscription, writer: some two seconds on a quiet machine.
LEDGER_S = 60.0
# What Lambda itself writes around a function's lines, in its plain form.
RUNTIMES_OWN = ("START ", "END ", "REPORT ", "INIT_START ")


def lines(stack: LocalStack) -> Iterator[tuple[str, str]]:
    """Every line of the stack's other log groups, with the group."""
    client = stack.target.client("logs")
    for group in client.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        if "roomkeeper" not in name.lower() or any(word in name for word in ABOUT_MESSAGES):
            continue
        for page in client.get_paginator("filter_log_events").paginate(logGroupName=name):
            yield from ((name, event["message"]) for event in page["events"])


async def test_no_function_logs_whom_it_dealt_with(
    local_stack: LocalStack,
    person: Callable[[str], Person],
    joining: Callable[[str], Viewer],
    room_id: str,
) -> None:
    canary = uuid.uuid4().hex
    user, reason, admin = f"user-{canary}", f"reason-{canary}", person("admin")
    async with joining(user) as viewer:
        await viewer.say(f"fuck {canary}")
        await viewer.frame()
    room = f"/rooms/{room_id}"
    deadline = time.monotonic() + LEDGER_S
    while not admin.get(f"{room}/decisions?userId={user}").json()["items"]:
        assert time.monotonic() < deadline, "the ledger writer has not had its turn"
        await asyncio.sleep(0.2)
    done = [
        admin.put(f"{room}/sanctions/{user}", {"kind": "ban", "reason": reason}),
        admin.post(f"{room}/tokens", {"userId": user}),
        admin.put(f"{room}/sanctions/{user}", {"kind": reason, "reason": reason}),
        admin.post(f"{room}/users/{user}/purge", {"sinceSeconds": 60, "reason": reason}),
        admin.get(f"{room}/users/{user}"),
        admin.delete(f"{room}/sanctions/{user}?reason={reason}"),
        admin.post(f"/users/{user}/erasure", {"reason": reason}),
    ]
    assert [answer.status_code for answer in done] == [200, 403, 400, 200, 200, 204, 202]
    read = list(lines(local_stack))
    for function in ("ModeratorApi", "Chainer", "LedgerWriter"):
        assert any(function in group for group, _ in read), f"the {function} did something"
    assert [group for group, line in read if canary in line] == []
    assert [line for _, line in read if not line.startswith(RUNTIMES_OWN) and not is_object(line)] == []


def is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
