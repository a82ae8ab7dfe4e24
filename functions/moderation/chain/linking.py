"""Entries become links: each exactly once, whoever tries, however often, at the same time as whomever else."""

from collections.abc import Iterable, Sequence

from ..errors import ChangedMeanwhile, Unavailable
from .hashing import next_link
from .ports import Chains
from .records import Link, StoredEntry

# A transaction takes 100 items; a link and a mark are two.
LINKS_AT_ONCE = 50
ATTEMPTS = 10


def link_all(chains: Chains, entries: Iterable[StoredEntry]) -> int:
    """Link all entries that are not linked yet, each into its own chain; how many were.

    Raises Unavailable if a chain grew under our hands each time; what was linked until then stays linked.
    """
    by_chain: dict[str, dict[str, StoredEntry]] = {}
    for entry in entries:
        by_chain.setdefault(entry.chain, {})[entry.entry_id] = entry
    linked = 0
    for chain, missing in by_chain.items():
        waiting = list(missing.values())
        for start in range(0, len(waiting), LINKS_AT_ONCE):
            linked += _link(chains, chain, waiting[start : start + LINKS_AT_ONCE])
    return linked


def _link(chains: Chains, chain: str, entries: Sequence[StoredEntry]) -> int:
    left = list(entries)
    for _ in range(ATTEMPTS):
        links = _behind(chains.last(chain), left)
        try:
            known = chains.append(links)
        except ChangedMeanwhile:
            continue
        if not known:
            return len(left)
        left = [entry for entry in left if entry.entry_id not in known]
        if not left:
            return 0
    raise Unavailable("Others are appending to this chain.")


def _behind(last: Link | None, entries: Sequence[StoredEntry]) -> list[Link]:
    links: list[Link] = []
    for entry in entries:
        last = next_link(last, entry)
        links.append(last)
    return links
