"""How many messages were decided how, and by which rules."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .. import roles
from ..errors import Invalid
from ..ledger.tallies import DEGRADED, FLAGGED, Tally
from ..records import Request
from ..tables import ALL_ROOMS
from ..verdict import ALLOW, DENY, HOLD, MASK
from .desk import Desk
from .targets import require_room

HOUR_SECONDS = 3600
HOURS_DEFAULT = 24
ROOM_HOURS_MAX = 31 * 24
ALL_HOURS_MAX = 7 * 24


@dataclass(frozen=True, slots=True)
class Counts:
    """Messages by verdict; flagged and degraded ones are among them."""

    allowed: int
    masked: int
    held: int
    denied: int
    flagged: int
    degraded: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of whole hours from `since` until `until` (epoch s), by hour, rule and room. `complete`: of all rooms."""

    since: int
    until: int
    total: Counts
    hours: Sequence[tuple[int, Counts]]
    rules: Mapping[str, int]
    rooms: Mapping[str, Counts]
    complete: bool


def room_stats(desk: Desk, request: Request, room_id: str, since: float | None, until: float | None) -> Stats:
    """One room's counts of at most 31 days; the last 24 hours unless said otherwise."""
    require_room(desk, request.actor, "stats.read", room_id)
    first, last = _hours(desk, since, until, ROOM_HOURS_MAX)
    tallies, complete = desk.stats.of([room_id], first, last)
    return _stats(first, last, tallies, complete=complete)


def all_stats(desk: Desk, request: Request, since: float | None, until: float | None) -> Stats:
    """Counts of all rooms in the actor's scope, of at most seven days."""
    actor = request.actor
    roles.require(actor.role, actor.rooms, "stats.read_own")
    first, last = _hours(desk, since, until, ALL_HOURS_MAX)
    tallies, complete = desk.stats.of(None if ALL_ROOMS in actor.rooms else actor.rooms, first, last)
    return _stats(first, last, tallies, complete=complete)


def _hours(desk: Desk, since: float | None, until: float | None, most: int) -> tuple[int, int]:
    """First and last epoch hour, both included: those that the times touch."""
    # The hour that it is counts whole, even in its first second.
    end = max(0.0, desk.clock.now() + 1 if until is None else until)
    start = max(0.0, end - HOURS_DEFAULT * HOUR_SECONDS if since is None else since)
    if start >= end:
        raise Invalid([("?since", "It must be before until.")])
    first, last = int(start // HOUR_SECONDS), int(-(-end // HOUR_SECONDS)) - 1
    if last - first >= most + 1:
        raise Invalid([("?since", f"At most {most} hours before until.")])
    return first, last


def _stats(first: int, last: int, tallies: Sequence[Tally], *, complete: bool) -> Stats:
    rules: Counter[str] = Counter()
    hours: dict[int, list[Tally]] = {}
    rooms: dict[str, list[Tally]] = {}
    for tally in tallies:
        rules.update(tally.rules())
        hours.setdefault(tally.hour, []).append(tally)
        rooms.setdefault(tally.room_id, []).append(tally)
    return Stats(
        since=first * HOUR_SECONDS,
        until=(last + 1) * HOUR_SECONDS,
        total=_sum(tallies),
        hours=[(hour * HOUR_SECONDS, _sum(members)) for hour, members in sorted(hours.items())],
        rules=dict(rules.most_common()),
        rooms={room_id: _sum(members) for room_id, members in sorted(rooms.items())},
        complete=complete,
    )


def _sum(tallies: Iterable[Tally]) -> Counts:
    counts: Counter[str] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
    return Counts(counts[ALLOW], counts[MASK], counts[HOLD], counts[DENY], counts[FLAGGED], counts[DEGRADED])
