"""A chat log in memory."""

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
