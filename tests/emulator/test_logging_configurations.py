"""Logging configurations: their states, conflicts, quota and lists. Deliveries are in test_on_emulated_aws."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Chat

S3: Any = {"s3": {"bucketName": "logs"}}
FIREHOSE: Any = {"firehose": {"deliveryStreamName": "logs"}}


def refused(call: Callable[..., Any], **members: Any) -> str:
    with pytest.raises(ClientError) as raised:
        call(**members)
    return raised.value.response["Error"]["Code"]


def test_a_change_takes_its_time_and_nothing_else_may_change_meanwhile(chat: Chat) -> None:
    made = chat.api.create_logging_configuration(destinationConfiguration=S3, name="a", tags={"t": "1"})
    assert made["state"] == "ACTIVE", "the only state that the answer's shape knows"
    arn = made["arn"]
    assert chat.api.get_logging_configuration(identifier=arn)["state"] == "CREATING"
    assert refused(chat.api.update_logging_configuration, identifier=arn, name="b") == "ConflictException"
    assert refused(chat.api.delete_logging_configuration, identifier=arn) == "ConflictException"
    chat.running.advance(0.3)
    assert chat.api.get_logging_configuration(identifier=arn)["state"] == "ACTIVE"
    chat.api.update_logging_configuration(identifier=arn, name="b")
    found: Any = chat.api.get_logging_configuration(identifier=arn)
    assert (found["state"], found["name"], found["destinationConfiguration"]) == ("UPDATING", "b", S3)
    chat.running.advance(0.3)
    chat.api.update_logging_configuration(identifier=arn, destinationConfiguration=FIREHOSE)
    chat.running.advance(0.3)
    found = chat.api.get_logging_configuration(identifier=arn)
    assert (found["state"], found["name"], found["destinationConfiguration"]) == ("ACTIVE", "b", FIREHOSE)
    answer = chat.api.delete_logging_configuration(identifier=arn)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert chat.api.get_logging_configuration(identifier=arn)["state"] == "DELETING"
    chat.running.advance(0.3)
    assert refused(chat.api.get_logging_configuration, identifier=arn) == "ResourceNotFoundException"


def test_one_that_a_room_names_is_not_deleted(chat: Chat) -> None:
    arn = chat.api.create_logging_configuration(destinationConfiguration=S3)["arn"]
    chat.running.advance(0.3)
    room = chat.room(loggingConfigurationIdentifiers=[arn])
    assert refused(chat.api.delete_logging_configuration, identifier=arn) == "ConflictException"
    chat.api.update_room(identifier=room, loggingConfigurationIdentifiers=[])
    chat.api.delete_logging_configuration(identifier=arn)


def test_ten_are_the_accounts_limit(chat: Chat) -> None:
    for _ in range(10):
        chat.api.create_logging_configuration(destinationConfiguration=S3)
    with pytest.raises(ClientError) as raised:
        chat.api.create_logging_configuration(destinationConfiguration=S3)
    response: Any = raised.value.response
    assert (response["Error"]["Code"], response["limit"]) == ("ServiceQuotaExceededException", 10)
    listed: Any = chat.api.list_logging_configurations(maxResults=4)
    assert len(listed["loggingConfigurations"]) == 4
    rest: Any = chat.api.list_logging_configurations(nextToken=listed["nextToken"])
    assert len({entry["arn"] for entry in listed["loggingConfigurations"] + rest["loggingConfigurations"]}) == 10


def test_s3_and_firehose_are_accepted_and_counted_as_not_delivered(chat: Chat) -> None:
    arns = [chat.api.create_logging_configuration(destinationConfiguration=kind)["arn"] for kind in (S3, FIREHOSE)]
    room = chat.room(loggingConfigurationIdentifiers=arns)
    for _ in range(3):
        chat.api.send_event(roomIdentifier=room, eventName="e")
    listed = chat.running.call("chat-log")["loggingConfigurations"]
    assert [listed[arn]["destination"] for arn in arns] == [S3, FIREHOSE]
    assert {(entry["isDelivered"], entry["notDelivered"]) for entry in listed.values()} == {(False, 3)}
