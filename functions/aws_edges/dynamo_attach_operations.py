"""Progress of bulk attachments, in the State table. Unfinished ones are listed by an index until they are done."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from moderation.records import AttachProgress
from moderation.services.attachments import FINISHED
from moderation.tables import PARTITION_KEY, SORT_KEY, STATE, attach_operation_key

from .clients import Item
from .dynamo_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_INDEX = STATE.indexes[0]
_LISTED = "attaching"
_PROGRESS = "progress"


class DynamoAttachOperations:
    """Reads and writes progress."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def get(self, operation_id: str) -> AttachProgress | None:
        """One operation."""
        with translated():
            item = self._table.get_item(Key=_key(operation_id), ConsistentRead=True).get("Item")
        return _progress(item) if item else None

    def save(self, progress: AttachProgress) -> None:
        """Record how far an operation is; a finished one is no longer listed."""
        finished = progress.status == FINISHED
        # Every name goes by a placeholder: `scope` and `status` are reserved words.
        dropped = [_INDEX.partition_key, _INDEX.sort_key] if finished else []
        changes = {name: value for name, value in progress_item(progress).items() if name in _CHANGING}
        names = {f"#{name}": name for name in (*changes, *dropped)}
        values: Any = {f":{name}": value for name, value in changes.items()}
        drop = " REMOVE " + ", ".join(f"#{name}" for name in dropped) if dropped else ""
        with translated():
            self._table.update_item(
                Key=_key(progress.operation_id),
                UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in changes) + drop,
                ConditionExpression=f"attribute_exists({PARTITION_KEY})",
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=values,
            )

    def unfinished(self) -> Sequence[str]:
        """Ids of operations that are not done."""
        with translated():
            answer = self._table.query(
                IndexName=_INDEX.name, KeyConditionExpression=Key(_INDEX.partition_key).eq(_LISTED)
            )
        return [str(item[_INDEX.sort_key]) for item in answer["Items"]]


_CHANGING = ("requested", "status", "position", "done", "failed", "leasedUntil")


def progress_item(progress: AttachProgress) -> Item:
    """An operation as stored."""
    return {
        **_key(progress.operation_id),
        _INDEX.partition_key: _LISTED,
        _INDEX.sort_key: progress.operation_id,
        "requested": list(progress.room_ids),
        "tagKey": progress.tag_key,
        "tagValue": progress.tag_value,
        "by": progress.by,
        "status": progress.status,
        "position": progress.position,
        "done": progress.attached,
        "failed": [list(pair) for pair in progress.failed],
        "leasedUntil": progress.leased_until,
    }


def _key(operation_id: str) -> Item:
    return {PARTITION_KEY: attach_operation_key(operation_id), SORT_KEY: _PROGRESS}


def _progress(item: Mapping[str, Any]) -> AttachProgress:
    return AttachProgress(
        operation_id=item[PARTITION_KEY].removeprefix(attach_operation_key("")),
        room_ids=tuple(item["requested"]),
        tag_key=item["tagKey"],
        tag_value=item["tagValue"],
        by=item["by"],
        status=item["status"],
        position=int(item["position"]),
        attached=int(item["done"]),
        failed=tuple((room, why) for room, why in item["failed"]),
        leased_until=int(item["leasedUntil"]),
    )
