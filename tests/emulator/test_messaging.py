"""The messaging protocol, frame by frame, on a clock that stands still."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from local.ivschat.settings import Quotas
from tests.emulator.conftest import Chat
from tests.emulator.viewer import Viewer

FROZEN_TEXT = "2027-01-15T08:00:00Z"


def refusal(chat: Chat, *protocols: str) -> int:
    """The HTTP status of a refused handshake."""
    offered: Any = list(protocols) or None
    with pytest.raises(InvalidStatus) as raised, connect(chat.running.messaging_url, subprotocols=offered):
        pass
    return raised.value.response.status_code


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


def test_ten_requests_a_second_per_connection(chat: Chat) -> None:
    ada = chat.viewer(chat.room(maximumMessageRatePerSecond=100))
    for index in range(11):
        ada.say(str(index), RequestId=str(index))
    frames = ada.frames(11)
    assert [frame["Type"] for frame in frames] == ["MESSAGE"] * 10 + ["ERROR"]
    assert (frames[10]["ErrorCode"], frames[10]["ErrorMessage"]) == (429, "rate limit exceeded")
    assert frames[10]["RequestId"] == "10"
    chat.running.advance(0.999)
    ada.say("too early")
    assert ada.frame()["ErrorCode"] == 429
    chat.running.advance(0.001)
    ada.say("a second later")
    assert ada.frame()["Content"] == "a second later"


def test_the_room_has_a_rate_over_all_its_connections(chat: Chat) -> None:
    room = chat.room(maximumMessageRatePerSecond=3)
    people = [chat.viewer(room, f"user{index}") for index in range(4)]
    for person in people[:3]:
        person.say("hi")
        assert [watcher.frame()["Type"] for watcher in people] == ["MESSAGE"] * 4
    people[3].say("one too many")
    assert people[3].frame()["ErrorCode"] == 429
    chat.api.update_room(identifier=room, maximumMessageRatePerSecond=4)
    people[3].say("the rate was raised")
    assert people[3].frame()["Content"] == "the rate was raised"


def test_the_account_has_a_rate_over_all_rooms(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(quotas=Quotas().without_api_rates().with_value("send_message_rate", 2))
    people = [chat.viewer(chat.room(), f"user{index}") for index in range(3)]
    answers = []
    for person in people:
        person.say("hi")
        answers.append(person.frame().get("ErrorCode"))
    assert answers == [None, None, 429]


def test_deletes_share_their_rate_between_http_and_websocket(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(quotas=Quotas().without_api_rates().with_value("DeleteMessage", 3))
    room = chat.room()
    ada = chat.viewer(room)
    for _ in range(2):
        chat.api.delete_message(roomIdentifier=room, id="A" * 12)
    for _ in range(2):
        ada.request(Action="DELETE_MESSAGE", Id="A" * 12)
    assert [frame["Type"] for frame in ada.frames(4)] == ["EVENT", "EVENT", "EVENT", "ERROR"]
    with pytest.raises(ClientError) as raised:
        chat.api.delete_message(roomIdentifier=room, id="A" * 12)
    assert raised.value.response["Error"]["Code"] == "ThrottlingException"
    assert raised.value.response["limit"] == 3  # type: ignore[typeddict-item]  # a member of this error


def test_a_token_opens_one_connection_within_a_minute(chat: Chat) -> None:
    room = chat.room()
    token = chat.token(room)
    with Viewer(chat.running.messaging_url, token) as viewer:
        assert viewer.socket.subprotocol == token
        assert refusal(chat, token) == 401
    late = chat.token(room)
    chat.running.advance(60)
    assert refusal(chat, late) == 401
    in_time = chat.token(room)
    chat.running.advance(59.9)
    with Viewer(chat.running.messaging_url, in_time) as viewer:
        assert viewer.silent()


def test_a_handshake_needs_exactly_one_known_token(chat: Chat) -> None:
    room = chat.room()
    assert refusal(chat) == 401
    assert refusal(chat, "nonsense") == 401
    assert refusal(chat, chat.token(room), chat.token(room)) == 401
    token = chat.token(room)
    chat.api.delete_room(identifier=room)
    assert refusal(chat, token) == 404


def test_the_connections_of_the_account_are_counted(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(quotas=Quotas().without_api_rates().with_value("concurrent_connections", 1))
    room = chat.room()
    first = chat.viewer(room)
    assert refusal(chat, chat.token(room)) == 429
    first.socket.close()
    with Viewer(chat.running.messaging_url, chat.token(room)) as second:
        assert second.silent()


def test_the_session_ends_with_a_401_and_a_close(chat: Chat) -> None:
    room = chat.room()
    answer = chat.api.create_chat_token(roomIdentifier=room, userId="ada", sessionDurationInMinutes=5)
    assert (answer["sessionExpirationTime"] - answer["tokenExpirationTime"]).total_seconds() == 4 * 60
    with Viewer(chat.running.messaging_url, answer["token"]) as ada:
        chat.running.advance(5 * 60 - 0.001)
        assert ada.silent()
        chat.running.advance(0.001)
        frame = ada.frame()
        assert (frame["Type"], frame["ErrorCode"]) == ("ERROR", 401)
        assert ada.close_code() == 1000


def test_a_deleted_room_keeps_its_connections_but_takes_no_requests(chat: Chat) -> None:
    room = chat.room()
    ada = chat.viewer(room)
    chat.api.delete_room(identifier=room)
    ada.say("anybody?", RequestId="r")
    frame = ada.frame()
    assert (frame["ErrorCode"], frame["RequestId"]) == (404, "r")
    with pytest.raises(ClientError) as raised:
        chat.api.send_event(roomIdentifier=room, eventName="e")
    assert raised.value.response["Error"]["Code"] == "ResourceNotFoundException"
    chat.api.disconnect_user(roomIdentifier=room, userId="ada")
    assert ada.frame()["EventName"] == "aws:DISCONNECT_USER"
    assert ada.close_code() == 1000


def test_a_frame_far_too_large_ends_the_connection(chat: Chat) -> None:
    ada = chat.viewer(chat.room())
    ada.say("x" * 200_000)
    assert ada.close_code() == 1009
    assert chat.running.call("health")["connections"] == 0


def test_a_stalled_reader_is_cut_and_costs_the_others_nothing(chat: Chat) -> None:
    """One viewer never reads. The room goes on; the connection is cut when its backlog is full."""
    room = chat.room()
    chat.viewer(room, "stalled")
    ada = chat.viewer(room, "ada")
    flood = {"action": "send", "userId": "stalled", "frame": "x" * 500_000}
    sent = 0
    while chat.running.call("sockets", flood)["connections"] == 1 and sent < 200:
        sent += 1
        ada.request(Action="DELETE_MESSAGE", Id="A" * 12)
        assert ada.frame()["Type"] == "EVENT"
        chat.running.advance(1)
    print(f"cut after {sent} frames of 500,000 characters")
    assert chat.running.call("connections")["connections"] == [{"roomArn": room, "userId": "ada", "ip": "127.0.0.1"}]
