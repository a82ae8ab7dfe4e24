"""The reply of the round's BatchGetItem, by key."""

from lean_edges.dynamodb import DynamoDbError, Item, plain
from moderation.tables import PARTITION_KEY, SORT_KEY

Key = tuple[str, str]


class Batch:
    """Items that came. One that DynamoDB did not process raises; one that does not exist is None."""

    __slots__ = ("_items", "_unprocessed")

    def __init__(self, body: dict[str, object]) -> None:
        self._items: dict[Key, Item] = {}
        self._unprocessed: set[Key] = set()
        try:
            for items in body["Responses"].values():  # type: ignore[attr-defined]
                for typed in items:
                    item = plain(typed)
                    self._items[_key(item)] = item
            for table in body.get("UnprocessedKeys", {}).values():  # type: ignore[attr-defined]
                self._unprocessed.update(_key(plain(typed)) for typed in table["Keys"])
        except (AttributeError, KeyError, TypeError) as error:
            raise DynamoDbError("garbage") from error

    def item(self, partition: str, sort: str = "") -> Item | None:
        """The item under a key; raises DynamoDbError if this part of the batch was throttled."""
        key = (partition, sort)
        if key in self._unprocessed:
            raise DynamoDbError("unprocessed")
        return self._items.get(key)


def _key(item: Item) -> Key:
    return str(item[PARTITION_KEY]), str(item.get(SORT_KEY, ""))
