"""How an intent lies in the Actions table; times are epoch milliseconds there."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from moderation.delivery.records import PENDING, Action
from moderation.records import Intent
from moderation.tables import INTENT, PARTITION_KEY, SORT_KEY, TTL, action_key

from .clients import Item

# Longer than a message lies in the dead-letter queue (14 days): whatever is redriven finds how its intent ended.
INTENT_KEPT_SECONDS = 30 * 86_400


def milliseconds(at: float) -> int:
    """Epoch seconds as stored."""
    return int(at * 1000)


def due_sort(due_at: float, action_id: str) -> str:
    """Sort key of the index by status."""
    return f"{milliseconds(due_at):013d}#{action_id}"


def intent_item(intent: Intent) -> Item:
    """An intent as it is born. `enqueue` lies on it as long as nobody has taken it: the table's stream goes by it."""
    # A key of an index may not be empty.
    room = {"room": intent.room_id} if intent.room_id else {}
    limits = {"notBefore": intent.not_before, "expiresAt": intent.expires_at}
    return {
        PARTITION_KEY: action_key(intent.action_id),
        SORT_KEY: INTENT,
        "operation": intent.operation,
        "arguments": dict(intent.arguments),
        "by": intent.by,
        "at": milliseconds(intent.at),
        "status": PENDING,
        "leaseUntil": milliseconds(intent.lease_until),
        "attempts": 0,
        "forgiven": 0,
        "enqueue": True,
        "dueSort": due_sort(intent.due_at, intent.action_id),
        TTL: int(intent.at) + INTENT_KEPT_SECONDS,
        **room,
        **{name: milliseconds(at) for name, at in limits.items() if at is not None},
    }


def action(item: Mapping[str, Any]) -> Action:
    """An action out of its item."""
    due, _, _ = str(item["dueSort"]).partition("#")
    return Action(
        intent=Intent(
            action_id=str(item[PARTITION_KEY]).removeprefix(action_key("")),
            operation=str(item["operation"]),
            room_id=str(item.get("room", "")),
            arguments=_plain(item["arguments"]),
            by=str(item["by"]),
            at=int(item["at"]) / 1000,
            lease_until=int(item["leaseUntil"]) / 1000,
            not_before=_seconds(item.get("notBefore")),
            expires_at=_seconds(item.get("expiresAt")),
        ),
        status=str(item["status"]),
        attempt=int(item["attempts"]),
        forgiven=int(item.get("forgiven", 0)),
        outcome=str(item.get("outcome", "")),
        due_at=int(due) / 1000,
        ended_at=_seconds(item.get("endedAt")),
    )


def _seconds(milliseconds: Any) -> float | None:
    return None if milliseconds is None else int(milliseconds) / 1000


def _plain(value: Any) -> Any:
    """DynamoDB gives numbers as decimals."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dict():
            return {name: _plain(member) for name, member in value.items()}
        case list():
            return [_plain(member) for member in value]
    return value
