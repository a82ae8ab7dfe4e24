"""Every operation and every error of the service model is served."""

import re
from typing import TYPE_CHECKING

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from local.ivschat.authority import Grant
from local.ivschat.gateway import NOT_EMULATED
from local.ivschat.settings import Quotas
from local.ivschat.spec import SPEC_ERRATA, Spec, constraints
from tests.emulator.conftest import FUNCTION, client

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.emulator.conftest import Chat

SPEC = Spec()


@pytest.mark.parametrize("name", [operation.name for operation in SPEC.operations])
def test_every_operation_is_served(chat: "Chat", name: str) -> None:
    """An operation answers from its own rules: with a result, or with an error that its model lists."""
    operation = SPEC.service.operation_model(name)
    room = chat.room()
    members = {"resourceArn": room, "roomIdentifier": room, "identifier": room, "tags": {}, "tagKeys": ["a"]}
    members |= {"userId": "ada", "id": "A" * 12, "eventName": "e"}
    members |= {"destinationConfiguration": {"s3": {"bucketName": "logs"}}}
    if "LoggingConfiguration" in name:
        members["identifier"] = room.replace(":room/", ":logging-configuration/")
    assert name not in NOT_EMULATED
    assert operation.input_shape is not None
    given = {key: value for key, value in members.items() if key in operation.input_shape.required_members}
    try:
        answer = getattr(chat.api, xform_name(name))(**given)
    except ClientError as problem:
        assert problem.response["Error"]["Code"] == "ResourceNotFoundException"
        assert name in {"GetLoggingConfiguration", "UpdateLoggingConfiguration", "DeleteLoggingConfiguration"}
    else:
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == operation.http["responseCode"]


def provoke_conflict(chat: "Chat") -> None:
    made = chat.api.create_logging_configuration(destinationConfiguration={"s3": {"bucketName": "logs"}})
    chat.api.delete_logging_configuration(identifier=made["arn"])


def provoke_not_found(chat: "Chat") -> None:
    chat.api.get_room(identifier="arn:aws:ivschat:us-west-2:123456789012:room/AAAAAAAAAAAA")


def provoke_quota(chat: "Chat") -> None:
    chat.room()
    chat.room()


def provoke_throttling(chat: "Chat") -> None:
    room = chat.room()
    for _ in range(4):
        chat.api.send_event(roomIdentifier=room, eventName="e")


def provoke_pending(chat: "Chat") -> None:
    chat.running.call("faults", {"pendingVerification": True})
    chat.room()


def provoke_internal(chat: "Chat") -> None:
    chat.running.call("faults", {"internalErrorPercent": 100})
    chat.room()


def provoke_validation(chat: "Chat") -> None:
    chat.room(messageReviewHandler={"uri": FUNCTION})


class OnlyReads:
    """An authority that knows every key and allows only GetRoom."""

    async def grant(self, access_key_id: str, session_token: str | None, action: str, resource: str) -> Grant:
        return Grant("local", "arn:aws:iam::123456789012:user/reader", allowed=action == "ivschat:GetRoom")


PROVOCATIONS: "dict[str, Callable[[Chat], object]]" = {
    "ConflictException": provoke_conflict,
    "ResourceNotFoundException": provoke_not_found,
    "ServiceQuotaExceededException": provoke_quota,
    "ThrottlingException": provoke_throttling,
    "PendingVerification": provoke_pending,
    "InternalServerException": provoke_internal,
    "ValidationException": provoke_validation,
    "AccessDeniedException": lambda chat: chat.room(),
}


def test_the_provocations_cover_every_error_of_the_model() -> None:
    assert set(PROVOCATIONS) == set(SPEC.error_statuses)


@pytest.mark.parametrize("name", PROVOCATIONS)
def test_every_error_is_served_with_its_members(start_chat: "Callable[..., Chat]", name: str) -> None:
    quotas = Quotas().without_api_rates().with_value("rooms", 1).with_value("SendEvent", 3)
    authority = OnlyReads() if name == "AccessDeniedException" else None
    chat = start_chat(quotas=quotas, authority=authority)
    shape = next(shape for shape in SPEC.service.error_shapes if shape.name == name)
    with pytest.raises(ClientError) as raised:
        PROVOCATIONS[name](chat)
    response = raised.value.response
    assert type(raised.value).__name__ == name, "boto3 knows the error as the modelled one"
    assert response["ResponseMetadata"]["HTTPStatusCode"] == SPEC.error_statuses[name]
    missing = [member for member in shape.required_members if member not in response]
    assert missing == []


def test_each_erratum_replaces_a_constraint_that_no_real_value_meets(chat: "Chat") -> None:
    """The erratum goes when botocore's model is mended: then this fails."""
    room = chat.room()
    for name, erratum in SPEC_ERRATA.items():
        shape = SPEC.service.shape_for(name)
        assert not re.fullmatch(shape.metadata[erratum.constraint], room)
        assert re.fullmatch(constraints(shape)[erratum.constraint], room)
        assert erratum.reason


def test_an_unknown_operation_is_named_as_one(chat: "Chat") -> None:
    """An operation that a newer SDK may know."""
    raw = client(chat.running)
    operation = raw.meta.service_model.operation_model("GetRoom")
    operation.http["requestUri"] = "/GetRoomOfTomorrow"
    try:
        with pytest.raises(ClientError) as raised:
            raw.get_room(identifier="x")
    finally:
        operation.http["requestUri"] = "/GetRoom"
    assert raised.value.response["reason"] == "UNKNOWN_OPERATION"  # type: ignore[typeddict-item]  # a member of this error
