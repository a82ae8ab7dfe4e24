"""Rooms on the wire."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from moderation.records import AttachProgress, Room
from moderation.services.attachments import BULK_ROOMS_MAX

from .wire import Body, ChatId, Tags, View

Name = Annotated[str, StringConstraints(max_length=128, pattern="^[a-zA-Z0-9_-]*$")]
MessageLength = Annotated[int, Field(ge=1, le=500)]
MessageRate = Annotated[int, Field(ge=1, le=100)]


class CreateRoom(Body):
    """A new room; the review hook comes by itself."""

    name: Name = ""
    maximum_message_length: MessageLength = 500
    maximum_message_rate_per_second: MessageRate = 10
    tags: Tags = Field(default_factory=dict)


class ChangeRoom(Body):
    """What is to change; the rest stays."""

    name: Name | None = None
    maximum_message_length: MessageLength | None = None
    maximum_message_rate_per_second: MessageRate | None = None


class AddTags(Body):
    """Tags to add or overwrite."""

    tags: Tags


class Tag(Body):
    """Rooms with this tag; without a value, whatever its value."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    value: Annotated[str, StringConstraints(max_length=256)] | None = None


class AttachRooms(Body):
    """Either a list or a tag."""

    room_ids: Annotated[list[ChatId], Field(min_length=1, max_length=BULK_ROOMS_MAX)] | None = None
    tag: Tag | None = None


class TagsView(View):
    """A room's tags."""

    tags: dict[str, str]


class HandlerView(View):
    """A review hook: the function, and what IVS Chat does when it fails."""

    uri: str
    fallback_result: str


class RoomView(View):
    """A room. `attached`: our hook reviews it. Listings leave the two limits out."""

    room_id: str
    arn: str
    name: str
    attached: bool
    message_review_handler: HandlerView | None
    logging_configuration_identifiers: list[str]
    tags: dict[str, str]
    maximum_message_length: int | None
    maximum_message_rate_per_second: int | None
    create_time: str
    update_time: str


class FailureView(View):
    """A room that could not be attached, and why."""

    room_id: str
    reason: str


class AttachProgressView(View):
    """How far a bulk attachment is. `total` is null until a tag has been looked up."""

    operation_id: str
    status: Literal["queued", "running", "finished"]
    total: int | None
    attached: int
    failed: int
    failures: list[FailureView]


def room_view(room: Room, handler_uri: str) -> RoomView:
    """A room as answered."""
    hook = HandlerView(uri=room.handler_uri, fallback_result=room.fallback_result) if room.handler_uri else None
    return RoomView(
        room_id=room.room_id,
        arn=room.arn,
        name=room.name,
        attached=room.handler_uri == handler_uri,
        message_review_handler=hook,
        logging_configuration_identifiers=list(room.logging_arns),
        tags=dict(room.tags),
        maximum_message_length=room.maximum_message_length,
        maximum_message_rate_per_second=room.maximum_message_rate_per_second,
        create_time=room.create_time,
        update_time=room.update_time,
    )


def progress_view(progress: AttachProgress) -> AttachProgressView:
    """A bulk attachment as answered."""
    looked_up = progress.room_ids or progress.status == "finished"
    return AttachProgressView.model_validate(
        {
            "operation_id": progress.operation_id,
            "status": progress.status,
            "total": len(progress.room_ids) if looked_up else None,
            "attached": progress.attached,
            "failed": progress.position - progress.attached,
            "failures": [FailureView(room_id=room_id, reason=reason) for room_id, reason in progress.failed],
        }
    )
