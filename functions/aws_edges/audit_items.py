"""What items of the Audit table look like, written and read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from moderation.audit import OF_NO_USER, hashed_part, readable_part
from moderation.chain.records import Link, ReadablePart, StoredEntry
from moderation.records import AuditEntry
from moderation.tables import (
    ENTRY,
    ORGANISATION,
    PARTITION_KEY,
    READABLE,
    SORT_KEY,
    chain_key,
    entry_key,
    link_key,
    readable_key,
)

from .clients import Item
from .times import month_of

OF_NO_USER_MARK = "ofNoUser"


def entry_item(entry: AuditEntry, salt: str) -> Item:
    """An entry's hashed part as stored."""
    return {
        PARTITION_KEY: entry_key(entry.entry_id),
        SORT_KEY: ENTRY,
        "room": entry.room_id or ORGANISATION,
        "month": month_of(entry.at),
        "timeSort": _time_sort(entry),
        **hashed_part(entry, salt),
    }


def readable_item(entry: AuditEntry, salt: str) -> Item:
    """Its readable part as stored."""
    # The key of an index may not be empty.
    part = {name: value for name, value in readable_part(entry, salt).items() if name != "subject" or value}
    return {
        PARTITION_KEY: readable_key(entry.entry_id),
        SORT_KEY: READABLE,
        "timeSort": _time_sort(entry),
        **part,
        **_person(entry),
        **({OF_NO_USER_MARK: True} if entry.operation in OF_NO_USER else {}),
    }


def _person(entry: AuditEntry) -> Item:
    """Whom the eraser would not find by the subject."""
    named = [
        value["userId"] for value in (entry.before, entry.after) if isinstance(value, Mapping) and "userId" in value
    ]
    return {"person": str(named[0])} if named and named[0] and named[0] != entry.subject else {}


def stored_entry(item: Mapping[str, Any]) -> StoredEntry:
    """An entry, however much of it is left: who overwrote one need not have kept its shape."""
    facts = {name: _plain(value) for name, value in item.items()}
    at = facts.get("at")
    return StoredEntry(
        entry_id=str(facts[PARTITION_KEY]).removeprefix(entry_key("")),
        room=str(facts.get("room", "")),
        month=str(facts.get("month", "")),
        at_ms=at if isinstance(at, int) else 0,
        operation=str(facts.get("operation", "")),
        role=str(facts.get("role", "")),
        request_id=str(facts.get("requestId", "")),
        facts=facts,
    )


def readable_of(item: Mapping[str, Any]) -> ReadablePart:
    """A readable part. An entry on nobody has no subject."""
    return ReadablePart(**{name: str(item.get(name, "")) for name in ReadablePart.__slots__})


def link_item(link: Link) -> Item:
    """A link as stored."""
    return {
        PARTITION_KEY: chain_key(link.chain),
        SORT_KEY: link_key(link.sequence),
        "entryId": link.entry_id,
        "entryHash": link.entry_hash,
        "previous": link.previous,
        "hash": link.hash,
    }


def link_of(item: Mapping[str, Any]) -> Link | None:
    """A link, None if its sequence is no number."""
    sort = str(item[SORT_KEY])
    if not (sort.isascii() and sort.isdigit()):
        return None
    return Link(
        chain=str(item[PARTITION_KEY]).removeprefix(chain_key("")),
        sequence=int(sort),
        entry_id=str(item.get("entryId", "")),
        entry_hash=str(item.get("entryHash", "")),
        previous=str(item.get("previous", "")),
        hash=str(item.get("hash", "")),
    )


def _plain(value: object) -> object:
    """Numbers as integers; whatever our entries never hold, as text that hashes to something else."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value if isinstance(value, str | int) else repr(value)


def _time_sort(entry: AuditEntry) -> str:
    return f"{int(entry.at * 1000):013d}#{entry.entry_id}"
