"""Moderators in the State table: one item per `sub`, listed by user name through an index."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from moderation.records import Moderator, Page
from moderation.tables import PARTITION_KEY, PROFILE, SORT_KEY, STATE, moderator_key

from .clients import Item
from .dynamo_errors import reading_page, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_INDEX = STATE.indexes[0]
_LISTED = "moderators"


class DynamoModerators:
    """Reads moderators."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def get(self, sub: str) -> Moderator | None:
        """One moderator."""
        with translated():
            item = self._table.get_item(Key=_key(sub), ConsistentRead=True).get("Item")
        return _moderator(item) if item else None

    def named(self, username: str) -> Moderator | None:
        """The moderator of a user name."""
        with translated():
            answer = self._table.query(
                IndexName=_INDEX.name,
                KeyConditionExpression=Key(_INDEX.partition_key).eq(_LISTED) & Key(_INDEX.sort_key).eq(username),
                Limit=1,
            )
        return _moderator(answer["Items"][0]) if answer["Items"] else None

    def list(self, limit: int, next_token: str) -> Page[Moderator]:
        """All moderators by user name. The token is the last one's `sub` and user name."""
        start: Any = {}
        if next_token:
            sub, _, username = next_token.partition("#")
            start = {"ExclusiveStartKey": _key(sub) | _listed(username)}
        with reading_page(next_token):
            answer = self._table.query(
                IndexName=_INDEX.name,
                KeyConditionExpression=Key(_INDEX.partition_key).eq(_LISTED),
                Limit=limit,
                **start,
            )
        moderators = [_moderator(item) for item in answer["Items"]]
        last = moderators[-1] if moderators and answer.get("LastEvaluatedKey") else None
        return Page(moderators, f"{last.sub}#{last.username}" if last else "")


def moderator_item(moderator: Moderator) -> Item:
    """A moderator as stored."""
    return {
        **_key(moderator.sub),
        **_listed(moderator.username),
        "username": moderator.username,
        "role": moderator.role,
        "rooms": list(moderator.rooms),
        "active": moderator.active,
        "version": moderator.version,
    }


def _key(sub: str) -> Item:
    return {PARTITION_KEY: moderator_key(sub), SORT_KEY: PROFILE}


def _listed(username: str) -> Item:
    return {_INDEX.partition_key: _LISTED, _INDEX.sort_key: username}


def _moderator(item: Mapping[str, Any]) -> Moderator:
    return Moderator(
        sub=item[PARTITION_KEY].removeprefix(moderator_key("")),
        username=item["username"],
        role=item["role"],
        rooms=tuple(item["rooms"]),
        active=bool(item.get("active", False)),
        version=int(item.get("version", 0)),
    )
