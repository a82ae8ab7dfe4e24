"""Published heads of the chains, and sightings of changes that nobody may make."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

from moderation.chain.records import Head, PublishedDay, Sighting
from moderation.tables import AUDIT, HEADS, PARTITION_KEY, SIGHTINGS, SORT_KEY, heads_key

from .clients import Item
from .dynamo_batch_get import batch_get
from .dynamo_errors import CONDITION_FAILED, code_of, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

SIGHTINGS_MAX = 1_000


class _Rows:
    """Rows of the Audit table that are written once."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._name = tables[AUDIT.name]
        self._table = dynamodb.Table(self._name)
        self._client: Any = dynamodb.meta.client

    def _put(self, item: Item) -> bool:
        """Write a row; False if there is one."""
        try:
            with translated():
                self._table.put_item(Item=item, ConditionExpression=f"attribute_not_exists({PARTITION_KEY})")
        except ClientError as exc:
            if code_of(exc) == CONDITION_FAILED:
                return False
            raise
        return True

    def _rows(self, partition: str, since: str = "") -> Iterator[Item]:
        condition = Key(PARTITION_KEY).eq(partition)
        asked: Item = {"KeyConditionExpression": condition & Key(SORT_KEY).gte(since) if since else condition}
        while True:
            with translated():
                answer = self._table.query(**asked, ConsistentRead=True)
            yield from answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return
            asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


class DynamoHeads(_Rows):
    """Implements moderation.chain.ports.Heads."""

    def keep(self, day: str, heads: Sequence[Head]) -> None:
        """Write a day's heads, as far as they are not written."""
        for head in heads:
            self._put(
                {PARTITION_KEY: heads_key(day), SORT_KEY: head.chain, "sequence": head.sequence, "hash": head.hash}
            )

    def close(self, day: PublishedDay) -> bool:
        """Write the publication."""
        return self._put(
            {
                PARTITION_KEY: HEADS,
                SORT_KEY: day.day,
                "chains": day.chains,
                "digest": day.digest,
                "at": day.at_ms,
            }
        )

    def first_day(self) -> PublishedDay | None:
        """The first publication."""
        return self._outermost(forward=True)

    def last_day(self) -> PublishedDay | None:
        """The last publication."""
        return self._outermost(forward=False)

    def days(self, since: str) -> Sequence[PublishedDay]:
        """Publications from a day on."""
        return [_day(item) for item in self._rows(HEADS, since)]

    def of_day(self, day: str) -> Sequence[Head]:
        """All heads of one day."""
        return [_head(item) for item in self._rows(heads_key(day))]

    def of_chain(self, chain: str, days: Sequence[str]) -> Sequence[Head]:
        """A chain's heads."""
        keys = [{PARTITION_KEY: heads_key(day), SORT_KEY: chain} for day in days]
        return [_head(item) for item in batch_get(self._client, self._name, keys)]

    def _outermost(self, *, forward: bool) -> PublishedDay | None:
        with translated():
            answer = self._table.query(
                KeyConditionExpression=Key(PARTITION_KEY).eq(HEADS),
                ConsistentRead=True,
                ScanIndexForward=forward,
                Limit=1,
            )
        return _day(answer["Items"][0]) if answer["Items"] else None


class DynamoSightings(_Rows):
    """Implements moderation.chain.ports.Sightings."""

    def keep(self, sighting: Sighting) -> None:
        """Remember one."""
        self._put(
            {
                PARTITION_KEY: SIGHTINGS,
                SORT_KEY: f"{sighting.at_ms:013d}#{sighting.id}",
                "change": sighting.change,
                "partition": sighting.partition,
                "sort": sighting.sort,
            }
        )

    def all(self) -> Sequence[Sighting]:
        """The first thousand."""
        return [_sighting(item) for item in islice(self._rows(SIGHTINGS), SIGHTINGS_MAX)]


def _day(item: Mapping[str, Any]) -> PublishedDay:
    return PublishedDay(
        str(item[SORT_KEY]), int(item.get("chains", 0)), str(item.get("digest", "")), int(item.get("at", 0))
    )


def _head(item: Mapping[str, Any]) -> Head:
    return Head(str(item[SORT_KEY]), int(item.get("sequence", 0)), str(item.get("hash", "")))


def _sighting(item: Mapping[str, Any]) -> Sighting:
    at_ms, _, record_id = str(item[SORT_KEY]).partition("#")
    return Sighting(
        record_id,
        int(at_ms) if at_ms.isdigit() else 0,
        str(item.get("change", "")),
        str(item.get("partition", "")),
        str(item.get("sort", "")),
    )
