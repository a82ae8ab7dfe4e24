"""The deadline of a review, what comes too late, and who has to wait for whom."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

from local.ivschat.settings import Quotas
from tests.emulator.conftest import FUNCTION, Chat
from tests.emulator.reviewed import Editor, with_handler

Answer = dict[str, Any]


def test_the_deadline_is_200_ms_and_a_late_answer_changes_nothing(start_chat: Callable[..., Chat]) -> None:
    asked, go = threading.Event(), threading.Event()

    def handler(event: dict[str, Any]) -> Answer:
        asked.set()
        go.wait(10)
        return {"ReviewResult": "DENY", "Attributes": {"Reason": "too late"}}

    chat, room = with_handler(start_chat, handler)
    ada = chat.viewer(room)
    ada.say("hi", RequestId="r")
    assert asked.wait(5)
    chat.running.advance(0.199)
    assert ada.silent()
    chat.running.advance(0.001)
    assert ada.frame()["Content"] == "hi"
    chat.running.advance(0.050)
    go.set()
    for _ in range(1_000):
        if "LateAnswers" in chat.reviews()["handlers"][FUNCTION]:
            break
        time.sleep(0.005)
    assert ada.silent()
    record = chat.reviews()["reviews"][0]
    assert (record["cause"], record["result"], record["elapsedMs"]) == ("timeout", "ALLOW", 200)
    assert record["lateByMs"] == 50
    assert "too late" in record["lateAnswer"]
    assert chat.reviews()["handlers"][FUNCTION]["InvocationErrors"] == 1


def test_faults_stand_for_slow_and_failing_handlers(start_chat: Callable[..., Chat]) -> None:
    chat, room = with_handler(start_chat, Editor({"ReviewResult": "ALLOW", "Content": "edited"}))
    ada = chat.viewer(room)
    causes = []
    for failure in ("invocationError", "functionError", "invalidResponse", ""):
        chat.running.call("faults", {"reviewFailure": failure})
        ada.say("hi")
        ada.frame()
        causes.append(chat.reviews("?limit=1")["reviews"][0]["cause"])
    assert causes == ["invocation_error", "function_error", "invalid_response", None]
    chat.running.call("faults", {"reviewDelayMs": 150})
    ada.say("hi")
    assert ada.silent()
    chat.running.advance(0.150)
    assert ada.frame()["Content"] == "edited"
    chat.running.call("faults", {"reviewDelayMs": 201})
    ada.say("hi")
    assert ada.silent()
    chat.running.advance(0.200)
    assert ada.frame()["Content"] == "hi"


def test_one_connections_messages_keep_their_order_and_others_do_not_wait(start_chat: Callable[..., Chat]) -> None:
    """Reviews run side by side: the second is asked while the first is open, but its message waits for the first."""
    asked: dict[str, threading.Event] = {text: threading.Event() for text in ("first", "second", "other")}
    go = threading.Event()

    def handler(event: dict[str, Any]) -> Answer:
        asked[event["Content"]].set()
        if event["Content"] == "first":
            go.wait(10)
        return {"ReviewResult": "ALLOW", "Content": event["Content"]}

    chat, room = with_handler(start_chat, handler)
    ada, bob = chat.viewer(room, "ada"), chat.viewer(room, "bob")
    ada.say("first")
    ada.say("second")
    assert asked["second"].wait(5)
    bob.say("other")
    assert bob.frame()["Content"] == "other"
    go.set()
    assert [frame["Content"] for frame in bob.frames(2)] == ["first", "second"]


def test_slow_handlers_of_one_room_do_not_delay_another(start_chat: Callable[..., Chat]) -> None:
    """While 50 reviews of one room hang, every message of another is reviewed and delivered, and no time passes."""
    count = 90
    hanging = []

    async def handler(event: dict[str, Any]) -> Answer:
        if event["Content"] == "hang":
            hanging.append(event)
            await asyncio.sleep(3_600)
        return {"ReviewResult": "ALLOW", "Content": event["Content"].upper()}

    quotas = Quotas().without_api_rates().with_value("connection_request_rate", 1_000)
    chat = start_chat(handlers={FUNCTION: handler}, quotas=quotas)
    reviewed: Any = {"uri": FUNCTION}
    slow = chat.viewer(chat.room(messageReviewHandler=reviewed, maximumMessageRatePerSecond=100))
    quick = chat.viewer(chat.room(messageReviewHandler=reviewed, maximumMessageRatePerSecond=100))
    for _ in range(50):
        slow.say("hang")
    for index in range(count):
        quick.say(f"m{index}")
        assert quick.frame()["Content"] == f"M{index}"
    print(f"N={count}")
    assert len(hanging) == 50
    assert slow.silent()
    chat.running.advance(0.2)
    assert [frame["Content"] for frame in slow.frames(50)] == ["hang"] * 50
