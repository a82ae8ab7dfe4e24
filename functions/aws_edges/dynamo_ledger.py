"""The ledger on DynamoDB: audit entry, intents and effects in one TransactWriteItems."""

import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from moderation.audit import hashed_part, readable_part
from moderation.effects import Effect
from moderation.errors import ChangedMeanwhile
from moderation.records import AuditEntry, Intent
from moderation.tables import (
    ACTIONS,
    AUDIT,
    ENTRY,
    INTENT,
    ORGANISATION,
    PARTITION_KEY,
    READABLE,
    SORT_KEY,
    action_key,
    entry_key,
    readable_key,
)

from .clients import Item
from .dynamo_effects import write_of
from .dynamo_errors import CANCELED, code_of, translated, unavailable
from .times import month_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

PENDING = "pending"
INTENT_KEPT_SECONDS = 30 * 86_400
_ABSENT = f"attribute_not_exists({PARTITION_KEY})"


class DynamoLedger:
    """Writes the Audit, Actions and State tables."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        # A resource's client takes and gives plain Python values.
        self._client: Any = dynamodb.meta.client
        self._tables = tables

    def commit(self, entry: AuditEntry, intents: Sequence[Intent], effects: Sequence[Effect]) -> bool:
        """Write everything or nothing; False if the entry is there already."""
        salt = secrets.token_hex(16)
        writes = [
            self._put(AUDIT.name, _entry_item(entry, salt)),
            self._put(AUDIT.name, _readable_item(entry, salt)),
            *(self._put(ACTIONS.name, _intent_item(intent)) for intent in intents),
            *(write_of(effect, self._tables) for effect in effects),
        ]
        try:
            with translated():
                self._client.transact_write_items(TransactItems=writes)
        except ClientError as exc:
            if code_of(exc) != CANCELED:
                raise
            return self._canceled(exc)
        return True

    def finish(self, action_id: str, status: str, outcome: str, at: float) -> None:
        """Record how an intent ended and count the attempt."""
        with translated():
            self._client.update_item(
                TableName=self._tables[ACTIONS.name],
                Key={PARTITION_KEY: action_key(action_id), SORT_KEY: INTENT},
                UpdateExpression="SET #status = :status, outcome = :outcome, endedAt = :at ADD attempts :one",
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues={
                    ":status": status,
                    ":outcome": outcome,
                    ":at": int(at * 1000),
                    ":one": 1,
                },
            )

    def _put(self, table: str, item: Item) -> Item:
        return {"Put": {"TableName": self._tables[table], "Item": item, "ConditionExpression": _ABSENT}}

    @staticmethod
    def _canceled(exc: ClientError) -> bool:
        response: Mapping[str, Any] = exc.response
        reasons = [reason.get("Code") for reason in response.get("CancellationReasons", [])]
        if reasons and reasons[0] == "ConditionalCheckFailed":
            return False
        if "ConditionalCheckFailed" in reasons or "TransactionConflict" in reasons:
            raise ChangedMeanwhile("Somebody changed this at the same moment; look again.") from exc
        if "ValidationError" in reasons:
            raise exc
        raise unavailable() from exc


def _entry_item(entry: AuditEntry, salt: str) -> Item:
    return {
        PARTITION_KEY: entry_key(entry.entry_id),
        SORT_KEY: ENTRY,
        "room": entry.room_id or ORGANISATION,
        "month": month_of(entry.at),
        "timeSort": _time_sort(entry),
        **hashed_part(entry, salt),
    }


def _readable_item(entry: AuditEntry, salt: str) -> Item:
    # The key of an index may not be empty.
    part = {name: value for name, value in readable_part(entry, salt).items() if name != "subject" or value}
    return {
        PARTITION_KEY: readable_key(entry.entry_id),
        SORT_KEY: READABLE,
        "timeSort": _time_sort(entry),
        **part,
    }


def _time_sort(entry: AuditEntry) -> str:
    return f"{int(entry.at * 1000):013d}#{entry.entry_id}"


def _intent_item(intent: Intent) -> Item:
    limits = {"notBefore": intent.not_before, "expiresAt": intent.expires_at}
    return {
        PARTITION_KEY: action_key(intent.action_id),
        SORT_KEY: INTENT,
        "operation": intent.operation,
        "room": intent.room_id,
        "arguments": dict(intent.arguments),
        "by": intent.by,
        "at": int(intent.at * 1000),
        "status": PENDING,
        "leaseUntil": int(intent.lease_until * 1000),
        "attempts": 0,
        "dueSort": f"{int(intent.due_at * 1000):013d}#{intent.action_id}",
        "ttl": int(intent.at) + INTENT_KEPT_SECONDS,
        **{name: int(at * 1000) for name, at in limits.items() if at is not None},
    }
