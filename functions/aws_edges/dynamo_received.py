"""Which lines are in the ledger, one item per execution environment, committed together with the counts they add to."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from moderation.errors import ChangedMeanwhile
from moderation.ledger.received import Ranges, Received
from moderation.ledger.retention import Retention
from moderation.ledger.tallies import HOUR_MS, Tally
from moderation.tables import DECISIONS, PARTITION_KEY, SORT_KEY, TTL, received_key, stats_key, stats_share, stats_sort

from .clients import Item
from .dynamo_errors import CANCELED, CONDITION_FAILED, canceled, code_of, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_RECEIVED = "received"


class DynamoReceivedLines:
    """Implements moderation.ledger.ports.ReceivedLines."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        # A resource's client takes and gives plain Python values.
        self._client: Any = dynamodb.meta.client
        self._table = tables[DECISIONS.name]

    def get(self, environment: str) -> Received:
        """What is known of an environment."""
        key = {PARTITION_KEY: received_key(environment), SORT_KEY: _RECEIVED}
        with translated():
            item = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        if item is None:
            return Received(environment)
        return Received(
            environment,
            _ranges(item["committed"]),
            _ranges(item["lost"]),
            int(item["version"]),
            tuple(Tally(*each) for each in json.loads(item.get("pending", "[]"))),
            int(item.get("countedAt", 0)),
        )

    def commit(self, received: Received, tallies: Sequence[Tally], at_ms: int, retention: Retention) -> None:
        """Write both or nothing; without tallies it is an ordinary put, at half the price."""
        put = self._received(received, retention.allowed_until(at_ms))
        counted = [{"Update": self._counted(tally, retention)} for tally in tallies]
        try:
            with translated():
                if counted:
                    self._client.transact_write_items(TransactItems=[{"Put": put}, *counted])
                else:
                    self._client.put_item(**put)
        except ClientError as exc:
            if code_of(exc) == CANCELED:
                canceled(exc)
            elif code_of(exc) != CONDITION_FAILED:
                raise
            raise ChangedMeanwhile("Other lines of this environment were committed just now.") from exc

    def _received(self, received: Received, expires_at: int) -> Item:
        condition: Item = {"ConditionExpression": f"attribute_not_exists({PARTITION_KEY})"}
        if received.version > 1:
            condition = {
                "ConditionExpression": "version = :before",
                "ExpressionAttributeValues": {":before": received.version - 1},
            }
        return {"TableName": self._table, "Item": received_item(received, expires_at), **condition}

    def _counted(self, tally: Tally, retention: Retention) -> Item:
        """Add to the counts; their names may hold any character, so that they go by number."""
        names = {f"#{number}": name for number, name in enumerate(tally.counts)}
        added = ", ".join(f"{alias} :{alias[1:]}" for alias in names)
        return {
            "TableName": self._table,
            "Key": stats_item_key(tally),
            "UpdateExpression": f"SET #ttl = :ttl ADD {added}",
            "ExpressionAttributeNames": {**names, "#ttl": TTL},
            "ExpressionAttributeValues": {
                **{f":{number}": tally.counts[name] for number, name in enumerate(names.values())},
                ":ttl": retention.stats_until(tally.hour * HOUR_MS),
            },
        }


def received_item(received: Received, expires_at: int) -> Item:
    """What is known of an environment's lines, as stored."""
    return {
        PARTITION_KEY: received_key(received.environment),
        SORT_KEY: _RECEIVED,
        "committed": _written(received.committed),
        "lost": _written(received.lost),
        "version": received.version,
        "countedAt": received.counted_at,
        "pending": _told(received.pending),
        TTL: expires_at,
    }


def stats_item_key(tally: Tally) -> Item:
    """The table's key of one room's counts in an hour."""
    return {
        PARTITION_KEY: stats_key(tally.hour // 24, stats_share(tally.room_id)),
        SORT_KEY: stats_sort(tally.room_id, tally.hour),
    }


def _told(tallies: Sequence[Tally]) -> str:
    return json.dumps([[tally.room_id, tally.hour, tally.counts] for tally in tallies], separators=(",", ":"))


def _written(ranges: Ranges) -> str:
    return ",".join(f"{first}-{last}" for first, last in ranges)


def _ranges(text: str) -> Ranges:
    pairs = (part.split("-") for part in text.split(",") if part)
    return tuple((int(first), int(last)) for first, last in pairs)
