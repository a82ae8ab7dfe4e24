"""What the API and the workers talk about. The review function loads none of this, so dataclasses are fine here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

PERSON = "person"
SERVICE_CALLER = "service"
# Roomkeeper itself: a worker that carries out what a policy says.
AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `id` is the token's `sub` or the IAM principal; `rooms` holds room ids, or "*" for all."""

    kind: str
    id: str
    role: str
    rooms: tuple[str, ...]
    name: str

    @property
    def reference(self) -> str:
        """How rows and audit entries name the actor, e.g. `person:1b2c…`."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the API. `action_id` is the same when the same request is repeated under one idempotency key."""

    actor: Actor
    action_id: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Moderator:
    """A person's role and rooms, by the token's `sub`. `version` counts changes from 1."""

    sub: str
    username: str
    role: str
    rooms: tuple[str, ...]
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class SanctionRecord:
    """A sanction as stored. `scope` is a room id or "*"; `until` (epoch seconds) is None if it has no end."""

    user_id: str
    scope: str
    kind: str
    until: int | None
    reason: str
    by: str
    at: int
    version: int = 1

    def in_force(self, now: float) -> bool:
        """Whether it has not run out."""
        return self.until is None or self.until > now

    def remaining_seconds(self, now: float) -> int | None:
        """Whole seconds left, at least 1 while in force; None if it has no end."""
        return None if self.until is None else max(0, -int(-(self.until - now) // 1))


@dataclass(frozen=True, slots=True)
class Room:
    """A room as IVS Chat shows it; times are RFC 3339 UTC with milliseconds. Summaries lack the two limits."""

    room_id: str
    arn: str
    name: str = ""
    handler_uri: str = ""
    fallback_result: str = ""
    logging_arns: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    maximum_message_length: int | None = None
    maximum_message_rate_per_second: int | None = None
    create_time: str = ""
    update_time: str = ""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Part of a listing; `next_token` is "" on the last part."""

    items: Sequence[T]
    next_token: str = ""


@dataclass(frozen=True, slots=True)
class ChatToken:
    """A chat token, shown once and never stored; `session_expires_at` is RFC 3339 UTC with milliseconds."""

    token: str
    session_expires_at: str


@dataclass(frozen=True, slots=True)
class LoggingConfiguration:
    """Where IVS Chat writes a room's chat log. `destination` is in IVS Chat's own shape."""

    id: str
    arn: str
    name: str
    state: str
    destination: Mapping[str, Mapping[str, str]]
    tags: Mapping[str, str]
    create_time: str
    update_time: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a room had before our hook was attached; detaching restores it."""

    room_id: str
    handler_uri: str
    fallback_result: str
    logging_arns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachProgress:
    """A bulk attachment of `room_ids`, in that order; with a tag, the worker looks them up before anything else.

    `position` counts the rooms dealt with, `attached` those that have our hook now; `failed` pairs a room with why,
    for the first hundred. Until `leased_until` (epoch s) a worker is on it.
    """

    operation_id: str
    room_ids: tuple[str, ...]
    tag_key: str
    tag_value: str | None
    by: str
    status: str
    position: int = 0
    attached: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    leased_until: int = 0


@dataclass(frozen=True, slots=True)
class Intent:
    """A call on IVS Chat that is going to be made. Born leased to whoever commits it, until `lease_until` (epoch s).

    It is not made before `not_before`, nor tried any more from `expires_at` on (both epoch s; None is no limit).
    """

    action_id: str
    operation: str
    room_id: str
    arguments: Mapping[str, object]
    by: str
    at: float
    lease_until: float
    not_before: float | None = None
    expires_at: float | None = None

    @property
    def due_at(self) -> float:
        """From when on the action runner may take it (epoch s)."""
        return max(self.lease_until, self.not_before or 0.0)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to whom, and why. Stored twice: hashes for ever, and a readable part that can be erased."""

    entry_id: str
    at: float
    actor: str
    role: str
    operation: str
    room_id: str
    subject: str
    reason: str
    before: object
    after: object
    request_id: str
