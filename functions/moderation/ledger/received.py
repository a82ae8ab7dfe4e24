"""Which lines of an execution environment are in the ledger, and which are missing.

Lines are numbered from 1 on. A hole below the highest number is a line that is late, or lost: they are told apart by
waiting longer than Lambda goes on trying a batch. Lines after the last that came cannot be missed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .tallies import Tally, added

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Received:
    """Line numbers of one environment: those committed, and those already counted as lost. `version` counts changes.

    `pending`: what lines add to the statistics that have not been added yet; `counted_at` (epoch s) is when that was
    done last.
    """

    environment: str
    committed: Ranges = ()
    lost: Ranges = ()
    version: int = 0
    pending: tuple[Tally, ...] = ()
    counted_at: int = 0

    def new_among(self, sequences: Iterable[int]) -> set[int]:
        """Those that are not committed yet."""
        return {each for each in sequences if not _holds(self.committed, each)}

    def plus(self, sequences: Iterable[int], tallies: Sequence[Tally] = ()) -> "Received":
        """With more lines committed, and with what they count."""
        committed = merged((*self.committed, *((each, each) for each in sequences)))
        return replace(self, committed=committed, pending=tuple(added(self.pending, tallies)), version=self.version + 1)

    def counted(self, now: float) -> "Received":
        """With everything added to the statistics in the same change, at `now` (epoch s)."""
        return replace(self, pending=(), counted_at=int(now))

    def holes(self, up_to: int | None = None) -> Ranges:
        """Ranges missing below the highest line committed, or below `up_to`."""
        found, expected = [], 1
        for first, last in self.committed:
            if first > expected:
                found.append((expected, first - 1))
            expected = last + 1
        return tuple((first, last) for first, last in found if up_to is None or last <= up_to)

    def tears_open(self, after: "Received") -> bool:
        """Whether a later state has a hole where this one had none."""
        before = merged((*self.holes(), *self.committed))
        return any(not _covered(before, hole) for hole in after.holes())

    def counting_lost(self, up_to: int) -> tuple["Received", int]:
        """With the holes below `up_to` counted as lost, and how many lines of them were not counted before."""
        lost = merged((*self.lost, *self.holes(up_to)))
        more = _size(lost) - _size(self.lost)
        return replace(self, lost=lost, version=self.version + 1), more


def merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Ranges in order, overlapping and adjacent ones joined."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _holds(ranges: Ranges, number: int) -> bool:
    return any(first <= number <= last for first, last in ranges)


def _covered(ranges: Ranges, hole: tuple[int, int]) -> bool:
    return any(first <= hole[0] and hole[1] <= last for first, last in ranges)


def _size(ranges: Ranges) -> int:
    return sum(last - first + 1 for first, last in ranges)
