"""What statistics are made of: counts per room and hour, added up line by line, each line once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .records import DecisionRecord

HOUR_MS = 3_600_000
FLAGGED = "flagged"
DEGRADED = "degraded"
_RULE = "rule:"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one room in one hour (epoch hours): by verdict, flagged, degraded, and by deciding rule."""

    room_id: str
    hour: int
    counts: Mapping[str, int]

    def rules(self) -> dict[str, int]:
        """Counts by the id of the rule, mode or sanction that decided."""
        return {name.removeprefix(_RULE): count for name, count in self.counts.items() if name.startswith(_RULE)}


def tally_key(record: DecisionRecord) -> tuple[str, int]:
    """Room and epoch hour: what a record is counted under."""
    return record.room_id, record.at_ms // HOUR_MS


def added(some: Iterable[Tally], more: Iterable[Tally]) -> list[Tally]:
    """Tallies added up, so that each room and hour has one."""
    counted: dict[tuple[str, int], Counter[str]] = {}
    for tally in (*some, *more):
        counted.setdefault((tally.room_id, tally.hour), Counter()).update(tally.counts)
    return [Tally(room_id, hour, dict(counts)) for (room_id, hour), counts in counted.items()]


def tallies_of(records: Iterable[DecisionRecord]) -> list[Tally]:
    """Records added up."""
    counted: dict[tuple[str, int], Counter[str]] = {}
    for record in records:
        counts = counted.setdefault(tally_key(record), Counter())
        counts[record.verdict] += 1
        if record.flagged:
            counts[FLAGGED] += 1
        if record.degraded:
            counts[DEGRADED] += 1
        decided_by = record.rule_id or record.reason_code
        if decided_by:
            counts[f"{_RULE}{decided_by}"] += 1
    return [Tally(room_id, hour, dict(counts)) for (room_id, hour), counts in counted.items()]
