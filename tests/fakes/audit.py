"""The Audit table in memory, item by item: whoever has the items can tamper with them as a thief of credentials could.

The same promises as the DynamoDB adapters, proven by tests/edges/test_audit_ports.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aws_edges.audit_items import entry_item, link_item, link_of, readable_item, readable_of, stored_entry
from aws_edges.times import month_of, month_starts
from moderation.chain.ports import AuditFilter
from moderation.chain.records import Head, Link, PublishedDay, ReadablePart, Sighting, StoredEntry
from moderation.errors import ChangedMeanwhile, Unavailable
from moderation.records import AuditEntry, Page
from moderation.tables import (
    ENTRY,
    HEADS,
    LINKED,
    READABLE,
    SIGHTINGS,
    chain_key,
    entry_key,
    heads_key,
    link_key,
    readable_key,
)

Items = dict[tuple[str, str], dict[str, Any]]


class InMemoryAudit:
    """All rows of the table. `broken` makes every call raise Unavailable."""

    def __init__(self) -> None:
        self.items: Items = {}
        self.broken = False

    def record(self, entry: AuditEntry, salt: str = "salt") -> StoredEntry:
        """What the ledger's transaction leaves here."""
        hashed = entry_item(entry, salt)
        self.put(hashed)
        self.put(readable_item(entry, salt))
        return stored_entry(hashed)

    def put(self, item: Mapping[str, Any]) -> bool:
        if self.broken:
            raise Unavailable("broken")
        key = (str(item["pk"]), str(item["sk"]))
        if key in self.items:
            return False
        self.items[key] = dict(item)
        return True

    def get(self, pk: str, sk: str) -> dict[str, Any] | None:
        if self.broken:
            raise Unavailable("broken")
        return self.items.get((pk, sk))

    def rows(self, pk: str) -> list[dict[str, Any]]:
        if self.broken:
            raise Unavailable("broken")
        return [item for (partition, _), item in sorted(self.items.items()) if partition == pk]


class InMemoryTrail:
    """Entries."""

    def __init__(self, audit: InMemoryAudit) -> None:
        self._audit = audit

    def entries(self, entry_ids: Sequence[str]) -> Mapping[str, StoredEntry]:
        found = ((id_, self._audit.get(entry_key(id_), ENTRY)) for id_ in entry_ids)
        return {id_: stored_entry(item) for id_, item in found if item}

    def readable(self, entry_ids: Sequence[str]) -> Mapping[str, ReadablePart]:
        found = ((id_, self._audit.get(readable_key(id_), READABLE)) for id_ in entry_ids)
        return {id_: readable_of(item) for id_, item in found if item}

    def recorded(self, since: float, until: float, limit: int, next_token: str) -> Page[StoredEntry]:
        within = (entry for entry in self._all() if since <= entry.at_ms / 1000 < until)
        # Listed under months that there are; whatever else somebody wrote there is nowhere.
        return _page([entry for entry in within if entry.month == month_of(entry.at_ms / 1000)], limit, next_token)

    def of_chain(self, chain: str, limit: int, next_token: str) -> Page[StoredEntry]:
        room, _, month = chain.partition("#")
        begins, ends = month_starts(month)
        mine = [entry for entry in self._all() if entry.room == room and begins <= entry.at_ms / 1000 < ends]
        return _page(mine, limit, next_token)

    def search(self, wanted: AuditFilter, limit: int, next_token: str) -> Page[StoredEntry]:
        found = [entry for entry in self._all() if self._matches(wanted, entry)]
        return _page(found[::-1], limit, next_token)

    def _matches(self, wanted: AuditFilter, entry: StoredEntry) -> bool:
        part = self.readable([entry.entry_id]).get(entry.entry_id)
        return (
            wanted.since <= entry.at_ms / 1000 < wanted.until
            and wanted.room_id in ("", entry.room)
            and wanted.operation in ("", entry.operation)
            and wanted.actor in ("", part.actor if part else None)
            and wanted.subject in ("", part.subject if part else None)
        )

    def _all(self) -> list[StoredEntry]:
        found = [stored_entry(item) for (_, sk), item in self._audit.items.items() if sk == ENTRY]
        return sorted(found, key=lambda entry: str(entry.facts.get("timeSort")))


class InMemoryChains:
    """Links and marks. `before_append` runs between reading the end and writing behind it."""

    def __init__(self, audit: InMemoryAudit) -> None:
        self._audit = audit
        self.before_append: list[Any] = []

    def last(self, chain: str) -> Link | None:
        links = self.links(chain, 0, 10**9)
        return links[-1] if links else None

    def append(self, links: Sequence[Link]) -> frozenset[str]:
        if self.before_append:
            self.before_append.pop()()
        known = frozenset(link.entry_id for link in links if self._audit.get(entry_key(link.entry_id), LINKED))
        if known:
            return known
        if any(self._audit.get(chain_key(link.chain), link_key(link.sequence)) for link in links):
            raise ChangedMeanwhile("grown")
        for link in links:
            self._audit.put(link_item(link))
            mark = {"chain": link.chain, "sequence": link.sequence}
            self._audit.put({"pk": entry_key(link.entry_id), "sk": LINKED, **mark})
        return frozenset()

    def links(self, chain: str, after: int, limit: int) -> Sequence[Link]:
        found = [link for link in map(link_of, self._audit.rows(chain_key(chain))) if link]
        return [link for link in found if link.sequence > after][:limit]

    def at(self, chain: str, sequences: Sequence[int]) -> Mapping[int, Link]:
        found = (self._audit.get(chain_key(chain), link_key(sequence)) for sequence in sequences)
        return {link.sequence: link for link in (link_of(item) for item in found if item) if link}

    def marks(self, entry_ids: Sequence[str]) -> Mapping[str, tuple[str, int]]:
        found = ((id_, self._audit.get(entry_key(id_), LINKED)) for id_ in entry_ids)
        return {id_: (str(item.get("chain")), int(item.get("sequence", 0))) for id_, item in found if item}


class InMemoryHeads:
    """Published heads."""

    def __init__(self, audit: InMemoryAudit) -> None:
        self._audit = audit

    def keep(self, day: str, heads: Sequence[Head]) -> None:
        for head in heads:
            self._audit.put({"pk": heads_key(day), "sk": head.chain, "sequence": head.sequence, "hash": head.hash})

    def close(self, day: PublishedDay) -> bool:
        return self._audit.put(
            {"pk": HEADS, "sk": day.day, "chains": day.chains, "digest": day.digest, "at": day.at_ms}
        )

    def first_day(self) -> PublishedDay | None:
        return next(iter(self.days("")), None)

    def last_day(self) -> PublishedDay | None:
        return next(iter(self.days("")[::-1]), None)

    def days(self, since: str) -> Sequence[PublishedDay]:
        rows = (row for row in self._audit.rows(HEADS) if row["sk"] >= since)
        return [PublishedDay(row["sk"], row["chains"], row["digest"], row["at"]) for row in rows]

    def of_day(self, day: str) -> Sequence[Head]:
        return list(self._heads(self._audit.rows(heads_key(day))))

    def of_chain(self, chain: str, days: Sequence[str]) -> Sequence[Head]:
        return list(
            self._heads([row for day in days for row in self._audit.rows(heads_key(day)) if row["sk"] == chain])
        )

    @staticmethod
    def _heads(rows: Sequence[dict[str, Any]]) -> Iterator[Head]:
        return (Head(row["sk"], row["sequence"], row["hash"]) for row in rows)


class InMemorySightings:
    """Overwrites seen."""

    def __init__(self, audit: InMemoryAudit) -> None:
        self._audit = audit

    def keep(self, sighting: Sighting) -> None:
        self._audit.put(
            {
                "pk": SIGHTINGS,
                "sk": f"{sighting.at_ms:013d}#{sighting.id}",
                "change": sighting.change,
                "partition": sighting.partition,
                "sort": sighting.sort,
            }
        )

    def all(self) -> Sequence[Sighting]:
        return [
            Sighting(row["sk"][14:], int(row["sk"][:13]), row["change"], row["partition"], row["sort"])
            for row in self._audit.rows(SIGHTINGS)
        ]


def _page(found: list[StoredEntry], limit: int, next_token: str) -> Page[StoredEntry]:
    start = int(next_token or 0)
    more = start + limit < len(found)
    return Page(found[start : start + limit], str(start + limit) if more else "")
