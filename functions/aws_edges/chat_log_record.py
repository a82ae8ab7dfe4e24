"""One record of IVS Chat's chat log: the very frame that clients received
(https://docs.aws.amazon.com/ivs/latest/ChatUserGuide/chat-logging-format.html)."""

import json
from datetime import datetime
from typing import Any

from moderation.reconciliation.records import DeliveredMessage

MESSAGE = "MESSAGE"
# CloudWatch Logs has one stream a room.
_STREAM_PREFIX = "aws/IVSChatLogs/1.0/room_"


class UnreadableRecord(ValueError):
    """A record that is not one of IVS Chat's chat log. Its text is not quoted."""


def stream_of(room_id: str) -> str:
    """The log stream of a room (12-character id)."""
    return f"{_STREAM_PREFIX}{room_id}"


def room_of(stream: str) -> str:
    """The room that a log stream belongs to, whatever the version of the log; "" if it is no room's."""
    return stream.rpartition("/room_")[2] if "/room_" in stream else ""


def delivered_message(line: str, room_id: str) -> DeliveredMessage | None:
    """The message of a record; None if the record is an event.

    Raises UnreadableRecord for anything else than a record.
    """
    try:
        record = json.loads(line)
        payload = record["payload"]
        if record["type"] != MESSAGE:
            return None
        sender = payload["Sender"]
        return DeliveredMessage(
            message_id=_text(payload["Id"]),
            room_id=room_id,
            user_id=_text(sender["UserId"]),
            content=_text(payload["Content"]),
            at=datetime.fromisoformat(_text(payload["SendTime"])).timestamp(),
            sender_attributes=_map(sender.get("Attributes")),
            attributes=_map(payload.get("Attributes")),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableRecord(type(error).__name__) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _map(value: Any) -> dict[str, str]:
    return {key: _text(entry) for key, entry in value.items()} if value else {}
