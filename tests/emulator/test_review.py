"""The contract of a review handler: its event, the rules of its answer, and the fallback if it breaks them."""

import asyncio
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from local.ivschat.clock import Clock
from local.ivschat.connections import Connection
from local.ivschat.faults import Faults
from local.ivschat.handler_answer import HandlerAnswer
from local.ivschat.handlers import Handlers
from local.ivschat.rates import Window
from local.ivschat.resources import ChatToken, Room
from local.ivschat.review import Reviewer
from local.ivschat.review_contract import Outcome, Submission
from local.ivschat.review_log import ReviewLog
from local.ivschat.settings import Quotas
from tests.emulator.conftest import FUNCTION, Chat
from tests.emulator.reviewed import Editor, with_handler

Answer = dict[str, Any]


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


@settings(deadline=None)
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
