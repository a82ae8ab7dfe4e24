"""AWS's own sample clients find the back end that they expect, with Roomkeeper behind it."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.service_app import ServiceClient
from local.stack import LocalStack

WEB_DEMO = Path(__file__).parent / "clients" / "web-demo.mjs"
OPEN_SECONDS = 2


@pytest.fixture(scope="module")
def back_end(local_stack: LocalStack) -> str:
    """Where the service application listens, as the console is told."""
    tokens = httpx.get(f"{local_stack.endpoints.console}config.json").json()["viewerTokens"]
    return str(tokens).removesuffix("/tokens")


@pytest.fixture(scope="module")
def demo(local_stack: LocalStack, back_end: str) -> dict[str, Any]:
    """What the web demo sees."""
    where = local_stack.endpoints
    arguments = [back_end, where.messaging, where.room_arn, str(OPEN_SECONDS)]
    done = subprocess.run(["node", WEB_DEMO, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_the_web_demo_chats_and_sends_events(demo: dict[str, Any], local_stack: LocalStack) -> None:
    arn = local_stack.endpoints.room_arn
    assert demo["sender"]["attributes"]["username"] == "demo"
    assert demo["sent"] == {"status": 200, "cors": "*", "body": {"arn": arn, "status": "success"}}
    assert demo["event"]["eventName"] == "app:DELETE_BY_USER"
    assert arn in [room["arn"] for room in demo["listed"]["rooms"]]
    assert {"id", "name", "createTime", "updateTime", "messageReviewHandler"} <= demo["listed"]["rooms"][0].keys()


def test_it_asks_for_one_token_and_gets_no_right_to_moderate(demo: dict[str, Any]) -> None:
    assert demo["tokens"] == 1, "no storm of sessions"
    assert demo["refusal"] == 403


def test_the_mobile_demos_shapes_are_taken_too(back_end: str, local_stack: LocalStack, user_id: str) -> None:
    body = {
        "roomIdentifier": local_stack.endpoints.room_arn,
        "userId": user_id,
        "attributes": {"username": "m", "avatar": ""},
        "capabilities": [],
        "durationInMinutes": 55,
    }
    answer = httpx.post(f"{back_end}//auth", json=body)
    assert answer.status_code == 200, answer.text
    token = answer.json()
    assert token.keys() == {"token", "sessionExpirationTime", "tokenExpirationTime"}
    for time in (token["sessionExpirationTime"], token["tokenExpirationTime"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time), "what the Android demo parses"


def test_a_banned_user_of_a_sample_gets_no_token(
    back_end: str, local_stack: LocalStack, service: ServiceClient, room_id: str, user_id: str
) -> None:
    ban = {"kind": "ban", "seconds": 60, "reason": "spam"}
    assert service.call("PUT", f"/rooms/{room_id}/sanctions/{user_id}", ban).status_code == 200
    body = {"arn": local_stack.endpoints.room_arn, "userId": user_id, "capabilities": ["SEND_MESSAGE"]}
    refused = httpx.post(f"{back_end}/auth", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "banned")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"userId": "u"}', b'{"arn": 1, "userId": "u"}', b'{"arn": "a:room/../x"}', b"\xff"]
)
def test_what_no_sample_sends_is_refused(back_end: str, body: bytes) -> None:
    for path in ("/auth", "/event"):
        assert httpx.post(f"{back_end}{path}", content=body).status_code == 400
