"""What use cases need of the world, in domain words. `aws_edges` implements these; tests/fakes has their twins.

Every call may raise Unavailable (tables) or ChatServiceRefused (IVS Chat).
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from .effects import Effect
from .events import Event
from .records import (
    Attachment,
    AttachProgress,
    AuditEntry,
    ChatToken,
    Intent,
    LoggingConfiguration,
    Moderator,
    Page,
    Room,
    SanctionRecord,
)


class Ledger(Protocol):
    """Audit entries, intents and their effects, all or nothing."""

    def commit(self, entry: AuditEntry, intents: Sequence[Intent], effects: Sequence[Effect]) -> bool:
        """Write everything in one transaction; False if this entry was committed before.

        Raises ChangedMeanwhile if a row is no longer as it was read.
        """
        ...

    def finish(self, action_id: str, status: str, outcome: str, at: float) -> None:
        """Record how an intent ended (`done` or `failed`); without effect if somebody else has taken it meanwhile."""
        ...


class Sanctions(Protocol):
    """Sanctions in force or run out; readers judge by their own clock. All reads are strongly consistent but `list`."""

    def get(self, user_id: str, scope: str) -> SanctionRecord | None:
        """One user's sanction in a room, or in all rooms with scope "*"."""
        ...

    def list(self, scope: str, limit: int, next_token: str) -> Page[SanctionRecord]:
        """A scope's sanctions, newest first."""
        ...


class Moderators(Protocol):
    """People's roles and rooms."""

    def get(self, sub: str) -> Moderator | None:
        """One record, read strongly consistently: a demotion holds from the next call on."""
        ...

    def named(self, username: str) -> Moderator | None:
        """One record by user name."""
        ...

    def list(self, limit: int, next_token: str) -> Page[Moderator]:
        """All records by user name."""
        ...


class RoomSettings(Protocol):
    """What we know about a room that IVS Chat does not."""

    def modes(self, room_id: str) -> dict[str, dict[str, object]]:
        """The room's modes as stored, those that ran out included."""
        ...

    def attachment(self, room_id: str) -> Attachment | None:
        """What the room had before our hook was attached."""
        ...


class TokenIssues(Protocol):
    """Where and how often tokens were issued to a user; never the tokens."""

    def count(self, user_id: str, room_id: str, now: float, limit: int) -> int:
        """Count one token in this minute: 0, or if `limit` is used up, the seconds until the next one."""
        ...

    def rooms(self, user_id: str, now: float) -> Sequence[str]:
        """Rooms in which a session of the user may still be open, strongly consistent."""
        ...


class Budgets(Protocol):
    """What callers have spent of what they may do."""

    def spend(self, actor: str, name: str, period_seconds: int, limit: int, now: float) -> int:
        """Spend one of `limit` in the present period: 0, or if none is left, the seconds until the next period."""
        ...


class AttachOperations(Protocol):
    """Progress of bulk attachments."""

    def get(self, operation_id: str) -> AttachProgress | None:
        """One operation, strongly consistent."""
        ...

    def save(self, progress: AttachProgress) -> None:
        """Record progress of an operation that exists."""
        ...

    def unfinished(self) -> Sequence[str]:
        """Ids of operations that are not finished."""
        ...


class AttachWorker(Protocol):
    """Whoever carries out bulk attachments."""

    def start(self, operation_id: str) -> None:
        """Have an operation begun or continued, asynchronously."""
        ...


class ChatRooms(Protocol):
    """IVS Chat's control plane. Rooms are named by their 12-character id."""

    def get(self, room_id: str) -> Room:
        """One room."""
        ...

    def exists(self, room_id: str) -> bool:
        """Whether there is such a room, as far as is known: True where IVS Chat cannot be asked now."""
        ...

    def list(self, *, name: str, handler_uri: str, logging_arn: str, limit: int, next_token: str) -> Page[Room]:
        """Rooms by update time, newest first; an empty filter is none. At most 50 at once."""
        ...

    def create(self, settings: Mapping[str, object], tags: Mapping[str, str]) -> Room:
        """Create a room; `settings` has the field names of Room."""
        ...

    def update(self, room_id: str, settings: Mapping[str, object]) -> Room:
        """Change the fields given and leave the rest; handler_uri "" takes the hook off."""
        ...

    def delete(self, room_id: str) -> None:
        """Delete a room; clients stay connected until their sessions end."""
        ...

    def tags(self, room_id: str) -> dict[str, str]:
        """A room's tags."""
        ...

    def tag(self, room_id: str, tags: Mapping[str, str]) -> None:
        """Add or overwrite tags."""
        ...

    def untag(self, room_id: str, keys: Sequence[str]) -> None:
        """Remove tags; absent keys are no error."""
        ...


class ChatMessaging(Protocol):
    """IVS Chat's messaging operations. None of them tells whether the message or the user was there."""

    def delete_message(self, room_id: str, message_id: str, reason: str) -> str:
        """Ask clients to stop showing a message; the operation's id."""
        ...

    def disconnect_user(self, room_id: str, user_id: str, reason: str) -> None:
        """Close all of a user's connections to a room."""
        ...

    def send_event(self, room_id: str, name: str, attributes: Mapping[str, str]) -> str:
        """Send an event to everybody in a room; the event's id."""
        ...

    def create_token(
        self, room_id: str, user_id: str, capabilities: Sequence[str], minutes: int, attributes: Mapping[str, str]
    ) -> ChatToken:
        """A token for one connection, to be used within 60 s; the session lasts `minutes`."""
        ...


class LoggingConfigurations(Protocol):
    """IVS Chat's logging configurations, by their 12-character id."""

    def get(self, configuration_id: str) -> LoggingConfiguration:
        """One configuration."""
        ...

    def list(self, limit: int, next_token: str) -> Page[LoggingConfiguration]:
        """All configurations, at most 50 at once."""
        ...

    def create(
        self, name: str, destination: Mapping[str, Mapping[str, str]], tags: Mapping[str, str]
    ) -> LoggingConfiguration:
        """Create a configuration."""
        ...

    def update(
        self, configuration_id: str, name: str | None, destination: Mapping[str, Mapping[str, str]] | None
    ) -> LoggingConfiguration:
        """Change what is given."""
        ...

    def delete(self, configuration_id: str) -> None:
        """Delete a configuration that no room uses."""
        ...


class Events(Protocol):
    """Whoever listens to what happens."""

    def publish(self, events: Sequence[Event]) -> None:
        """Publish all of them, in batches of whatever size the bus takes; raises Unavailable if any was not taken."""
        ...


class Clock(Protocol):
    """The time of day."""

    def now(self) -> float:
        """Epoch seconds."""
        ...
