"""Delivered messages and decisions about them."""

from typing import Any

from moderation.ledger.records import AllowedMessage, DecisionRecord
from moderation.reconciliation.records import DeliveredMessage
from tests.fakes.reconciliation import ROOM, hash_of

NOW = 1_800_000_000.0
# The bundled policy denies the one, masks the other.
DENIED, MASKED, CLEAN = "kill yourself", "shit happens", "hello there"


def delivered(message_id: str = "m1", content: str = CLEAN, at: float = NOW - 10, **members: Any) -> DeliveredMessage:
    return DeliveredMessage(message_id, ROOM, members.pop("user_id", "ann"), content, at, **members)


def decision(
    message: DeliveredMessage, verdict: str = "ALLOW", content: str | None = None, **members: Any
) -> DecisionRecord:
    """A decision that was made when the message was sent, about `content` or what was delivered."""
    fields: dict[str, Any] = {
        "at_ms": int(message.at * 1000) - 30,
        "elapsed_ms": 7.0,
        "environment": "env1",
        "sequence": 1,
        "content_hash": hash_of(message.message_id, message.content if content is None else content),
        "user_id": message.user_id,
        **members,
    }
    return DecisionRecord(message.message_id, message.room_id, verdict, **fields)


def packed(
    message: DeliveredMessage, content: str | None = None, elapsed_ms: float = 7.0
) -> tuple[str, AllowedMessage]:
    """A plain ALLOW of the message, in its room."""
    text_hash = hash_of(message.message_id, message.content if content is None else content)
    allowed = AllowedMessage(message.message_id, text_hash, int(message.at * 1000) - 30, "0123456789ab", elapsed_ms)
    return message.room_id, allowed
