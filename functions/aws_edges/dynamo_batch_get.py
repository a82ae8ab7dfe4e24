"""Many items by their keys, read consistently."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from .clients import Item
from .dynamo_errors import translated, unavailable

# What BatchGetItem takes at once.
KEYS_MAX = 100
ATTEMPTS = 6
FIRST_WAIT_SECONDS = 0.02


def batch_get(client: Any, table: str, keys: Sequence[Item]) -> Iterator[Item]:
    """The items that there are, in no order. `client` is a resource's: it takes and gives plain values."""
    for start in range(0, len(keys), KEYS_MAX):
        yield from _some(client, {table: {"Keys": list(keys[start : start + KEYS_MAX]), "ConsistentRead": True}})


def _some(client: Any, wanted: Item) -> Iterator[Item]:
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(FIRST_WAIT_SECONDS * 2**attempt)
        with translated():
            answer = client.batch_get_item(RequestItems=wanted)
        for items in answer["Responses"].values():
            yield from items
        # DynamoDB answers with what it had time and capacity for (at most 16 MB).
        wanted = answer.get("UnprocessedKeys") or {}
        if not wanted:
            return
    raise unavailable()
