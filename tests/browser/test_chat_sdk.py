"""The official SDK in Chromium against the emulator: what the console page does not show by itself."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from local.service_app import ServiceClient
from local.stack import LocalStack
from tests.conftest import started

# Resolves with how a connection made from one token ended up: "connect", or the reason of the disconnect.
CONNECT = """
async ([url, token]) => {
  const { ChatRoom } = await import("amazon-ivs-chat-messaging");
  const room = new ChatRoom({ regionOrUrl: url, maxReconnectAttempts: 0, tokenProvider: async () => ({ token }) });
  room.logLevel = "error";
  room.logger = { debug() {}, info() {}, warn() {}, error() {} };
  const outcome = await new Promise((resolve) => {
    room.addListener("connect", () => resolve("connect"));
    room.addListener("disconnect", (reason) => resolve(reason));
    room.connect();
  });
  globalThis.room = room;
  return outcome;
}
"""
# Sends all texts at once; per text the message id, or the error code.
SEND = """
async (texts) => {
  const { SendMessageRequest } = await import("amazon-ivs-chat-messaging");
  const sent = await Promise.allSettled(texts.map((text) => globalThis.room.sendMessage(new SendMessageRequest(text))));
  return sent.map((each) => (each.status === "fulfilled" ? "sent" : each.reason.errorCode));
}
"""


@pytest.fixture(scope="module")
def local_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """This file's own: a minute is turned on here, and nothing that goes by time may meet that."""
    yield from started(tmp_path_factory)


@pytest.fixture
def page(open_console: Callable[[], Page]) -> Page:
    return open_console()


def connect(page: Page, stack: LocalStack, token: str) -> Any:
    return page.evaluate(CONNECT, [stack.endpoints.messaging, token])


def token(service: ServiceClient, stack: LocalStack, user_id: str, access: str) -> str:
    room_id = stack.endpoints.room_arn.rsplit("/", 1)[1]
    answer = service.call("POST", f"/rooms/{room_id}/tokens", {"userId": user_id, "access": access})
    assert answer.status_code == 201, answer.text
    minted: str = answer.json()["token"]
    return minted


def test_a_view_token_cannot_send(page: Page, local_stack: LocalStack) -> None:
    assert connect(page, local_stack, token(local_stack.service, local_stack, "sdk-view", "view")) == "connect"
    assert page.evaluate(SEND, ["hello"]) == [403]


def test_more_than_ten_messages_a_second_are_refused(page: Page, local_stack: LocalStack) -> None:
    assert connect(page, local_stack, token(local_stack.service, local_stack, "sdk-rate", "chat")) == "connect"
    outcomes = page.evaluate(SEND, [f"message number {number}" for number in range(30)])
    assert 429 in outcomes
    assert outcomes[0] != 429
    page.wait_for_timeout(1_100)  # The room's rate counts for everybody: leave it as it was found.


def test_a_message_that_is_too_long_is_refused(page: Page, local_stack: LocalStack) -> None:
    assert connect(page, local_stack, token(local_stack.service, local_stack, "sdk-long", "chat")) == "connect"
    assert page.evaluate(SEND, ["x" * 501]) == [400]


def test_a_token_opens_one_connection(page: Page, local_stack: LocalStack) -> None:
    once = token(local_stack.service, local_stack, "sdk-reuse", "chat")
    assert connect(page, local_stack, once) == "connect"
    assert connect(page, local_stack, once) == "socketError"


def test_a_token_that_waited_for_more_than_a_minute_opens_none(page: Page, local_stack: LocalStack) -> None:
    waited = token(local_stack.service, local_stack, "sdk-expiry", "chat")
    advanced = httpx.post(f"{local_stack.endpoints.ivschat}/_emulator/clock", json={"advanceSeconds": 61})
    assert advanced.is_success, advanced.text
    assert connect(page, local_stack, waited) == "socketError"
    fresh = token(local_stack.service, local_stack, "sdk-expiry", "chat")
    assert connect(page, local_stack, fresh) == "connect"
