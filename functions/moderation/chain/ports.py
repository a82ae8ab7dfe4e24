"""What chaining, proving and looking into the audit need of the Audit table. Every call may raise Unavailable.

Only DynamoDB's base table is read consistently; `recorded` and `search` go through indexes and may lag by a second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..records import Page
from .records import Head, Link, PublishedDay, ReadablePart, Sighting, StoredEntry


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted, from `since` until `until` (epoch s, excluded); "" is no limit."""

    since: float
    until: float
    room_id: str = ""
    actor: str = ""
    operation: str = ""
    subject: str = ""


class Trail(Protocol):
    """Entries."""

    def entries(self, entry_ids: Sequence[str]) -> Mapping[str, StoredEntry]:
        """The hashed parts of those that there are, by id; consistent."""
        ...

    def readable(self, entry_ids: Sequence[str]) -> Mapping[str, ReadablePart]:
        """The readable parts of those that have one, by id; consistent."""
        ...

    def recorded(self, since: float, until: float, limit: int, next_token: str) -> Page[StoredEntry]:
        """Entries of all rooms recorded from `since` until `until` (epoch s), oldest first."""
        ...

    def of_chain(self, chain: str, limit: int, next_token: str) -> Page[StoredEntry]:
        """The entries that belong into a chain, oldest first."""
        ...

    def search(self, wanted: AuditFilter, limit: int, next_token: str) -> Page[StoredEntry]:
        """Entries, newest first; a page may be shorter than `limit` though more follow.

        By subject or actor only those are found whose readable part is there.
        """
        ...


class Chains(Protocol):
    """Links, and marks of what is linked."""

    def last(self, chain: str) -> Link | None:
        """A chain's last link; consistent."""
        ...

    def append(self, links: Sequence[Link]) -> frozenset[str]:
        """Append links of one chain and mark their entries, at most 50, all or nothing.

        Returns the ids of entries that were linked before (then nothing is appended); empty if all were appended.
        Raises ChangedMeanwhile if somebody else appended to the chain at the same moment.
        """
        ...

    def links(self, chain: str, after: int, limit: int) -> Sequence[Link]:
        """Links behind a sequence number, in order; consistent. Rows whose sequence is no number are left out."""
        ...

    def at(self, chain: str, sequences: Sequence[int]) -> Mapping[int, Link]:
        """Those of these links that there are; consistent."""
        ...

    def marks(self, entry_ids: Sequence[str]) -> Mapping[str, tuple[str, int]]:
        """Chain and sequence of those entries that are linked; consistent."""
        ...


class Heads(Protocol):
    """Published heads."""

    def keep(self, day: str, heads: Sequence[Head]) -> None:
        """Write a day's heads; those that were written before stay as they are."""
        ...

    def close(self, day: PublishedDay) -> bool:
        """Write the publication itself; False if that day was published before."""
        ...

    def first_day(self) -> PublishedDay | None:
        """The first publication."""
        ...

    def last_day(self) -> PublishedDay | None:
        """The last publication; consistent."""
        ...

    def days(self, since: str) -> Sequence[PublishedDay]:
        """Publications from a day on, oldest first; consistent."""
        ...

    def of_day(self, day: str) -> Sequence[Head]:
        """All heads of one day; consistent."""
        ...

    def of_chain(self, chain: str, days: Sequence[str]) -> Sequence[Head]:
        """A chain's heads on those of these days that have one; consistent."""
        ...


class Sightings(Protocol):
    """Changes seen in the table's stream that nobody is allowed to make."""

    def keep(self, sighting: Sighting) -> None:
        """Remember one; a repetition changes nothing."""
        ...

    def all(self) -> Sequence[Sighting]:
        """The first thousand, oldest first; consistent."""
        ...
