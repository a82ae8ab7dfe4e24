"""An audit in memory, and somebody who records in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest

from moderation.chain.desk import ChainDesk
from moderation.chain.records import StoredEntry
from moderation.records import AuditEntry
from tests.fakes.audit import InMemoryAudit, InMemoryChains, InMemoryHeads, InMemorySightings, InMemoryTrail
from tests.fakes.events import InMemoryEvents
from tests.fakes.state import InMemoryClock

# 2027-01-15T08:00:00Z.
NOW = 1_800_000_000.0
ROOM, OTHER = "room00000001", "room00000002"
CHAIN = f"{ROOM}#2027-01"


@dataclass
class Audited:
    """A deployment's audit."""

    table: InMemoryAudit = field(default_factory=InMemoryAudit)
    clock: InMemoryClock = field(default_factory=lambda: InMemoryClock(NOW))
    events: InMemoryEvents = field(default_factory=InMemoryEvents)

    def __post_init__(self) -> None:
        self._numbers = count()
        self.chains = InMemoryChains(self.table)
        self.desk = ChainDesk(
            clock=self.clock,
            trail=InMemoryTrail(self.table),
            chains=self.chains,
            heads=InMemoryHeads(self.table),
            sightings=InMemorySightings(self.table),
            events=self.events,
        )

    def record(self, operation: str = "ImposeSanction", room: str = ROOM, subject: str = "ada") -> StoredEntry:
        """One audited act, now."""
        entry = AuditEntry(
            entry_id=f"entry{next(self._numbers)}",
            at=self.clock.now(),
            actor="person:ann",
            role="lead",
            operation=operation,
            room_id=room,
            subject=subject,
            reason="spam",
            before=None,
            after={"kind": "ban"},
            request_id="request",
        )
        return self.table.record(entry)

    def records(self, number: int, room: str = ROOM) -> list[StoredEntry]:
        """Acts a second apart."""
        entries = []
        for _ in range(number):
            entries.append(self.record(room=room))
            self.clock.time += 1
        return entries


@pytest.fixture
def audited() -> Audited:
    return Audited()


@pytest.fixture
def always() -> Callable[[], bool]:
    return lambda: True
