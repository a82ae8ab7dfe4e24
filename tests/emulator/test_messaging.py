"""The messaging protocol, frame by frame, on a clock that stands still."""

from typing import Any

import pytest

from tests.emulator.conftest import Chat
from tests.emulator.viewer import Viewer

FROZEN_TEXT = "2027-01-15T08:00:00Z"


def test_a_message_reaches_everybody_in_the_room_and_nobody_else(chat: Chat) -> None:
    room, other = chat.room(), chat.room()
    ada = chat.viewer(room, "ada", attributes={"name": "Ada"})
    bob, eve = chat.viewer(room, "bob"), chat.viewer(other, "eve")
    ada.say("hi \U0001f600", RequestId="r1", Attributes={"color": "red"})
    frame = ada.frame()
    assert bob.frame() == frame
    assert eve.silent()
    identifier = frame.pop("Id")
    assert len(identifier) == 12
    assert identifier.isalnum()
    assert frame == {
        "Type": "MESSAGE",
        "RequestId": "r1",
        "Attributes": {"color": "red"},
        "Content": "hi \U0001f600",
        "SendTime": FROZEN_TEXT,
        "Sender": {"UserId": "ada", "Attributes": {"name": "Ada"}},
    }


def test_what_was_not_given_is_empty_or_null(chat: Chat) -> None:
    ada = chat.viewer(chat.room())
    ada.say("hi")
    frame = ada.frame()
    assert frame["RequestId"] == ""
    assert frame["Attributes"] is None
    chat.running.advance(0.1204)
    ada.say("later", Attributes=None)
    assert ada.frame()["SendTime"] == "2027-01-15T08:00:00.1204Z"


def test_keys_match_in_any_case(chat: Chat) -> None:
    ada = chat.viewer(chat.room())
    ada.request(action="SEND_MESSAGE", content="hi", requestId="r", attributes={"Case": "kept"})
    frame = ada.frame()
    assert (frame["Content"], frame["RequestId"], frame["Attributes"]) == ("hi", "r", {"Case": "kept"})


def test_delete_message_is_an_event_with_both_spellings_of_the_id(chat: Chat) -> None:
    room = chat.room()
    ada, bob = chat.viewer(room, "ada"), chat.viewer(room, "bob")
    ada.request(Action="DELETE_MESSAGE", Id="AbCdEf012345", Reason="rude", RequestId="d")
    frame = bob.frame()
    assert ada.frame() == frame
    assert frame["EventName"] == "aws:DELETE_MESSAGE"
    assert frame["RequestId"] == "d"
    assert frame["Attributes"] == {"MessageID": "AbCdEf012345", "MessageId": "AbCdEf012345", "Reason": "rude"}
    operation = chat.api.delete_message(roomIdentifier=room, id="AbCdEf012345")["id"]
    frame = bob.frame()
    assert (frame["Id"], frame["RequestId"]) == (operation, "")
    assert frame["Attributes"] == {"MessageID": "AbCdEf012345", "MessageId": "AbCdEf012345"}


def test_disconnect_user_tells_the_room_and_closes_every_connection_of_the_user(chat: Chat) -> None:
    room, other = chat.room(), chat.room()
    phone, desk, elsewhere = chat.viewer(room, "bob"), chat.viewer(room, "bob"), chat.viewer(other, "bob")
    mod = chat.viewer(room, "mod")
    mod.request(Action="DISCONNECT_USER", UserId="bob", Reason="spam", RequestId="k")
    frame = mod.frame()
    assert phone.frame() == desk.frame() == frame
    assert frame["EventName"] == "aws:DISCONNECT_USER"
    assert frame["Attributes"] == {"UserId": "bob", "Reason": "spam"}
    assert [phone.close_code(), desk.close_code()] == [1000, 1000]
    assert elsewhere.silent()
    assert chat.api.disconnect_user(roomIdentifier=room, userId="nobody")["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_send_event_reaches_the_room(chat: Chat) -> None:
    room = chat.room()
    ada = chat.viewer(room)
    identifier = chat.api.send_event(roomIdentifier=room, eventName="app:poll", attributes={"q": "?"})["id"]
    assert ada.frame() == {
        "Type": "EVENT",
        "Id": identifier,
        "RequestId": "",
        "EventName": "app:poll",
        "Attributes": {"q": "?"},
        "SendTime": FROZEN_TEXT,
    }


def test_each_action_needs_its_capability(chat: Chat) -> None:
    room = chat.room()
    actions = ["SEND_MESSAGE", "DELETE_MESSAGE", "DISCONNECT_USER"]
    requests: dict[str, dict[str, Any]] = {
        "SEND_MESSAGE": {"Content": "hi"},
        "DELETE_MESSAGE": {"Id": "A" * 12},
        "DISCONNECT_USER": {"UserId": "somebody"},
    }
    for held in actions:
        viewer = chat.viewer(room, held, held)
        answers = []
        for action in actions:
            viewer.request(Action=action, RequestId=action, **requests[action])
            frame = viewer.frame()
            answers.append(frame.get("ErrorCode", "done"))
            assert frame["RequestId"] == action
        assert answers == ["done" if action == held else 403 for action in actions]


def test_view_is_implicit(chat: Chat) -> None:
    room = chat.room()
    token = chat.api.create_chat_token(roomIdentifier=room, userId="quiet")["token"]
    with Viewer(chat.running.messaging_url, token) as quiet:
        chat.viewer(room).say("hi")
        assert quiet.frame()["Content"] == "hi"
        quiet.say("me too")
        assert quiet.frame()["ErrorCode"] == 403


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"Content": "x"}, 400),
        ({"Action": "SHOUT", "Content": "x"}, 400),
        ({"Action": "send_message", "Content": "x"}, 400),
        ({"Action": "SEND_MESSAGE"}, 400),
        ({"Action": "SEND_MESSAGE", "Content": ""}, 400),
        ({"Action": "SEND_MESSAGE", "Content": 7}, 400),
        ({"Action": "SEND_MESSAGE", "Content": "x" * 501}, 400),
        ({"Action": "SEND_MESSAGE", "Content": "x", "Attributes": []}, 400),
        ({"Action": "SEND_MESSAGE", "Content": "x", "Attributes": {"a": 1}}, 400),
        ({"Action": "SEND_MESSAGE", "Content": "x", "Attributes": {"a": "é" * 512}}, 413),
        ({"Action": "SEND_MESSAGE", "Content": "x", "Padding": "x" * 16_384}, 413),
        ({"Action": "DELETE_MESSAGE"}, 400),
        ({"Action": "DELETE_MESSAGE", "Id": "short"}, 400),
        ({"Action": "DELETE_MESSAGE", "Id": "AAAAAAAAAAA!"}, 400),
        ({"Action": "DELETE_MESSAGE", "Id": "A" * 12, "Reason": "x" * 257}, 413),
        ({"Action": "DISCONNECT_USER"}, 400),
        ({"Action": "DISCONNECT_USER", "UserId": "x" * 129}, 413),
        ({"Action": "DISCONNECT_USER", "UserId": "x", "Reason": False}, 400),
    ],
)
def test_a_wrong_request_is_answered_to_the_requester_alone(chat: Chat, members: dict[str, Any], code: int) -> None:
    room = chat.room()
    ada, bob = chat.viewer(room, "ada"), chat.viewer(room, "bob")
    ada.request(RequestId="wrong", **members)
    frame = ada.frame()
    assert (frame["Type"], frame["RequestId"], frame["ErrorCode"]) == ("ERROR", "wrong", code)
    assert frame["ErrorMessage"]
    assert len(frame["Id"]) == 12
    assert bob.silent()


@pytest.mark.parametrize("raw", ["", "nonsense", "[]", '"text"', "null", "[" * 5_000, b"\x00\x01", '{"RequestId": {}}'])
def test_what_is_no_request_at_all_is_a_400(chat: Chat, raw: str | bytes) -> None:
    ada = chat.viewer(chat.room())
    ada.socket.send(raw)
    frame = ada.frame()
    assert (frame["ErrorCode"], frame["RequestId"]) == (400, "")
    ada.say("still here")
    assert ada.frame()["Content"] == "still here"


def test_sizes_at_the_limit_pass(chat: Chat) -> None:
    """Content counts code points, not UTF-16 units; attributes count UTF-8 bytes of keys and values."""
    ada = chat.viewer(chat.room(maximumMessageLength=20))
    attributes = {"k": "é" * 511 + "x"}
    assert len(b"k" + attributes["k"].encode()) == 1_024
    ada.say("\U0001f600" * 20, Attributes=attributes)
    assert ada.frame()["Attributes"] == attributes
    ada.say("\U0001f600" * 21)
    frame = ada.frame()
    assert (frame["ErrorCode"], frame["ErrorMessage"]) == (400, "Message exceeds maximum length")


def test_a_lone_surrogate_becomes_the_replacement_character(chat: Chat) -> None:
    ada = chat.viewer(chat.room())
    ada.socket.send('{"Action": "SEND_MESSAGE", "Content": "a\\ud800b", "RequestId": "\\udfff"}')
    frame = ada.frame()
    assert (frame["Content"], frame["RequestId"]) == ("a\ufffdb", "\ufffd")
