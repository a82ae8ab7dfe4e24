"""An erasure and how far it is. Times are epoch seconds."""

from dataclasses import dataclass, field

RUNNING = "running"
FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Removed:
    """How much went: decisions with their texts, holds and flags; words of audit entries; actions; other rows."""

    messages: int = 0
    audit_entries: int = 0
    actions: int = 0
    rows: int = 0

    def plus(self, other: "Removed") -> "Removed":
        """The sum."""
        return Removed(
            self.messages + other.messages,
            self.audit_entries + other.audit_entries,
            self.actions + other.actions,
            self.rows + other.rows,
        )


@dataclass(frozen=True, slots=True)
class Erasure:
    """One request to forget a user. `user_id` is "" once it is finished: the record itself must not remember.

    `complete_by` is when the logs have run out that still name the user; `kept_sanctions` stay in force.
    """

    erasure_id: str
    user_id: str
    requested_by: str
    requested_at: float
    complete_by: float
    status: str = RUNNING
    removed: Removed = field(default_factory=Removed)
    kept_sanctions: int = 0
    finished_at: float | None = None


@dataclass(frozen=True, slots=True)
class StartErasure:
    """Record that a user is to be forgotten."""

    erasure: Erasure


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Something that is held about a user: a `kind`, the room ("" for none or all), and its members as plain JSON."""

    kind: str
    room_id: str
    members: dict[str, object]
