"""What CloudWatch Logs hands on of a chat log: many records of one room, and now and then something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aws_edges.chat_log_record import UnreadableRecord, delivered_message, room_of
from aws_edges.log_subscription import payload_of
from moderation.reconciliation.records import DeliveredMessage


@dataclass(frozen=True, slots=True)
class ChatLogBatch:
    """The messages of a batch, each once; `unreadable` holds the log event ids of what is no record of a chat log."""

    messages: tuple[DeliveredMessage, ...] = ()
    unreadable: tuple[str, ...] = ()


def unpacked(event: Mapping[str, Any]) -> ChatLogBatch:
    """The batch in an invocation; raises whatever comes of a payload that is none."""
    payload = payload_of(event)
    if payload is None:
        return ChatLogBatch()
    room_id = room_of(payload["logStream"])
    messages: dict[str, DeliveredMessage] = {}
    unreadable: list[str] = []
    for record in payload["logEvents"]:
        try:
            if not room_id:
                raise UnreadableRecord("stream")
            message = delivered_message(record["message"], room_id)
        except UnreadableRecord:
            unreadable.append(str(record.get("id", "")))
        else:
            if message is not None:
                messages[message.message_id] = message
    return ChatLogBatch(tuple(messages.values()), tuple(unreadable))
