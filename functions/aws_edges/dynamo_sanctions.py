"""Sanctions in the State table: one item per user and scope, listed by scope through an index."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from moderation.records import Page, SanctionRecord
from moderation.tables import PARTITION_KEY, SORT_KEY, STATE, TTL, room_key, sanction_key, user_key

from .clients import Item
from .dynamo_errors import reading_page, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_INDEX = STATE.indexes[0]
_LISTED = "sanction#"


class DynamoSanctions:
    """Reads sanctions."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def get(self, user_id: str, scope: str) -> SanctionRecord | None:
        """One user's sanction in a scope."""
        with translated():
            answer = self._table.get_item(Key=sanction_item_key(user_id, scope), ConsistentRead=True)
        item = answer.get("Item")
        return _sanction(item) if item else None

    def list(self, scope: str, limit: int, next_token: str) -> Page[SanctionRecord]:
        """A scope's sanctions, newest first. The token is the `at` and the user of the last one."""
        start: Any = {}
        if next_token:
            at, _, user_id = next_token.partition("#")
            start = {"ExclusiveStartKey": sanction_item_key(user_id, scope) | _listed(scope, at, user_id)}
        with reading_page(next_token):
            answer = self._table.query(
                IndexName=_INDEX.name,
                KeyConditionExpression=Key(_INDEX.partition_key).eq(room_key(scope))
                & Key(_INDEX.sort_key).begins_with(_LISTED),
                ScanIndexForward=False,
                Limit=limit,
                **start,
            )
        last = answer.get("LastEvaluatedKey")
        token = str(last[_INDEX.sort_key]).removeprefix(_LISTED) if last else ""
        return Page([_sanction(item) for item in answer["Items"]], token)


def sanction_item_key(user_id: str, scope: str) -> Item:
    """The table's key of a sanction."""
    return {PARTITION_KEY: user_key(user_id), SORT_KEY: sanction_key(scope)}


def sanction_item(sanction: SanctionRecord) -> Item:
    """A sanction as stored; DynamoDB removes it some time after it ran out."""
    item: Item = {
        **sanction_item_key(sanction.user_id, sanction.scope),
        **_listed(sanction.scope, f"{sanction.at:010d}", sanction.user_id),
        "kind": sanction.kind,
        "reason": sanction.reason,
        "by": sanction.by,
        "at": sanction.at,
        "version": sanction.version,
    }
    if sanction.until is not None:
        item |= {"until": sanction.until, TTL: sanction.until}
    return item


def _listed(scope: str, at: str, user_id: str) -> Item:
    return {_INDEX.partition_key: room_key(scope), _INDEX.sort_key: f"{_LISTED}{at}#{user_id}"}


def _sanction(item: Mapping[str, Any]) -> SanctionRecord:
    until = item.get("until")
    return SanctionRecord(
        user_id=item[PARTITION_KEY].removeprefix(user_key("")),
        scope=item[SORT_KEY].removeprefix(sanction_key("")),
        kind=item["kind"],
        until=None if until is None else int(until),
        reason=item.get("reason", ""),
        by=item.get("by", ""),
        at=int(item.get("at", 0)),
        version=int(item.get("version", 0)),
    )
