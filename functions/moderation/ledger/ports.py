"""What readers and the writer of the Decisions table need. `aws_edges` implements these; tests/fakes has their twins.

Every call may raise Unavailable.
"""

from collections.abc import Collection, Sequence
from typing import Protocol

from ..records import Page
from .effects import LedgerEffect
from .packs import Pack
from .received import Received
from .records import AllowedMessage, DecisionFilter, DecisionRecord, Flag, Hold, RefusedText, StrikeTotal
from .retention import Retention
from .tallies import Tally


class Decisions(Protocol):
    """Decisions, seconds after their messages. Listings are newest first; a page may be shorter than `limit`."""

    def get(self, message_id: str) -> DecisionRecord | None:
        """The decision of a message, with its text while that is kept; None too for a plain ALLOW, see `allowed`."""
        ...

    def allowed(self, room_id: str, since: float, until: float) -> Sequence[AllowedMessage]:
        """A room's plain ALLOWs from `since` until `until` (epoch s), in no order, each once; one query per minute."""
        ...

    def by_room(self, room_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        """A room's decisions, without texts and without plain ALLOWs."""
        ...

    def by_user(self, user_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        """A user's decisions in all rooms, without texts and without plain ALLOWs."""
        ...


class Holds(Protocol):
    """The hold queue. Changes go through the ledger (`PutHold`)."""

    def get(self, hold_id: str) -> Hold | None:
        """One hold, strongly consistent."""
        ...

    def by_room(self, room_id: str, status: str, now: float, limit: int, next_token: str) -> Page[Hold]:
        """A room's holds of one status at `now`: open ones oldest first, the others newest first."""
        ...


class Flags(Protocol):
    """Delivered messages that wait for a look. Changes go through the ledger (`PutFlag`)."""

    def get(self, message_id: str) -> Flag | None:
        """One flag, strongly consistent."""
        ...

    def by_room(self, room_id: str, status: str, limit: int, next_token: str) -> Page[Flag]:
        """A room's flags of one status, newest first."""
        ...


class Strikes(Protocol):
    """Strike totals as stored; readers decay them by their own clock."""

    def get(self, user_id: str, room_id: str) -> StrikeTotal | None:
        """A user's total in one room, strongly consistent."""
        ...


class Stats(Protocol):
    """Counts by room and hour; hours are epoch hours, both ends included."""

    def of(self, rooms: Collection[str] | None, first_hour: int, last_hour: int) -> tuple[Sequence[Tally], bool]:
        """Counts of some rooms, of every room with None; and whether that is all: there may be more than one read."""
        ...


class Filing(Protocol):
    """How decisions get into the ledger. Everything may be repeated without a further effect."""

    def keep(self, packs: Sequence[Pack], texts: Sequence[RefusedText], retention: Retention) -> None:
        """Write packs of plain ALLOWs, and texts whose decisions are filed next. Of one message's texts any will do."""
        ...

    def known(self, message_ids: Sequence[str]) -> Collection[str]:
        """Those messages that have a decision that is not a plain ALLOW, strongly consistent."""
        ...

    def file(self, effects: Sequence[LedgerEffect]) -> bool:
        """Write everything in one transaction; False if the first is there already.

        Raises ChangedMeanwhile if another row is no longer as it was read, BrokenLine if no table would take it.
        """
        ...


class ReceivedLines(Protocol):
    """Which lines of an execution environment are in the ledger."""

    def get(self, environment: str) -> Received:
        """What is known, strongly consistent; an environment never seen has version 0."""
        ...

    def commit(self, received: Received, tallies: Sequence[Tally], at_ms: int, retention: Retention) -> None:
        """Write what is known at a time and add to the statistics, in one transaction; at most 90 tallies.

        Raises ChangedMeanwhile unless the version before is the one that is stored.
        """
        ...


class BrokenLines(Protocol):
    """Where lines go that nobody can read, for a person to look at."""

    def put(self, lines: Sequence[tuple[str, str]], source: str) -> None:
        """Keep lines, each with what is wrong with it. `source` names the log stream."""
        ...


class Looks(Protocol):
    """A look at what is known of an environment's lines, later on."""

    def at_counts(self, environment: str, counted_at: int) -> None:
        """Have what is pending counted soon, unless by then more has been counted than until `counted_at`."""
        ...

    def at_gaps(self, environment: str, up_to: int) -> None:
        """Have the lines below `up_to` looked at once the longest delay of a batch is over."""
        ...
