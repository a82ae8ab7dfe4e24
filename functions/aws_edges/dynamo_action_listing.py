"""One listing over the index by status: those due last first, of one status or of several merged."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from moderation.delivery.records import Action, ActionFilter
from moderation.records import Page
from moderation.tables import ACTIONS

from .dynamo_action_items import action
from .dynamo_errors import reading_page

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

_INDEX = ACTIONS.indexes[0]
# A filter on a quiet room looks at many actions to find a few: this many at once, then the caller goes on by cursor.
EVALUATED_MAX = 500


def page_of(table: "Table", statuses: Sequence[str], wanted: ActionFilter, limit: int, next_token: str) -> Page[Action]:
    """A page. Its token is the sort key down to which it is complete, so the next one begins below it."""
    filters = _filters(wanted)
    evaluated = max(limit, EVALUATED_MAX) if filters is not None else limit
    found: list[Any] = []
    ends: list[str] = []
    for status in statuses:
        items, end = _query(table, status, filters, evaluated, next_token)
        found += items
        if end:
            ends.append(end)
    # Below the highest point at which one of them stopped there may be more of that status.
    complete_to = max(ends, default="")
    sure = sorted((item for item in found if item[_INDEX.sort_key] >= complete_to), key=_sort_key, reverse=True)
    shown = sure[:limit]
    token = str(_sort_key(shown[-1])) if len(sure) > limit else complete_to
    return Page([action(item) for item in shown], token)


def _query(
    table: "Table", status: str, filters: ConditionBase | None, evaluated: int, below: str
) -> tuple[list[Any], str]:
    """Items of one status, and the sort key of the last one looked at if there are more."""
    key: ConditionBase = Key(_INDEX.partition_key).eq(status)
    if below:
        key = key & Key(_INDEX.sort_key).lt(below)
    more: Any = {"FilterExpression": filters} if filters is not None else {}
    with reading_page(below):
        answer = table.query(
            IndexName=_INDEX.name, KeyConditionExpression=key, ScanIndexForward=False, Limit=evaluated, **more
        )
    last = answer.get("LastEvaluatedKey")
    return list(answer["Items"]), str(last[_INDEX.sort_key]) if last else ""


def _filters(wanted: ActionFilter) -> ConditionBase | None:
    parts = [Attr(name).eq(value) for name, value in _named(wanted) if value]
    if not parts:
        return None
    condition: ConditionBase = parts[0]
    for part in parts[1:]:
        condition = condition & part
    return condition


def _named(wanted: ActionFilter) -> tuple[tuple[str, str], ...]:
    return ("room", wanted.room_id), ("operation", wanted.operation)


def _sort_key(item: Any) -> Any:
    return item[_INDEX.sort_key]
