"""The contract of a review handler: the event that it gets, and the rules that its answer has to keep."""

import json
from typing import Any, NamedTuple

from .connections import Connection
from .frames import is_string_map, map_bytes, well_formed
from .resources import Room


class Submission(NamedTuple):
    """A SendMessage request that passed every check before review."""

    message_id: str
    content: str
    attributes: dict[str, str] | None
    room: Room
    sender: Connection


class Outcome(NamedTuple):
    """What happens to the message: delivered with this content and these attributes, or refused with this reason."""

    allowed: bool
    content: str = ""
    attributes: dict[str, str] | None = None
    reason: str | None = None


class InvalidAnswer(Exception):
    """The handler's answer breaks its contract."""


def event_of(message: Submission) -> dict[str, Any]:
    token = message.sender.token
    return {
        "Content": message.content,
        "MessageId": message.message_id,
        "RoomArn": message.room.arn,
        "Attributes": message.attributes,
        "Sender": {"Attributes": token.attributes, "UserId": token.user_id, "Ip": message.sender.ip},
    }


def read_answer(payload: bytes, message: Submission, attributes_bytes: int) -> Outcome:
    """The answer as an outcome.

    Raises:
        InvalidAnswer: the answer's syntax or one of its fields is not what the review contract says.
    """
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        raise InvalidAnswer("the answer is not JSON") from None
    if not isinstance(answer, dict):
        raise InvalidAnswer("the answer is not an object")
    content, attributes = answer.get("Content"), answer.get("Attributes")
    if answer.get("ReviewResult") not in ("ALLOW", "DENY"):
        raise InvalidAnswer("ReviewResult is not ALLOW or DENY")
    if not isinstance(content, str | None):
        raise InvalidAnswer("Content is not a string")
    if attributes is not None and not is_string_map(attributes):
        raise InvalidAnswer("Attributes is not a map of strings to strings")
    if attributes is not None and map_bytes(attributes) > attributes_bytes:
        raise InvalidAnswer(f"Attributes exceed {attributes_bytes} bytes")
    if answer["ReviewResult"] == "DENY":
        return Outcome(allowed=False, reason=(attributes or {}).get("Reason"))
    limit = message.room.maximum_message_length
    if not content or len(content) > limit:
        raise InvalidAnswer(f"Content of an ALLOW must have 1 to {limit} characters")
    kept = message.attributes if attributes is None else attributes
    return Outcome(allowed=True, content=well_formed(content), attributes=kept)
