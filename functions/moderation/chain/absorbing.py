"""What the table's stream tells: new entries are linked and announced, changes that nobody may make are kept."""

from collections.abc import Sequence

from .. import events
from ..events import Event
from .announcing import announcement
from .desk import ChainDesk
from .linking import link_all
from .records import Sighting, StoredEntry


def absorb(desk: ChainDesk, entries: Sequence[StoredEntry]) -> int:
    """Link the entries, then announce them; how many were not linked yet. A repetition announces again."""
    linked = link_all(desk.chains, entries)
    readable = desk.trail.readable([entry.entry_id for entry in entries])
    # What was erased meanwhile is announced by nobody: its words are gone.
    announced = [(entry, readable[entry.entry_id]) for entry in entries if entry.entry_id in readable]
    desk.events.publish([announcement(entry, part) for entry, part in announced])
    return linked


def raise_alarm(desk: ChainDesk, sighting: Sighting) -> None:
    """Keep what was seen where the proof looks for it, and tell the world."""
    desk.sightings.keep(sighting)
    detail = {"change": sighting.change, "partition": sighting.partition, "sort": sighting.sort}
    desk.events.publish([Event(events.AUDIT_TAMPERED, sighting.id, sighting.at_ms / 1000, "", detail)])
