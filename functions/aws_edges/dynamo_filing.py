"""Decisions into the Decisions table: packs and texts by batch writes, everything else on condition of absence."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from moderation.errors import ChangedMeanwhile
from moderation.ledger.effects import LedgerEffect
from moderation.ledger.lines import BrokenLine
from moderation.ledger.packs import Pack, written
from moderation.ledger.records import RefusedText
from moderation.ledger.retention import Retention
from moderation.tables import DECISIONS, PARTITION_KEY, SORT_KEY, TTL, allowed_key

from .clients import Item
from .dynamo_batch_get import batch_get
from .dynamo_decision_items import decision_key, message_of, text_item
from .dynamo_errors import CANCELED, CONDITION_FAILED, canceled, code_of, translated, unavailable
from .dynamo_ledger_effects import ledger_put

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

BATCH_MAX = 25
ATTEMPTS = 6
FIRST_WAIT_SECONDS = 0.05


class DynamoFiling:
    """Implements moderation.ledger.ports.Filing."""

    def __init__(
        self,
        dynamodb: "DynamoDBServiceResource",
        tables: Mapping[str, str],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        # A resource's client takes and gives plain Python values.
        self._client: Any = dynamodb.meta.client
        self._table = tables[DECISIONS.name]
        self._wait = wait

    def keep(self, packs: Sequence[Pack], texts: Sequence[RefusedText], retention: Retention) -> None:
        """Write packs and texts; what is there already says the same."""
        # DynamoDB refuses a batch that names an item twice.
        once = {text.message_id: text for text in texts}.values()
        items = [*(_pack_item(pack, retention) for pack in packs), *map(text_item, once)]
        writes = [{"PutRequest": {"Item": item}} for item in items]
        for start in range(0, len(writes), BATCH_MAX):
            self._write(writes[start : start + BATCH_MAX])

    def known(self, message_ids: Sequence[str]) -> Collection[str]:
        """Which have a decision item."""
        items = batch_get(self._client, self._table, [decision_key(id_) for id_ in dict.fromkeys(message_ids)])
        return {message_of(item) for item in items}

    def file(self, effects: Sequence[LedgerEffect]) -> bool:
        """Write everything or nothing; False if the first is there already, BrokenLine for what no table takes."""
        puts = [{"TableName": self._table, **ledger_put(effect)} for effect in effects]
        try:
            with translated():
                if len(puts) == 1:
                    self._client.put_item(**puts[0])
                else:
                    self._client.transact_write_items(TransactItems=[{"Put": put} for put in puts])
        except ClientError as exc:
            if code_of(exc) == CONDITION_FAILED:
                return False
            if code_of(exc) == "ValidationException":
                # Whatever it is about this one, the next ones need not wait for it.
                raise BrokenLine("the table does not take it") from exc
            if code_of(exc) != CANCELED:
                raise
            if canceled(exc)[0] != "ConditionalCheckFailed":
                raise ChangedMeanwhile("A row is no longer as it was read.") from exc
            return False
        return True

    def _write(self, writes: list[Item]) -> None:
        for attempt in range(ATTEMPTS):
            if attempt:
                self._wait(FIRST_WAIT_SECONDS * 2**attempt * SystemRandom().random())
            with translated():
                answer = self._client.batch_write_item(RequestItems={self._table: writes})
            writes = answer.get("UnprocessedItems", {}).get(self._table, [])
            if not writes:
                return
        raise unavailable()


def _pack_item(pack: Pack, retention: Retention) -> Item:
    return {
        PARTITION_KEY: allowed_key(pack.room_id, pack.minute),
        SORT_KEY: pack.sort,
        "policyHash": pack.policy_hash,
        "messages": written(pack.messages),
        TTL: retention.allowed_until(pack.messages[0].at_ms),
    }
