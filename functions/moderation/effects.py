"""Changes of our own state that a transaction carries, in domain words; the ledger's adapter turns them into writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from .erasure.records import StartErasure
from .ledger.effects import LedgerEffect
from .publishing.effects import PolicyEffect
from .records import Attachment, AttachProgress, Moderator, SanctionRecord


@dataclass(frozen=True, slots=True)
class PutSanction:
    """Write a sanction. `replaces` is the version of the row that was read, 0 if there was none."""

    sanction: SanctionRecord
    replaces: int


@dataclass(frozen=True, slots=True)
class LiftSanction:
    """Remove a sanction, as it was read."""

    sanction: SanctionRecord


@dataclass(frozen=True, slots=True)
class SameSanction:
    """Change nothing, and let nothing else happen unless a sanction is still as it was read: `version` 0 for none."""

    user_id: str
    scope: str
    version: int


@dataclass(frozen=True, slots=True)
class PutModerator:
    """Write a moderator's record. `replaces` is the version that was read, 0 if there was none."""

    moderator: Moderator
    replaces: int


@dataclass(frozen=True, slots=True)
class KeepAttachment:
    """Remember what a room had before us, in place of what an earlier attachment remembered."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class DropAttachment:
    """Forget what a room had before us."""

    room_id: str


@dataclass(frozen=True, slots=True)
class PutModes:
    """Replace a room's modes, provided that they still are what was read."""

    room_id: str
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StartAttaching:
    """Record that a bulk attachment was asked for; the row lives for `keep_seconds`."""

    progress: AttachProgress
    expires_at: int


Effect = (
    PutSanction
    | LiftSanction
    | SameSanction
    | PutModerator
    | KeepAttachment
    | DropAttachment
    | PutModes
    | StartAttaching
    | StartErasure
    | PolicyEffect
    | LedgerEffect
)
