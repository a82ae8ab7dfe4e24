"""From a message's weight to a total, and from the total to a sanction, whatever the order in which lines arrive."""

from collections.abc import Collection
from dataclasses import replace

from ..ladder import Ladder, climb, decayed
from ..records import SanctionRecord
from ..state import BAN, TIMEOUT, WARNING, Sanction
from .records import DecisionRecord, StrikeTotal

MARKS_MAX = 8
_STRENGTH = (WARNING, TIMEOUT, BAN)


def raised(old: StrikeTotal | None, record: DecisionRecord, ladder: Ladder) -> tuple[StrikeTotal, Sanction | None]:
    """The total after a message, as of the later of the two times, and the sanction that it brings, if any."""
    at = record.at_ms / 1000
    total_at = at if old is None else old.at_ms / 1000
    now = max(at, total_at)
    weight = decayed(record.strikes, now - at, ladder.half_life_seconds)
    total, sanction = climb(ladder, old.total if old else 0.0, total_at, weight, now)
    return (
        StrikeTotal(
            user_id=record.user_id,
            room_id=record.room_id,
            total=total,
            at_ms=max(record.at_ms, old.at_ms if old else 0),
            half_life_seconds=ladder.half_life_seconds,
            version=(old.version if old else 0) + 1,
            marks=old.marks if old else {},
        ),
        sanction,
    )


def marked(total: StrikeTotal, record: DecisionRecord) -> StrikeTotal:
    """The total as it says that a message is in it."""
    return replace(total, marks={**total.marks, record.message_id: record.at_ms})


def to_look_up(total: StrikeTotal | None) -> list[str]:
    """Messages whose marks may be over. A few marks cost nothing, so that looking waits for some more."""
    return [] if total is None or len(total.marks) < MARKS_MAX else list(total.marks)


def without_marks(total: StrikeTotal, filed: Collection[str], gone_at_ms: int) -> StrikeTotal:
    """The total without marks of messages whose decisions are filed, or were, and have had their time."""
    marks = {id_: at_ms for id_, at_ms in total.marks.items() if id_ not in filed and at_ms > gone_at_ms}
    return replace(total, marks=marks)


def total_at(strikes: StrikeTotal | None, now: float) -> float:
    """A total as it is at `now` (epoch s)."""
    if strikes is None:
        return 0.0
    return decayed(strikes.total, now - strikes.at_ms / 1000, strikes.half_life_seconds)


def weakens(kind: str, until: int | None, standing: SanctionRecord | None, now: float) -> bool:
    """Whether a sanction would take the place of one in force that is stronger, or that lasts as long."""
    if standing is None or not standing.in_force(now):
        return False
    if kind != standing.kind:
        return _STRENGTH.index(standing.kind) > _STRENGTH.index(kind)
    if standing.until is None:
        return True
    return until is not None and standing.until >= until
