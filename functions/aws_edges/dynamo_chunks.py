"""Content that is larger than an item, in chunks under the hash that names it."""

from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key
from boto3.dynamodb.types import Binary

from moderation.tables import CHUNK_BYTES_MAX, PARTITION_KEY, SORT_KEY, chunk_key

from .dynamo_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table


def read(table: "Table", partition: str) -> bytes | None:
    """All chunks put together; None if one is missing or garbled. Whoever knows the hash verifies the rest."""
    items: list[dict[str, Any]] = []
    asked: dict[str, Any] = {"KeyConditionExpression": Key(PARTITION_KEY).eq(partition), "ConsistentRead": True}
    while True:
        with translated():
            answer = table.query(**asked)
        items += answer["Items"]
        if not answer.get("LastEvaluatedKey"):
            break
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
    # A repair with another chunk size may have left further ones behind the last.
    count = items[0].get("chunks") if items else None
    chunks = {item[SORT_KEY]: item.get("data") for item in items}
    wanted = [chunks.get(chunk_key(number)) for number in range(int(count or 0))]
    if not wanted or not all(isinstance(chunk, Binary) for chunk in wanted):
        return None
    return b"".join(bytes(chunk.value) for chunk in wanted)  # type: ignore[union-attr]  # all are Binary


def write(table: "Table", partition: str, data: bytes, stored_as: str) -> None:
    """Write all chunks, over whatever is there: callers have found that it is not this content."""
    pieces = [data[start : start + CHUNK_BYTES_MAX] for start in range(0, len(data), CHUNK_BYTES_MAX)]
    for number, piece in enumerate(pieces):
        item: dict[str, Any] = {PARTITION_KEY: partition, SORT_KEY: chunk_key(number)}
        with translated():
            table.put_item(Item={**item, "data": piece, "chunks": len(pieces), "format": stored_as})
