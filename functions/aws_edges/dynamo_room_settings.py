"""A room's modes and what it had before our hook, in the State table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from moderation.records import Attachment
from moderation.tables import ATTACHMENT, PARTITION_KEY, SETTINGS, SORT_KEY, STATE, room_key

from .dynamo_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource


class DynamoRoomSettings:
    """Reads what is stored about rooms."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def modes(self, room_id: str) -> dict[str, dict[str, object]]:
        """Modes as stored."""
        stored: Mapping[str, Any] = self._item(room_id, SETTINGS).get("modes", {})
        return {name: {key: _plain(value) for key, value in mode.items()} for name, mode in stored.items()}

    def attachment(self, room_id: str) -> Attachment | None:
        """What the room had before us."""
        item = self._item(room_id, ATTACHMENT)
        if not item:
            return None
        return Attachment(room_id, item["handlerUri"], item["fallbackResult"], tuple(item["loggingArns"]))

    def _item(self, room_id: str, sort: str) -> dict[str, Any]:
        with translated():
            answer = self._table.get_item(Key={PARTITION_KEY: room_key(room_id), SORT_KEY: sort}, ConsistentRead=True)
        return answer.get("Item", {})


def _plain(value: object) -> object:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == int(value) else float(value)
