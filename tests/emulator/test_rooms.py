"""Rooms, their handlers, their tags, and lists of them."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import FUNCTION, Chat


def code_of(call: Callable[..., Any], **members: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as raised:
        call(**members)
    error = raised.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_room_has_the_services_defaults(chat: Chat) -> None:
    made: Any = chat.api.create_room()
    del made["ResponseMetadata"]
    assert made.pop("createTime") == made.pop("updateTime")
    assert made["arn"] == f"arn:aws:ivschat:us-west-2:123456789012:room/{made.pop('id')}"
    del made["arn"]
    assert made == {
        "name": "",
        "maximumMessageLength": 500,
        "maximumMessageRatePerSecond": 10,
        "tags": {},
        "loggingConfigurationIdentifiers": [],
    }


def test_an_update_leaves_alone_what_it_does_not_name(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(handlers={FUNCTION: dict})
    handler = {"uri": FUNCTION, "fallbackResult": "DENY"}
    room = chat.room(name="a", maximumMessageLength=7, messageReviewHandler=handler, tags={"t": "1"})
    before: Any = chat.api.get_room(identifier=room)
    chat.running.advance(1)
    after: Any = chat.api.update_room(identifier=room, maximumMessageRatePerSecond=50)
    changed = {name for name in after if after[name] != before[name]} - {"ResponseMetadata"}
    assert changed == {"maximumMessageRatePerSecond", "updateTime"}


def test_an_empty_uri_takes_the_handler_off(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(handlers={FUNCTION: dict})
    room = chat.room(messageReviewHandler={"uri": FUNCTION, "fallbackResult": "DENY"})
    answer: Any = chat.api.update_room(identifier=room, messageReviewHandler={"uri": ""})
    assert "messageReviewHandler" not in answer
    again = chat.api.update_room(identifier=room, messageReviewHandler={"uri": FUNCTION})
    assert again["messageReviewHandler"] == {"uri": FUNCTION, "fallbackResult": "ALLOW"}


def test_the_fallback_changes_alone_and_the_handler_stays(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(handlers={FUNCTION: dict})
    room = chat.room(messageReviewHandler={"uri": FUNCTION})
    answer = chat.api.update_room(identifier=room, messageReviewHandler={"fallbackResult": "DENY"})
    assert answer["messageReviewHandler"] == {"uri": FUNCTION, "fallbackResult": "DENY"}
    answer = chat.api.update_room(identifier=room, messageReviewHandler={})
    assert answer["messageReviewHandler"] == {"uri": FUNCTION, "fallbackResult": "DENY"}
    answer = chat.api.update_room(identifier=room, messageReviewHandler={"uri": FUNCTION})
    assert answer["messageReviewHandler"] == {"uri": FUNCTION, "fallbackResult": "ALLOW"}


def test_a_handler_that_may_not_be_invoked_is_refused_with_the_live_services_words(chat: Chat) -> None:
    room = chat.room()
    expected = "Request member: uri failed to satisfy the constraints: invalid lambda permission"
    handler = {"uri": FUNCTION}
    assert code_of(chat.api.create_room, messageReviewHandler=handler) == ("ValidationException", expected)
    refused = code_of(chat.api.update_room, identifier=room, messageReviewHandler=handler, name="changed")
    assert refused == ("ValidationException", expected)
    assert chat.api.get_room(identifier=room)["name"] == "", "a refused update changes nothing"
    elsewhere = FUNCTION.replace("us-west-2", "eu-west-1")
    assert code_of(chat.api.create_room, messageReviewHandler={"uri": elsewhere})[0] == "ValidationException"


def test_a_room_names_logging_configurations_that_exist_and_each_once(chat: Chat) -> None:
    unknown = "arn:aws:ivschat:us-west-2:123456789012:logging-configuration/AAAAAAAAAAAA"
    made = chat.api.create_logging_configuration(destinationConfiguration={"s3": {"bucketName": "logs"}})["arn"]
    assert code_of(chat.api.create_room, loggingConfigurationIdentifiers=[unknown])[0] == "ResourceNotFoundException"
    assert code_of(chat.api.create_room, loggingConfigurationIdentifiers=[made, made])[0] == "ValidationException"
    room = chat.room(loggingConfigurationIdentifiers=[made])
    assert chat.api.get_room(identifier=room)["loggingConfigurationIdentifiers"] == [made]


def test_lists_are_filtered_and_the_latest_update_comes_first(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(handlers={FUNCTION: dict})
    rooms = []
    for name in ("a", "b", "a"):
        rooms.append(chat.room(name=name))
        chat.running.advance(1)
    chat.api.update_room(identifier=rooms[0], messageReviewHandler={"uri": FUNCTION})
    shown = [room["arn"] for room in chat.api.list_rooms()["rooms"]]
    assert shown == [rooms[0], rooms[2], rooms[1]]
    assert [room["arn"] for room in chat.api.list_rooms(name="a")["rooms"]] == [rooms[0], rooms[2]]
    assert [room["arn"] for room in chat.api.list_rooms(messageReviewHandlerUri=FUNCTION)["rooms"]] == [rooms[0]]
    assert chat.api.list_rooms(name="none")["rooms"] == []
    assert "maximumMessageLength" not in chat.api.list_rooms()["rooms"][0], "summaries lack the limits"


def test_pages_cover_every_room_once_while_rooms_come_and_go(chat: Chat) -> None:
    rooms = []
    for _ in range(7):
        rooms.append(chat.room())
        chat.running.advance(1)
    first: Any = chat.api.list_rooms(maxResults=3)
    chat.room()
    chat.api.delete_room(identifier=rooms[4])
    second: Any = chat.api.list_rooms(maxResults=3, nextToken=first["nextToken"])
    third: Any = chat.api.list_rooms(maxResults=3, nextToken=second["nextToken"])
    shown = [room["arn"] for page in (first, second, third) for room in page["rooms"]]
    assert shown == list(reversed(rooms))
    assert "nextToken" not in third
    refused = code_of(chat.api.list_rooms, maxResults=3, nextToken=first["nextToken"], name="other")
    assert refused[0] == "ValidationException"
    for token in ("nonsense", "AAAA", "é" * 4, "e30="):
        assert code_of(chat.api.list_rooms, nextToken=token)[0] == "ValidationException"


def test_fifty_is_the_page_size_unless_told(chat: Chat) -> None:
    for _ in range(51):
        chat.room()
    answer = chat.api.list_rooms()
    assert len(answer["rooms"]) == 50
    assert len(chat.api.list_rooms(nextToken=answer["nextToken"])["rooms"]) == 1


def test_tags_are_merged_removed_and_limited(chat: Chat) -> None:
    made = chat.api.create_logging_configuration(destinationConfiguration={"s3": {"bucketName": "logs"}})
    for arn in (chat.room(tags={"a": "1", "b": "2"}), made["arn"]):
        chat.api.tag_resource(resourceArn=arn, tags={"a": "3", "é/ :": ""})
        chat.api.untag_resource(resourceArn=arn, tagKeys=["b", "never there"])
        assert chat.api.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": "3", "é/ :": ""}
        chat.api.untag_resource(resourceArn=arn, tagKeys=["é/ :"])
        chat.api.tag_resource(resourceArn=arn, tags={f"k{index}": "" for index in range(49)})
        assert code_of(chat.api.tag_resource, resourceArn=arn, tags={"one": "more"})[0] == "ValidationException"
        assert len(chat.api.list_tags_for_resource(resourceArn=arn)["tags"]) == 50


def test_attributes_of_tokens_and_events_have_their_sizes(chat: Chat) -> None:
    room = chat.room()
    calls: list[tuple[Callable[..., Any], dict[str, str], int]] = [
        (chat.api.create_chat_token, {"userId": "u"}, 1_024),
        (chat.api.send_event, {"eventName": "e"}, 4_096),
    ]
    for call, given, limit in calls:
        good = {"k": "é" * ((limit - 2) // 2), "x": ""}
        call(roomIdentifier=room, attributes=good, **given)
        refused = code_of(call, roomIdentifier=room, attributes={**good, "y": ""}, **given)
        assert refused[0] == "ValidationException"


def test_a_deleted_room_is_gone(chat: Chat) -> None:
    room = chat.room()
    answer = chat.api.delete_room(identifier=room)["ResponseMetadata"]
    assert answer["HTTPStatusCode"] == 204
    assert not {"content-length", "content-type"} & set(answer["HTTPHeaders"]), "no content, and no word of any"
    for call in (chat.api.get_room, chat.api.delete_room, chat.api.update_room):
        assert code_of(call, identifier=room)[0] == "ResourceNotFoundException"
    assert code_of(chat.api.disconnect_user, roomIdentifier=room, userId="u")[0] == "ResourceNotFoundException"
