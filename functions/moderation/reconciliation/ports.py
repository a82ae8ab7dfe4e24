"""What reconciliation needs of the world. `aws_edges` implements these; tests/fakes has their twins."""

from typing import Protocol

from .records import RecentMessages, Recheck


class ChatLog(Protocol):
    """What rooms' viewers received, as IVS Chat logged it: about 10 s behind, and as long as the log is kept."""

    def recent(self, room_id: str, user_id: str, since: float, limit: int) -> RecentMessages:
        """A user's messages in a room since `since` (epoch s), newest first, at most `limit`.

        Deleted ones are among them, for the log keeps them. A room that has no log has no messages. Raises
        Unavailable.
        """
        ...


class Rechecks(Protocol):
    """Messages that wait to be looked at again."""

    def later(self, recheck: Recheck, seconds: int) -> None:
        """Bring a message back in so many seconds; at least once. Raises Unavailable."""
        ...
