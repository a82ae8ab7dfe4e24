"""The ledger on DynamoDB: audit entry, intents and effects in one TransactWriteItems."""

import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from moderation.effects import Effect
from moderation.errors import ChangedMeanwhile
from moderation.records import AuditEntry, Intent
from moderation.tables import ACTIONS, AUDIT

from .audit_items import entry_item, readable_item
from .clients import Item
from .dynamo_action_items import intent_item
from .dynamo_actions import ABSENT, DynamoActions
from .dynamo_effects import write_of
from .dynamo_errors import CANCELED, code_of, translated, unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource


class DynamoLedger:
    """Writes the Audit, Actions and State tables."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        # A resource's client takes and gives plain Python values.
        self._client: Any = dynamodb.meta.client
        self._tables = tables
        self._dynamodb = dynamodb

    def commit(self, entry: AuditEntry, intents: Sequence[Intent], effects: Sequence[Effect]) -> bool:
        """Write everything or nothing; False if the entry is there already."""
        salt = secrets.token_hex(16)
        writes = [
            self._put(AUDIT.name, entry_item(entry, salt)),
            self._put(AUDIT.name, readable_item(entry, salt)),
            *(self._put(ACTIONS.name, intent_item(intent)) for intent in intents),
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
        """Record how an intent ended that nobody else has taken meanwhile."""
        DynamoActions(self._dynamodb, self._tables).finish(action_id, 0, status, outcome, at)

    def _put(self, table: str, item: Item) -> Item:
        return {"Put": {"TableName": self._tables[table], "Item": item, "ConditionExpression": ABSENT}}

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
