"""The queues of holds and flags, and strike totals, read from the Decisions table."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from moderation.ledger.records import EXPIRED, OPEN, Flag, Hold, StrikeTotal
from moderation.ledger.retention import HOLD_MINUTES_MAX
from moderation.ports import Clock
from moderation.records import Page
from moderation.tables import DECISIONS, PARTITION_KEY, SORT_KEY, TTL, hold_key

from .clients import Item
from .dynamo_decision_items import (
    BY_ROOM,
    FLAG,
    HOLD,
    decision_key,
    flag_of,
    flag_queue,
    hold_of,
    hold_queue,
    strikes_item_key,
    strikes_of,
    time_sort,
)
from .dynamo_errors import reading_page, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource
    from mypy_boto3_dynamodb.service_resource import Table

T = TypeVar("T")
_LATEST_MS = 10**13 - 1


class DynamoHolds:
    """Implements moderation.ledger.ports.Holds."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str], clock: Clock) -> None:
        self._table = dynamodb.Table(tables[DECISIONS.name])
        self._clock = clock

    def get(self, hold_id: str) -> Hold | None:
        """One hold, unless its time in the table is over."""
        return _kept(self._table, _hold_item_key(hold_id), self._clock, hold_of)

    def by_room(self, room_id: str, status: str, now: float, limit: int, next_token: str) -> Page[Hold]:
        """Holds of one status. What was held so long ago that it must have run out is not even read for `open`."""
        now_ms = int(now * 1000)
        earliest = 0
        condition: ConditionBase = Attr(TTL).gt(int(self._clock.now()))
        if status == OPEN:
            earliest = now_ms - HOLD_MINUTES_MAX * 60_000
            condition = condition & Attr("expiresAt").gt(now_ms)
        elif status == EXPIRED:
            condition = condition & Attr("expiresAt").lte(now_ms)
        partition = hold_queue(room_id, OPEN if status == EXPIRED else status)
        between = (time_sort(max(earliest, 0)), time_sort(_LATEST_MS))
        return _queue(
            self._table,
            partition,
            between,
            condition,
            forward=status == OPEN,
            limit=limit,
            next_token=next_token,
            key_of=_hold_item_key,
            read=hold_of,
        )


class DynamoFlags:
    """Implements moderation.ledger.ports.Flags."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str], clock: Clock) -> None:
        self._table = dynamodb.Table(tables[DECISIONS.name])
        self._clock = clock

    def get(self, message_id: str) -> Flag | None:
        """One flag."""
        return _kept(self._table, decision_key(message_id, FLAG), self._clock, flag_of)

    def by_room(self, room_id: str, status: str, limit: int, next_token: str) -> Page[Flag]:
        """Flags of one status, newest first."""
        return _queue(
            self._table,
            flag_queue(room_id, status),
            (time_sort(0), time_sort(_LATEST_MS)),
            Attr(TTL).gt(int(self._clock.now())),
            forward=False,
            limit=limit,
            next_token=next_token,
            key_of=lambda message_id: decision_key(message_id, FLAG),
            read=flag_of,
        )


class DynamoStrikes:
    """Implements moderation.ledger.ports.Strikes."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[DECISIONS.name])

    def get(self, user_id: str, room_id: str) -> StrikeTotal | None:
        """A user's total in a room; one that has faded away is as good as any small number."""
        with translated():
            item = self._table.get_item(Key=strikes_item_key(user_id, room_id), ConsistentRead=True).get("Item")
        return strikes_of(item) if item else None


def _hold_item_key(hold_id: str) -> Item:
    return {PARTITION_KEY: hold_key(hold_id), SORT_KEY: HOLD}


def _kept(table: "Table", key: Item, clock: Clock, read: Callable[[Mapping[str, Any]], T]) -> T | None:
    with translated():
        item: Any = table.get_item(Key=key, ConsistentRead=True).get("Item")
    return read(item) if item and int(item[TTL]) > clock.now() else None


def _queue(
    table: "Table",
    partition: str,
    between: tuple[str, str],
    condition: ConditionBase,
    *,
    forward: bool,
    limit: int,
    next_token: str,
    key_of: Callable[[str], Item],
    read: Callable[[Mapping[str, Any]], T],
) -> Page[T]:
    """One query of the index by room. The token is the sort key of the last item read."""
    start: Any = {}
    if next_token:
        listed = {BY_ROOM.partition_key: partition, BY_ROOM.sort_key: next_token}
        start = {"ExclusiveStartKey": {**listed, **key_of(next_token.partition("#")[2])}}
    with reading_page(next_token):
        answer = table.query(
            IndexName=BY_ROOM.name,
            KeyConditionExpression=Key(BY_ROOM.partition_key).eq(partition) & Key(BY_ROOM.sort_key).between(*between),
            FilterExpression=condition,
            ScanIndexForward=forward,
            Limit=limit,
            **start,
        )
    token = str(answer.get("LastEvaluatedKey", {}).get(BY_ROOM.sort_key, ""))
    return Page([read(item) for item in answer["Items"]], token)
