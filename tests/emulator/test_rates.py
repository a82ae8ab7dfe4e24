"""Requests per second: of a connection, a room, the account, and of the API."""

from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from local.ivschat.settings import Quotas
from tests.emulator.conftest import Chat


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


def test_api_rates_are_awss(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(quotas=Quotas())
    room = chat.room()
    for _ in range(5):
        chat.api.get_room(identifier=room)
    with pytest.raises(ClientError, match="ThrottlingException"):
        chat.api.get_room(identifier=room)
    assert chat.api.list_tags_for_resource(resourceArn=room)["tags"] == {}, "every operation has its own rate"
    chat.running.advance(1)
    assert chat.api.get_room(identifier=room)["arn"] == room
