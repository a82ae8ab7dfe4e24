"""Tokens, handshakes, sessions and the ends of connections, on a clock that stands still."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from local.ivschat.settings import Quotas
from tests.emulator.conftest import Chat
from tests.emulator.viewer import Viewer


def refusal(chat: Chat, *protocols: str) -> int:
    """The HTTP status of a refused handshake."""
    offered: Any = list(protocols) or None
    with pytest.raises(InvalidStatus) as raised, connect(chat.running.messaging_url, subprotocols=offered):
        pass
    return raised.value.response.status_code


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
