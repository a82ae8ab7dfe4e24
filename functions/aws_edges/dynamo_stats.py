"""Counts by room and hour, read from the Decisions table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from moderation.ledger.tallies import Tally
from moderation.tables import DECISIONS, PARTITION_KEY, SORT_KEY, TTL, hour_key, stats_day, stats_key

from .dynamo_decision_items import BY_ROOM
from .dynamo_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

# 1 MB each: some 3,000 hours of rooms. Somebody waits for the sum.
PAGES_MAX = 10
_KEYS = frozenset({PARTITION_KEY, SORT_KEY, TTL, BY_ROOM.partition_key, BY_ROOM.sort_key})


class DynamoStats:
    """Implements moderation.ledger.ports.Stats."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[DECISIONS.name])

    def of_room(self, room_id: str, first_hour: int, last_hour: int) -> Sequence[Tally]:
        """One room's counts: at most a year's hours, 100 to 300 bytes each."""
        keys = Key(PARTITION_KEY).eq(stats_key(room_id)) & Key(SORT_KEY).between(
            hour_key(first_hour), hour_key(last_hour)
        )
        items, _ = self._read({"KeyConditionExpression": keys}, PAGES_MAX)
        return [_tally(item) for item in items]

    def of_all(self, first_hour: int, last_hour: int) -> tuple[Sequence[Tally], bool]:
        """All rooms' counts, day by day, as far as so many pages go."""
        found: list[Tally] = []
        pages = PAGES_MAX
        for day in range(first_hour // 24, last_hour // 24 + 1):
            keys = Key(BY_ROOM.partition_key).eq(stats_day(day * 24)) & Key(BY_ROOM.sort_key).between(
                hour_key(first_hour), hour_key(last_hour + 1)
            )
            items, pages = self._read({"KeyConditionExpression": keys, "IndexName": BY_ROOM.name}, pages)
            found += [_tally(item) for item in items]
            if pages < 0:
                return found, False
        return found, True

    def _read(self, query: Any, pages: int) -> tuple[list[Any], int]:
        """The items of at most so many pages, and how many pages are left: -1 if they did not suffice."""
        items: list[Any] = []
        while pages > 0:
            pages -= 1
            with translated():
                answer = self._table.query(**query)
            items += answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return items, pages
            query = {**query, "ExclusiveStartKey": answer["LastEvaluatedKey"]}
        return items, -1


def _tally(item: Mapping[str, Any]) -> Tally:
    return Tally(
        room_id=item[PARTITION_KEY].removeprefix(stats_key("")),
        hour=int(item[SORT_KEY]),
        counts={name: int(count) for name, count in item.items() if name not in _KEYS},
    )
