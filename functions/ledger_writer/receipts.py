"""Which lines are in, what they add up to, and which never came."""

from collections.abc import Sequence
from functools import partial

from moderation.ledger.ports import GapChecks, ReceivedLines
from moderation.ledger.received import Received
from moderation.ledger.records import DecisionRecord
from moderation.ledger.retention import Retention
from moderation.ledger.tallies import Tally, tallies_of, tally_key
from moderation.ports import Clock

from .metrics import Metrics
from .patience import Patience

# A transaction holds 100 writes.
TALLIES_MAX = 90


class Receipts:
    """Keeps account of lines, each once, whatever the batches in which they arrive."""

    def __init__(
        self,
        received: ReceivedLines,
        gap_checks: GapChecks,
        retention: Retention,
        clock: Clock,
        metrics: Metrics,
        patience: Patience,
    ) -> None:
        self._received = received
        self._gap_checks = gap_checks
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

    def look(self, environment: str, up_to: int) -> None:
        """Count the lines below `up_to` as lost that have not come until now."""
        self._patience.until_unchanged(lambda: self._look(environment, up_to))

    def _note(self, environment: str, records: Sequence[DecisionRecord]) -> None:
        before = self._received.get(environment)
        new = before.new_among(record.sequence for record in records)
        if not new:
            return
        after = before.plus(new)
        if before.tears_open(after):
            # Asked for first: a look too many costs nothing, a look that nobody asked for would miss a loss.
            self._gap_checks.later(environment, max(new))
        tallies = tallies_of(record for record in records if record.sequence in new)
        self._commit(after, max(record.at_ms for record in records), tallies)

    def _look(self, environment: str, up_to: int) -> None:
        after, lost = self._received.get(environment).counting_lost(up_to)
        if lost:
            self._commit(after, int(self._clock.now() * 1000))
            self._metrics.lost(lost)

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
