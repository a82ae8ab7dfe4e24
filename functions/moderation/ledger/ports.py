"""What readers and the writer of the Decisions table need. `aws_edges` implements these; tests/fakes has their twins.

Every call may raise Unavailable.
"""

from collections.abc import Sequence
from typing import Protocol

from ..records import Page
from .records import AllowedMessage, DecisionFilter, DecisionRecord, Flag, Hold, StrikeTotal


class Decisions(Protocol):
    """Decisions, some seconds after their messages. Listings are newest first, and a page may be shorter than `limit`."""

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
