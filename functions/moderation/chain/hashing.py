"""The bytes behind every hash of a chain. docs/audit.md describes them, so that others can prove a chain, too."""

import hashlib
import json
from collections.abc import Iterable

from .records import Head, Link, StoredEntry


def canonical(value: object) -> bytes:
    """UTF-8 of JSON with sorted keys and no white space; integers without a fraction, other text unescaped."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_hash(entry: StoredEntry) -> str:
    """Hex SHA-256 over all attributes of an entry as stored."""
    return _sha256(dict(entry.facts))


def link_hash(chain: str, sequence: int, entry_id: str, hash_of_entry: str, previous: str) -> str:
    """Hex SHA-256 over everything else that a link says."""
    return _sha256(
        {
            "chain": chain,
            "sequence": sequence,
            "entryId": entry_id,
            "entryHash": hash_of_entry,
            "previous": previous,
        }
    )


def next_link(last: Link | None, entry: StoredEntry) -> Link:
    """The link of an entry that is put behind the last one of its chain."""
    sequence = last.sequence + 1 if last else 1
    previous = last.hash if last else ""
    hashed = entry_hash(entry)
    return Link(
        entry.chain,
        sequence,
        entry.entry_id,
        hashed,
        previous,
        link_hash(entry.chain, sequence, entry.entry_id, hashed, previous),
    )


def heads_digest(heads: Iterable[Head]) -> str:
    """Hex SHA-256 over a day's heads, by chain."""
    return _sha256([[head.chain, head.sequence, head.hash] for head in sorted(heads, key=lambda each: each.chain)])


def _sha256(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
