"""Message review: the event, the deadline, the answer's rules, the fallback, and the account of it."""

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from local.ivschat.clock import Clock
from local.ivschat.connections import Connection
from local.ivschat.faults import Faults
from local.ivschat.handlers import CallableHandler, HandlerAnswer, Handlers, HttpHandler
from local.ivschat.rates import Window
from local.ivschat.resources import ChatToken, Room
from local.ivschat.review import Outcome, Reviewer, Submission
from local.ivschat.review_log import ReviewLog
from local.ivschat.settings import Quotas
from tests.emulator.conftest import FUNCTION, Chat, json_server

Answer = dict[str, Any]


class Editor:
    """A handler that answers as it is told and keeps the events it saw."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.events: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any]) -> Any:
        self.events.append(event)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def with_handler(start_chat: Callable[..., Chat], handler: Any, **room: Any) -> tuple[Chat, str]:
    chat = start_chat(handlers={FUNCTION: handler})
    return chat, chat.room(**room, messageReviewHandler={"uri": FUNCTION, **room.pop("handler", {})})


def test_the_event_is_what_the_contract_says(start_chat: Callable[..., Chat]) -> None:
    handler = Editor({"ReviewResult": "ALLOW", "Content": "edited"})
    chat, room = with_handler(start_chat, handler)
    ada = chat.viewer(room, "ada", attributes={"name": "Ada"})
    ada.say("hello é", RequestId="r", Attributes={"k": "v"})
    frame = ada.frame()
    assert handler.events == [
        {
            "Content": "hello é",
            "MessageId": frame["Id"],
            "RoomArn": room,
            "Attributes": {"k": "v"},
            "Sender": {"Attributes": {"name": "Ada"}, "UserId": "ada", "Ip": "127.0.0.1"},
        }
    ]
    assert (frame["Content"], frame["Attributes"], frame["RequestId"]) == ("edited", {"k": "v"}, "r")
    chat.viewer(room, "bob").say("plain")
    ada.frame()
    assert handler.events[1]["Attributes"] is None
    assert handler.events[1]["Sender"]["Attributes"] is None


def test_returned_attributes_replace_the_messages_own(start_chat: Callable[..., Chat]) -> None:
    handler = Editor(None)
    chat, room = with_handler(start_chat, handler)
    ada = chat.viewer(room)
    for returned, expected in [({"x": "y"}, {"x": "y"}), ({}, {}), (None, {"k": "v"})]:
        handler.answer = {"ReviewResult": "ALLOW", "Content": "ok", "Attributes": returned}
        ada.say("hi", Attributes={"k": "v"})
        assert ada.frame()["Attributes"] == expected


def test_a_denial_goes_to_the_sender_alone_with_its_reason(start_chat: Callable[..., Chat]) -> None:
    handler = Editor({"ReviewResult": "DENY", "Content": "", "Attributes": {"Reason": "No links [links - x]"}})
    chat, room = with_handler(start_chat, handler)
    ada, bob = chat.viewer(room, "ada"), chat.viewer(room, "bob")
    ada.say("spam", RequestId="r")
    frame = ada.frame()
    assert (frame["Type"], frame["ErrorCode"], frame["RequestId"]) == ("ERROR", 406, "r")
    assert frame["ErrorMessage"].endswith("No links [links - x]")
    assert frame["Id"] == handler.events[0]["MessageId"]
    assert bob.silent()
    handler.answer = {"ReviewResult": "DENY"}
    ada.say("spam")
    assert ada.frame()["ErrorCode"] == 406
    assert chat.reviews()["handlers"][FUNCTION] == {"DENY": 2, "Reviews": 2}


VALID: list[Answer] = [
    {"ReviewResult": "ALLOW", "Content": "x"},
    {"ReviewResult": "ALLOW", "Content": "\U0001f600" * 20},
    {"ReviewResult": "ALLOW", "Content": "x", "Attributes": None},
    {"ReviewResult": "ALLOW", "Content": "x", "Attributes": {"k": "v" * 1023}},
    {"ReviewResult": "ALLOW", "Content": "x", "Unknown": [1]},
    {"ReviewResult": "DENY"},
    {"ReviewResult": "DENY", "Content": ""},
    {"ReviewResult": "DENY", "Content": "x" * 1_000},
    {"ReviewResult": "DENY", "Attributes": {"Reason": "r" * 1018}},
]
INVALID: list[Any] = [
    None,
    [],
    "ALLOW",
    {},
    {"Content": "x"},
    {"reviewResult": "ALLOW", "content": "x"},
    {"ReviewResult": "Allow", "Content": "x"},
    {"ReviewResult": "ALLOW"},
    {"ReviewResult": "ALLOW", "Content": None},
    {"ReviewResult": "ALLOW", "Content": ""},
    {"ReviewResult": "ALLOW", "Content": 7},
    {"ReviewResult": "ALLOW", "Content": "x" * 21},
    {"ReviewResult": "ALLOW", "Content": "x", "Attributes": {"k": 1}},
    {"ReviewResult": "ALLOW", "Content": "x", "Attributes": {"k": None}},
    {"ReviewResult": "ALLOW", "Content": "x", "Attributes": ["k"]},
    {"ReviewResult": "ALLOW", "Content": "x", "Attributes": {"k": "v" * 1024}},
    {"ReviewResult": "ALLOW", "Content": "x", "Attributes": {"k": "é" * 512}},
    {"ReviewResult": "DENY", "Content": 7},
    {"ReviewResult": "DENY", "Attributes": {"Reason": "r" * 1019}},
]


def test_an_answer_is_checked_to_the_letter(start_chat: Callable[..., Chat]) -> None:
    handler = Editor(None)
    chat, room = with_handler(start_chat, handler, maximumMessageLength=20)
    ada = chat.viewer(room)
    causes = []
    for handler.answer in [*VALID, *INVALID]:
        ada.say("original")
        frame = ada.frame()
        record = chat.reviews("?limit=1")["reviews"][0]
        causes.append(record["cause"])
        if record["fallback"]:
            assert frame["Content"] == "original", "the fallback delivers what was sent"
            assert record["detail"]
        chat.running.advance(1)
    assert causes == [None] * len(VALID) + ["invalid_response"] * len(INVALID)
    assert chat.reviews()["handlers"][FUNCTION]["ResponseValidationErrors"] == len(INVALID)


def test_a_function_that_fails_leads_to_the_fallback(start_chat: Callable[..., Chat]) -> None:
    chat, room = with_handler(start_chat, Editor(KeyError("x")))
    ada = chat.viewer(room)
    ada.say("hi")
    assert ada.frame()["Content"] == "hi"
    chat.api.update_room(identifier=room, messageReviewHandler={"uri": FUNCTION, "fallbackResult": "DENY"})
    ada.say("hi")
    frame = ada.frame()
    assert (frame["ErrorCode"], frame["ErrorMessage"]) == (406, "Message rejected by review handler")
    answer = chat.reviews("?cause=any")
    assert [entry["cause"] for entry in answer["reviews"]] == ["function_error"] * 2
    assert "KeyError" in answer["reviews"][0]["detail"]
    assert answer["handlers"][FUNCTION]["LambdaErrors"] == 2


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
    while "LateAnswers" not in chat.reviews()["handlers"][FUNCTION]:
        asked.wait(0.01)
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


def review_once(payload: bytes) -> tuple[Outcome, ReviewLog]:
    """One review in this thread, of a handler that answers with these bytes."""

    class Raw:
        async def invoke(self, _: bytes) -> HandlerAnswer:
            return HandlerAnswer(payload)

    clock, quotas, log = Clock(frozen_at=0), Quotas(), ReviewLog(200)
    room = Room("arn", "id", 0, 0, handler_uri="uri")
    token = ChatToken(room, "ada", None, frozenset(), 0, 0)
    sender = Connection(token, "127.0.0.1", Window("", 10), lambda: None)
    reviewer = Reviewer(Handlers({"uri": Raw()}, None, "1", clock, 30), clock, quotas, Faults(), log)
    return asyncio.run(reviewer.review(Submission("A" * 12, "original", None, room, sender))), log


@given(
    st.one_of(
        st.binary(max_size=80), st.recursive(st.none() | st.text() | st.floats(), st.lists).map(repr).map(str.encode)
    )
)
def test_no_answer_breaks_the_review(payload: bytes) -> None:
    """Whatever bytes a handler answers with, the message gets an outcome."""
    outcome, _ = review_once(payload)
    assert outcome.allowed
    assert outcome.content == "original"


def test_a_handler_may_be_a_url(start_chat: Callable[..., Chat]) -> None:
    """As the Lambda runtime interface emulator offers it."""
    answers = iter([{"ReviewResult": "ALLOW", "Content": "from far"}, {"errorMessage": "x", "errorType": "y"}, None])
    with json_server(lambda event: next(answers)) as url:
        chat, room = with_handler(start_chat, HttpHandler(url))
        ada = chat.viewer(room)
        contents = []
        for _ in range(3):
            ada.say("sent")
            contents.append(ada.frame()["Content"])
    ada.say("sent")
    contents.append(ada.frame()["Content"])
    assert contents == ["from far", "sent", "sent", "sent"]
    causes = [entry["cause"] for entry in chat.reviews()["reviews"]]
    assert causes == ["invocation_error", "invocation_error", "invalid_response", None]


def test_a_plain_function_may_block_and_a_coroutine_may_wait() -> None:
    async def coroutine(event: dict[str, Any]) -> Any:
        return event

    for function in (coroutine, lambda event: event):
        answer = asyncio.run(CallableHandler(function).invoke(b'{"a": 1}'))
        assert (json.loads(answer.payload), answer.function_error) == ({"a": 1}, None)
