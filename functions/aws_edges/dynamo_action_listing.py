"""One listing, those due last first: of a room by its index, otherwise by status, of one or of all of them merged."""

from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from moderation.delivery.records import STATUSES, Action, ActionFilter
from moderation.records import Page
from moderation.tables import ACTIONS, Index

from .dynamo_action_items import action
from .dynamo_errors import reading_page

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

_BY_STATUS, _BY_ROOM = ACTIONS.indexes
# A filter may look at many actions to find a few: at this many at once, then the caller goes on by cursor.
EVALUATED_MAX = 500


def page_of(table: "Table", wanted: ActionFilter, limit: int, next_token: str) -> Page[Action]:
    """A page. Its token is the sort key down to which it is complete, so the next one begins below it."""
    index, partitions = _BY_STATUS, (wanted.status,) if wanted.status else STATUSES
    if wanted.room_id:
        index, partitions = _BY_ROOM, (wanted.room_id,)
    filters = _filters(wanted)
    evaluated = max(limit, EVALUATED_MAX) if filters is not None else limit
    found: list[Any] = []
    ends: list[str] = []
    for partition in partitions:
        items, end = _query(table, index, partition, filters, evaluated, next_token)
        found += items
        if end:
            ends.append(end)
    # Below the highest point at which one of them stopped there may be more of that partition.
    complete_to = max(ends, default="")
    sure = sorted((item for item in found if _sort_key(item) >= complete_to), key=_sort_key, reverse=True)
    shown = sure[:limit]
    token = _sort_key(shown[-1]) if len(sure) > limit else complete_to
    return Page([action(item) for item in shown], token)


def _query(
    table: "Table", index: Index, partition: str, filters: ConditionBase | None, evaluated: int, below: str
) -> tuple[list[Any], str]:
    """Items of one partition of an index, and the sort key of the last one looked at if there are more."""
    key: ConditionBase = Key(index.partition_key).eq(partition)
    if below:
        key = key & Key(index.sort_key).lt(below)
    more: Any = {"FilterExpression": filters} if filters is not None else {}
    with reading_page(below):
        answer = table.query(
            IndexName=index.name, KeyConditionExpression=key, ScanIndexForward=False, Limit=evaluated, **more
        )
    last = answer.get("LastEvaluatedKey")
    return list(answer["Items"]), _sort_key(last) if last else ""


def _filters(wanted: ActionFilter) -> ConditionBase | None:
    named = {"operation": wanted.operation, "status": wanted.status if wanted.room_id else ""}
    parts = [Attr(name).eq(value) for name, value in named.items() if value]
    if not parts:
        return None
    condition: ConditionBase = parts[0]
    for part in parts[1:]:
        condition = condition & part
    return condition


def _sort_key(item: Any) -> str:
    """Both indexes have the same."""
    return str(item[_BY_STATUS.sort_key])
