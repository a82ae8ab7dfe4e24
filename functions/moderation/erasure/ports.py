"""What forgetting needs of the tables. Every call may raise Unavailable."""

from collections.abc import Sequence
from typing import Protocol

from .records import Erasure, HeldRow, Removed


class Erasures(Protocol):
    """Requests to forget somebody."""

    def get(self, erasure_id: str) -> Erasure | None:
        """One request, strongly consistent."""
        ...

    def unfinished(self) -> Sequence[str]:
        """Ids of those that are not finished."""
        ...

    def save(self, erasure: Erasure) -> None:
        """Record how far one is that exists; a finished one loses its user id."""
        ...


class PersonalData(Protocol):
    """Rows that name a user, in all tables but the audit's entries, which never do."""

    def messages(self, user_id: str) -> Sequence[str]:
        """Ids of some messages about which something is held, at most 100; an index may lag."""
        ...

    def remove_message(self, message_id: str) -> None:
        """Decision, text, flag and hold."""
        ...

    def entries(self, user_id: str, until: float) -> Sequence[str]:
        """Ids of some audit entries, recorded before a moment, whose words are about the user; at most 100."""
        ...

    def remove_words(self, entry_id: str) -> None:
        """The readable part of an audit entry."""
        ...

    def remove_ended_actions(self, user_id: str) -> tuple[int, bool]:
        """Actions on the user that have ended: how many went, and whether some have not ended yet."""
        ...

    def remove_rows(self, user_id: str, now: float) -> tuple[Removed, int]:
        """Strikes, trail of tokens, sanctions that ran out. Of sanctions in force only the reason goes: how many."""
        ...

    def held(self, user_id: str) -> Sequence[HeldRow]:
        """Sanctions, strikes and the trail of tokens, as they are stored."""
        ...
