"""What the audit holds at rest. Times in `..._ms` are epoch milliseconds, days and months are UTC."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ..tables import ORGANISATION


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry's hashed part. `facts` are all of its attributes as stored, keys included: they are what is chained."""

    entry_id: str
    room: str
    month: str
    at_ms: int
    operation: str
    role: str
    request_id: str
    facts: Mapping[str, object]

    @property
    def chain(self) -> str:
        """One chain per room and month, and one of the organisation: `<room or org>#<yyyy-mm>`."""
        return f"{self.room}#{self.month}"

    @property
    def by(self) -> str:
        """Who acted, "" in an entry from before this was part of it."""
        return str(self.facts.get("by", ""))

    @property
    def room_id(self) -> str:
        """The room, "" if it concerns no single one."""
        return "" if self.room == ORGANISATION else self.room


@dataclass(frozen=True, slots=True)
class ReadablePart:
    """What the eraser may delete; `before` and `after` are JSON texts as they were hashed."""

    salt: str
    actor: str
    subject: str
    reason: str
    before: str
    after: str

    @property
    def was(self) -> object:
        """`before` as a value."""
        return _value(self.before)

    @property
    def became(self) -> object:
        """`after` as a value."""
        return _value(self.after)


def _value(text: str) -> object:
    """What a JSON text says; who overwrote it need not have kept to JSON, and is shown all the same."""
    try:
        return json.loads(text)
    except ValueError:
        return text


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain; `sequence` counts from 1, `previous` is "" in the first."""

    chain: str
    sequence: int
    entry_id: str
    entry_hash: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ended on the day when that was published."""

    chain: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """A day's publication: `digest` is the hash over all of its heads, which can be noted outside."""

    day: str
    chains: int
    digest: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A change in the table that no role of ours can make, as its stream told it. `change` is MODIFY or REMOVE."""

    id: str
    at_ms: int
    change: str
    partition: str
    sort: str
