"""Items out of the replies that hold several. Raises DynamoDbError for a reply that is not whole."""

from lean_edges.dynamodb import DynamoDbError, Item, plain
from moderation.tables import PARTITION_KEY, SORT_KEY

Body = dict[str, object]


def by_partition(body: Body) -> dict[str, Item]:
    """What a BatchGetItem found. A part that DynamoDB did not process must not pass for items that do not exist."""
    if body.get("UnprocessedKeys"):
        raise DynamoDbError("unprocessed")
    try:
        found = [plain(typed) for items in body["Responses"].values() for typed in items]  # type: ignore[attr-defined]
        return {str(item[PARTITION_KEY]): item for item in found}
    except (AttributeError, KeyError, TypeError) as error:
        raise DynamoDbError("garbage") from error


def by_sort(body: Body) -> tuple[dict[str, Item], bool]:
    """What a page of a Query holds, and whether it is the last."""
    try:
        found = [plain(typed) for typed in body["Items"]]  # type: ignore[attr-defined]
        return {str(item[SORT_KEY]): item for item in found}, "LastEvaluatedKey" not in body
    except (AttributeError, KeyError, TypeError) as error:
        raise DynamoDbError("garbage") from error
