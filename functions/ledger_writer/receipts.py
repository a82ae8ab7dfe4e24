"""Which lines are in, what they add up to, and which never came."""

from collections.abc import Sequence
from functools import partial

from moderation.ledger.ports import Looks, ReceivedLines
from moderation.ledger.received import Received
from moderation.ledger.records import DecisionRecord
from moderation.ledger.retention import Retention
from moderation.ledger.tallies import Tally, tallies_of, tally_key
from moderation.ports import Clock

from .metrics import Metrics
from .patience import Patience

# Statistics are exact at the price of a transaction with an item that every environment of a room writes to. So an
# environment adds to them this often, and keeps what its lines count meanwhile in its own account of them.
COUNT_EACH_SECONDS = 30
# A transaction holds 100 writes: what is pending, and what a part of a batch adds to it.
TALLIES_MAX = 45


class Receipts:
    """Keeps account of lines, each once, whatever the batches in which they arrive."""

    def __init__(
        self,
        received: ReceivedLines,
        looks: Looks,
        retention: Retention,
        clock: Clock,
        metrics: Metrics,
        patience: Patience,
    ) -> None:
        self._received = received
        self._looks = looks
        self._retention = retention
        self._clock = clock
        self._metrics = metrics
        self._patience = patience

    def note(self, records: Sequence[DecisionRecord]) -> None:
        """Note lines as received and count what is new among them."""
        by_environment: dict[str, list[DecisionRecord]] = {}
        for record in records:
            by_environment.setdefault(record.environment, []).append(record)
        for environment, members in by_environment.items():
            for part in _parts(members):
                self._patience.until_unchanged(partial(self._note, environment, part))

    def look_for_gaps(self, environment: str, up_to: int) -> None:
        """Count the lines below `up_to` as lost that have not come until now."""
        self._patience.until_unchanged(lambda: self._look_for_gaps(environment, up_to))

    def count(self, environment: str, counted_at: int) -> None:
        """Add what is pending to the statistics, unless somebody has since `counted_at`."""
        self._patience.until_unchanged(lambda: self._count(environment, counted_at))

    def _note(self, environment: str, records: Sequence[DecisionRecord]) -> None:
        before = self._received.get(environment)
        new = before.new_among(record.sequence for record in records)
        if not new:
            return
        after = before.plus(new, tallies_of(record for record in records if record.sequence in new))
        # Looks are asked for first: one too many costs nothing, one that nobody asked for would miss something.
        if before.tears_open(after):
            self._looks.at_gaps(environment, max(new))
        at_ms, now = max(record.at_ms for record in records), self._clock.now()
        if now - before.counted_at >= COUNT_EACH_SECONDS or len(after.pending) > TALLIES_MAX:
            self._commit(after.counted(now), at_ms, after.pending)
            return
        if not before.pending:
            self._looks.at_counts(environment, before.counted_at)
        self._commit(after, at_ms)

    def _look_for_gaps(self, environment: str, up_to: int) -> None:
        after, lost = self._received.get(environment).counting_lost(up_to)
        if lost:
            self._commit(after, int(self._clock.now() * 1000))
            self._metrics.lost(lost)

    def _count(self, environment: str, counted_at: int) -> None:
        before, now = self._received.get(environment), self._clock.now()
        if before.pending and before.counted_at == counted_at:
            self._commit(before.plus(()).counted(now), int(now * 1000), before.pending)

    def _commit(self, received: Received, at_ms: int, tallies: Sequence[Tally] = ()) -> None:
        self._received.commit(received, tallies, at_ms, self._retention)


def _parts(records: Sequence[DecisionRecord]) -> list[list[DecisionRecord]]:
    """Records in order of their lines, cut so that none needs more counts than a transaction takes."""
    parts: list[list[DecisionRecord]] = [[]]
    counted: set[tuple[str, int]] = set()
    for record in sorted(records, key=lambda record: record.sequence):
        counted.add(tally_key(record))
        if len(counted) > TALLIES_MAX:
            parts.append([])
            counted = {tally_key(record)}
        parts[-1].append(record)
    return parts
