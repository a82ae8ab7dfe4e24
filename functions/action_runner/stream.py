"""Records of the Actions table's stream: which intents wait, and from when on they may be taken."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from aws_edges.dynamo_action_items import action
from moderation.delivery.enqueue import waiting
from moderation.delivery.records import PENDING, Waiting

Record = Mapping[str, Any]

_PLAIN = TypeDeserializer()


def waiting_of(records: Sequence[Record], now: float) -> Iterator[tuple[str, Waiting]]:
    """Sequence number and queue entry of each intent that nobody has taken yet."""
    for record in records:
        told = record["dynamodb"]
        image = {name: _PLAIN.deserialize(value) for name, value in told.get("NewImage", {}).items()}
        # The mapping's filter lets only these through; a repetition of an older stream would not have it.
        if image.get("status") != PENDING or not image.get("enqueue"):
            continue
        shown = action(image)
        found = waiting(shown.intent.action_id, shown.intent.operation, shown.due_at, now)
        if found:
            yield told["SequenceNumber"], found
