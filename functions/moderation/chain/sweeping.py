"""What the stream missed is found by going through what was recorded; then the heads of the day are published."""

from collections.abc import Callable
from dataclasses import dataclass

from .. import events
from ..events import Event
from .absorbing import absorb
from .desk import ChainDesk, ProofDesk
from .hashing import heads_digest
from .records import Head, PublishedDay

# The stream gets its chance first; an index lags by a second, seldom more.
SETTLED_SECONDS = 60
OVERLAP_SECONDS = 3_600
# How far back a deployment looks that has never published.
FIRST_LOOK_SECONDS = 40 * 86_400
PAGE = 100


@dataclass(frozen=True, slots=True)
class Swept:
    """How many entries the stream had missed, the chains that grew since the last publication, whether all was seen."""

    found: int
    chains: frozenset[str]
    complete: bool


def unpublished_since(desk: ProofDesk) -> float:
    """From when on (epoch s) entries may not be under a published head yet."""
    last = desk.heads.last_day()
    return last.at_ms / 1000 - OVERLAP_SECONDS if last else desk.clock.now() - FIRST_LOOK_SECONDS


def sweep(desk: ChainDesk, goes_on: Callable[[], bool]) -> Swept:
    """Go through everything recorded since the last publication, and absorb what is not linked."""
    since, now = unpublished_since(desk), desk.clock.now()
    found, chains, token = 0, set[str](), ""
    while goes_on():
        page = desk.trail.recorded(since, now - SETTLED_SECONDS, PAGE, token)
        marks = desk.chains.marks([entry.entry_id for entry in page.items])
        found += absorb(desk, [entry for entry in page.items if entry.entry_id not in marks])
        chains |= {entry.chain for entry in page.items}
        token = page.next_token
        if not token:
            return Swept(found, frozenset(chains), complete=True)
    return Swept(found, frozenset(chains), complete=False)


def publish_heads(desk: ChainDesk, day: str, swept: Swept) -> PublishedDay | None:
    """Publish where the chains of a complete sweep end; None if this day was published before."""
    last = desk.heads.last_day()
    if last and last.day >= day:
        return None
    ends = [link for link in map(desk.chains.last, sorted(swept.chains)) if link]
    desk.heads.keep(day, [Head(link.chain, link.sequence, link.hash) for link in ends])
    # Somebody who crashed may have kept some before: the digest is over what stands there.
    kept = desk.heads.of_day(day)
    published = PublishedDay(day, len(kept), heads_digest(kept), int(desk.clock.now() * 1000))
    detail = {"day": day, "chains": published.chains, "digest": published.digest}
    desk.events.publish([Event(events.AUDIT_HEADS_PUBLISHED, f"heads-{day}", published.at_ms / 1000, "", detail)])
    return published if desk.heads.close(published) else None
