"""Counts by room and hour, read from the Decisions table."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import ConditionBase, Key

from moderation.ledger.tallies import Tally
from moderation.tables import (
    DECISIONS,
    PARTITION_KEY,
    SORT_KEY,
    STATS_SHARES,
    TTL,
    stats_key,
    stats_share,
    stats_sort,
)

from .dynamo_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

# 1 MB each: some 5,000 hours of rooms. Somebody waits for the sum.
FULL_PAGES_MAX = 10
_KEYS = frozenset({PARTITION_KEY, SORT_KEY, TTL})
_HOUR_MAX = 10**8 - 1


class DynamoStats:
    """Implements moderation.ledger.ports.Stats: a query per day and share."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[DECISIONS.name])

    def of(self, rooms: Collection[str] | None, first_hour: int, last_hour: int) -> tuple[Sequence[Tally], bool]:
        """Days oldest first, a room's hours within one likewise, as far as so many full pages go."""
        found: list[Tally] = []
        pages = FULL_PAGES_MAX
        for day in range(first_hour // 24, last_hour // 24 + 1):
            for share in range(STATS_SHARES):
                wanted = None if rooms is None else {room for room in rooms if stats_share(room) == share}
                if wanted is not None and not wanted:
                    continue
                within = max(first_hour, day * 24), min(last_hour, day * 24 + 23)
                items, pages = self._read(_condition(stats_key(day, share), wanted, *within), pages)
                tallies = map(_tally, items)
                found += [
                    each
                    for each in tallies
                    if within[0] <= each.hour <= within[1] and (wanted is None or each.room_id in wanted)
                ]
                if pages == 0:
                    return found, False
        return found, True

    def _read(self, condition: ConditionBase, pages: int) -> tuple[list[Any], int]:
        """The items, and how many more full pages may be read: with 0 there are some left."""
        items: list[Any] = []
        start: Any = {}
        while pages > 0:
            with translated():
                answer = self._table.query(KeyConditionExpression=condition, **start)
            items += answer["Items"]
            if "LastEvaluatedKey" not in answer:
                break
            pages -= 1
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
        return items, pages


def _condition(partition: str, rooms: Collection[str] | None, first_hour: int, last_hour: int) -> ConditionBase:
    """One room's hours exactly; of several rooms all that lie between the first and the last of them."""
    keys = Key(PARTITION_KEY).eq(partition)
    if rooms is None:
        return keys
    if len(rooms) > 1:
        first_hour, last_hour = 0, _HOUR_MAX
    return keys & Key(SORT_KEY).between(stats_sort(min(rooms), first_hour), stats_sort(max(rooms), last_hour))


def _tally(item: Mapping[str, Any]) -> Tally:
    room_id, _, hour = item[SORT_KEY].rpartition("#")
    return Tally(
        room_id=room_id,
        hour=int(hour),
        counts={name: int(count) for name, count in item.items() if name not in _KEYS},
    )
