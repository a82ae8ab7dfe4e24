"""Requests to forget somebody, in the State table. Unfinished ones are listed by an index until they are done."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from moderation.erasure.records import FINISHED, Erasure, Removed
from moderation.tables import PARTITION_KEY, SORT_KEY, STATE, erasure_key

from .clients import Item
from .dynamo_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_INDEX = STATE.indexes[0]
_LISTED = "erasing"
_PROGRESS = "progress"


class DynamoErasures:
    """Implements moderation.erasure.ports.Erasures."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def get(self, erasure_id: str) -> Erasure | None:
        """One request."""
        with translated():
            item = self._table.get_item(Key=_key(erasure_id), ConsistentRead=True).get("Item")
        return _erasure(item) if item else None

    def unfinished(self) -> Sequence[str]:
        """Ids of those that are not finished."""
        with translated():
            answer = self._table.query(
                IndexName=_INDEX.name, KeyConditionExpression=Key(_INDEX.partition_key).eq(_LISTED)
            )
        return [str(item[_INDEX.sort_key]) for item in answer["Items"]]

    def save(self, erasure: Erasure) -> None:
        """Write a request that exists anew."""
        with translated():
            self._table.put_item(Item=erasure_item(erasure), ConditionExpression=f"attribute_exists({PARTITION_KEY})")


def erasure_item(erasure: Erasure) -> Item:
    """A request as stored; a finished one names nobody and is listed nowhere."""
    listed = {_INDEX.partition_key: _LISTED, _INDEX.sort_key: erasure.erasure_id, "user": erasure.user_id}
    ended = {} if erasure.finished_at is None else {"finishedAt": _milliseconds(erasure.finished_at)}
    return {
        **_key(erasure.erasure_id),
        **({} if erasure.status == FINISHED else listed),
        "requestedBy": erasure.requested_by,
        "requestedAt": _milliseconds(erasure.requested_at),
        "completeBy": _milliseconds(erasure.complete_by),
        "status": erasure.status,
        "removed": {name: getattr(erasure.removed, name) for name in Removed.__slots__},
        "keptSanctions": erasure.kept_sanctions,
        **ended,
    }


def _key(erasure_id: str) -> Item:
    return {PARTITION_KEY: erasure_key(erasure_id), SORT_KEY: _PROGRESS}


def _erasure(item: Mapping[str, Any]) -> Erasure:
    ended = item.get("finishedAt")
    return Erasure(
        erasure_id=item[PARTITION_KEY].removeprefix(erasure_key("")),
        user_id=item.get("user", ""),
        requested_by=item["requestedBy"],
        requested_at=int(item["requestedAt"]) / 1000,
        complete_by=int(item["completeBy"]) / 1000,
        status=item["status"],
        removed=Removed(**{name: int(count) for name, count in item["removed"].items()}),
        kept_sanctions=int(item["keptSanctions"]),
        finished_at=None if ended is None else int(ended) / 1000,
    )


def _milliseconds(at: float) -> int:
    return int(at * 1000)
