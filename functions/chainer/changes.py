"""Records of the Audit table's stream, as far as they matter here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from aws_edges.audit_items import stored_entry
from moderation.chain.records import Sighting, StoredEntry
from moderation.tables import ENTRY, PARTITION_KEY, SORT_KEY, readable_key

Record = Mapping[str, Any]

_PLAIN = TypeDeserializer()


@dataclass(frozen=True, slots=True)
class Changes:
    """New entries, and changes that nobody may make, each with the sequence number of its record."""

    entries: Sequence[tuple[str, StoredEntry]]
    sightings: Sequence[tuple[str, Sighting]]


def changes_of(records: Sequence[Record]) -> Changes:
    """What a batch tells. New links, marks, heads and readable parts are as they should be: nobody looks at them."""
    return Changes(list(_entries(records)), list(_sightings(records)))


def _entries(records: Sequence[Record]) -> Iterator[tuple[str, StoredEntry]]:
    for record in records:
        told = record["dynamodb"]
        if record["eventName"] == "INSERT" and told["Keys"][SORT_KEY]["S"] == ENTRY:
            item = {name: _PLAIN.deserialize(value) for name, value in told["NewImage"].items()}
            yield told["SequenceNumber"], stored_entry(item)


def _sightings(records: Sequence[Record]) -> Iterator[tuple[str, Sighting]]:
    for record in records:
        told, change = record["dynamodb"], record["eventName"]
        partition, sort = told["Keys"][PARTITION_KEY]["S"], told["Keys"][SORT_KEY]["S"]
        erased = change == "REMOVE" and partition.startswith(readable_key(""))
        if change != "INSERT" and not erased:
            at_ms = int(float(told["ApproximateCreationDateTime"]) * 1000)
            yield told["SequenceNumber"], Sighting(record["eventID"], at_ms, change, partition, sort)
