"""Real clients: the AWS CLI, the AWS SDK for JavaScript, and the official chat SDK in Node."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.ivschat.clock import Clock
from local.ivschat.server import Running, start
from local.ivschat.settings import Quotas, Settings
from tests.emulator.conftest import FROZEN_AT, FUNCTION, client

CLIENTS = Path(__file__).parent / "clients"


def review(event: dict[str, Any]) -> dict[str, Any]:
    if event["Content"] == "rude":
        return {"ReviewResult": "DENY", "Attributes": {"Reason": "Be kind [terms - x]"}}
    return {"ReviewResult": "ALLOW", "Content": event["Content"].upper()}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    settings = Settings(quotas=Quotas().without_api_rates())
    with start(settings, clock=Clock(frozen_at=FROZEN_AT), handlers={FUNCTION: review}) as emulator:
        yield emulator


def node(script: str, *arguments: str) -> dict[str, Any]:
    """What a script prints, as JSON."""
    done = subprocess.run(["node", CLIENTS / script, *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.fixture(scope="module")
def scenes(running: Running) -> dict[str, Any]:
    """Every scene of the chat SDK, played once."""
    handler: Any = {"uri": FUNCTION}
    room = client(running).create_room(messageReviewHandler=handler, maximumMessageRatePerSecond=100)["arn"]
    return node("chat-sdk.mjs", running.url, running.messaging_url, room)


RECONNECTED = ["connecting", "connect", "connecting", "connect", "message"]
TOO_MANY = {"errorCode": 429, "errorMessage": "rate limit exceeded"}

EXPECTED: dict[str, Any] = {
    "send": {
        "same": True,
        "content": "HI \U0001f600",
        "attributes": {"color": "red"},
        "user": "ada",
        "name": "Ada",
        "date": True,
    },
    "deny": {"errorCode": 406, "errorMessage": "Message rejected by review handler: Be kind [terms - x]"},
    "capability": [
        {"errorCode": 403, "errorMessage": "The chat token lacks the capability DELETE_MESSAGE"},
        {"errorCode": 403, "errorMessage": "The chat token lacks the capability DISCONNECT_USER"},
    ],
    "remove": {"first": [True, "typo"], "second": [True, "by HTTP"], "id": True},
    "event": {"same": True, "name": "app:poll", "attributes": {"q": "?"}},
    "tooLarge": [
        {"errorCode": 413, "errorMessage": "Attributes exceed 1024 bytes"},
        {"errorCode": 400, "errorMessage": "Message exceeds maximum length"},
    ],
    "abort": {"tokens": 2, "log": RECONNECTED, "content": "BACK"},
    "kick": {"ends": ["serverDisconnect"] * 3, "told": ["bob", "spam", "bob"], "tokens": 1},
    "closeCodes": [[code, "serverDisconnect", 1] for code in (1000, 1001, 1011, 4001)],
    "badToken": {"reason": "socketError", "tokens": 4},
    "tokenReuse": "socketError",
    "tokenExpiry": "socketError",
    "sessionExpiry": {"tokens": 2, "content": "NEW SESSION"},
    "rateLimit": ["resolved"] * 10 + [TOO_MANY] * 2,
    "badFrames": {"content": "FINE", "log": ["connecting", "connect", "message"]},
}


def test_every_scene_was_played(scenes: dict[str, Any]) -> None:
    assert list(scenes) == list(EXPECTED)


@pytest.mark.parametrize("scene", EXPECTED)
def test_the_chat_sdk(scenes: dict[str, Any], scene: str) -> None:
    assert scenes[scene] == EXPECTED[scene]


def test_the_aws_sdk_for_javascript(running: Running) -> None:
    seen = node("control-plane.mjs", running.url)
    missing = seen.pop("missing")
    assert (missing["name"], missing["status"], missing["resourceType"]) == ("ResourceNotFoundException", 404, "ROOM")
    assert len(missing["resourceId"]) == 12
    invalid = seen.pop("invalid")
    assert (invalid["name"], invalid["reason"]) == ("ValidationException", "FIELD_VALIDATION_FAILED")
    assert [field["name"] for field in invalid["fieldList"]] == ["maximumMessageLength"]
    forged = seen.pop("forged")
    assert (forged["name"], forged["status"]) == ("InvalidSignatureException", 403)
    assert seen == {"date": True, "life": 59, "tags": {"second": "2"}, "rooms": 1, "deletion": 204}


class CommandLine:
    """AWS CLI v1."""

    def __init__(self, running: Running, home: Path) -> None:
        self._command = [sys.executable, "-m", "awscli", "ivschat"]
        self._where = ["--region", "us-west-2", "--endpoint-url", running.url]
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
        }

    def run(self, operation: str, *options: str) -> tuple[dict[str, Any], str]:
        """Its JSON output (empty if there is none) and what it wrote to standard error."""
        command = [*self._command, operation, *self._where, *options]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=60)
        return json.loads(done.stdout or "{}"), done.stderr


def test_the_aws_command_line(running: Running, tmp_path: Path) -> None:
    aws = CommandLine(running, tmp_path)
    room, _ = aws.run("create-room", "--name", "cli", "--maximum-message-length", "256", "--tags", "a=1")
    assert (room["name"], room["maximumMessageLength"], room["tags"]) == ("cli", 256, {"a": "1"})
    tags, _ = aws.run("list-tags-for-resource", "--resource-arn", room["arn"])
    assert tags == {"tags": {"a": "1"}}
    token, _ = aws.run("create-chat-token", "--room-identifier", room["arn"], "--user-id", "ada")
    assert set(token) == {"token", "tokenExpirationTime", "sessionExpirationTime"}
    assert aws.run("delete-room", "--identifier", room["arn"]) == ({}, "")
    _, problem = aws.run("get-room", "--identifier", room["arn"])
    assert "(ResourceNotFoundException) when calling the GetRoom operation" in problem
