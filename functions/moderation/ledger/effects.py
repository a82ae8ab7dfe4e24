"""Changes of the Decisions table that a transaction carries. `expires_at` (epoch s) is when the item goes by itself."""

from dataclasses import dataclass

from .records import DecisionRecord, Flag, Hold, StrikeTotal


@dataclass(frozen=True, slots=True)
class FileDecision:
    """Write a decision, without its text, unless the message has one already."""

    decision: DecisionRecord
    expires_at: int


@dataclass(frozen=True, slots=True)
class PutHold:
    """Write a hold. `replaces` is the version that was read, 0 if there was none."""

    hold: Hold
    replaces: int


@dataclass(frozen=True, slots=True)
class PutFlag:
    """Write a flag. `replaces` is whether it was read as not seen; a new one must not be there."""

    flag: Flag
    replaces: bool


@dataclass(frozen=True, slots=True)
class PutStrikes:
    """Write a strike total. `replaces` is the version that was read, 0 if there was none."""

    strikes: StrikeTotal
    replaces: int
    expires_at: int


LedgerEffect = FileDecision | PutHold | PutFlag | PutStrikes
