"""Statistics on the wire."""

from moderation.services.stats import Counts, Stats

from .times import time_of
from .wire import View


class CountsView(View):
    """Messages by verdict; flagged ones and those decided without state (degraded) are among them."""

    allowed: int
    masked: int
    held: int
    denied: int
    flagged: int
    degraded: int


class HourView(CountsView):
    """One hour's counts."""

    hour: str


class RoomCountsView(CountsView):
    """One room's counts."""

    room_id: str


class StatsView(View):
    """Counts of whole hours from `since` until `until`. `rules` counts what each rule, mode or sanction decided.

    Without `complete` there are more rooms than were counted.
    """

    since: str
    until: str
    total: CountsView
    hours: list[HourView]
    rules: dict[str, int]
    rooms: list[RoomCountsView]
    complete: bool


def stats_view(stats: Stats) -> StatsView:
    """Statistics as answered."""
    return StatsView(
        since=time_of(stats.since),
        until=time_of(stats.until),
        total=CountsView.model_validate(_counts(stats.total)),
        hours=[HourView.model_validate({"hour": time_of(at), **_counts(counts)}) for at, counts in stats.hours],
        rules=dict(stats.rules),
        rooms=[
            RoomCountsView.model_validate({"room_id": room_id, **_counts(counts)})
            for room_id, counts in stats.rooms.items()
        ],
        complete=stats.complete,
    )


def _counts(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in CountsView.model_fields}
