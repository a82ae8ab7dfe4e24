"""A chat log in memory, and IVS Chat's lines of one."""

import json
from datetime import UTC, datetime

from moderation.reconciliation.records import DeliveredMessage, RecentMessages


class InMemoryChatLog:
    """Everything that `delivered` holds has been delivered and logged."""

    def __init__(self) -> None:
        self.delivered: list[DeliveredMessage] = []

    def recent(self, room_id: str, user_id: str, since: float, limit: int) -> RecentMessages:
        found = [
            message
            for message in sorted(self.delivered, key=lambda message: message.at, reverse=True)
            if (message.room_id, message.user_id) == (room_id, user_id) and message.at >= since
        ]
        return RecentMessages(found[:limit], complete=len(found) <= limit)


def chat_log_line(message_id: str, user_id: str, at: float, content: str = "hello", kind: str = "MESSAGE") -> str:
    """A record as IVS Chat writes it: the frame that clients received."""
    sent = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    frame = {
        "Type": kind,
        "Id": message_id,
        "RequestId": "",
        "Attributes": None,
        "Content": content,
        "SendTime": sent,
        "Sender": {"UserId": user_id, "Attributes": {"name": user_id}},
    }
    return json.dumps({"event_timestamp": sent, "type": kind, "version": "1.0", "payload": frame}, ensure_ascii=False)
