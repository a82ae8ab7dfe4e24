"""What Roomkeeper tells the world: past-tense facts, delivered at least once; `id` tells repetitions apart.

`event_schema.py` says what each type's `detail` holds; docs/events.md is the page for those who listen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Decided about a message.
MESSAGE_HELD = "message.held"
MESSAGE_DENIED = "message.denied"
MESSAGE_FLAGGED = "message.flagged"
# IVS Chat delivered or dropped a message without our decision.
ENGINE_FALLBACK = "engine.fallback"
# Recorded in the audit.
MESSAGE_DELETED = "message.deleted"
USER_SANCTIONED = "user.sanctioned"
USER_LIFTED = "user.lifted"
USER_DISCONNECTED = "user.disconnected"
USER_PURGED = "user.purged"
USER_ERASED = "user.erased"
HOLD_DECIDED = "hold.decided"
MODES_CHANGED = "modes.changed"
ROOM_CHANGED = "room.changed"
MODERATOR_CHANGED = "moderator.changed"
POLICY_CHANGED = "policy.changed"
AUDIT_RECORDED = "audit.recorded"
# About the audit itself.
AUDIT_HEADS_PUBLISHED = "audit.heads_published"
AUDIT_TAMPERED = "audit.tampered"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `at` is epoch seconds; `room_id` is "" if it concerns no single room; `detail` is plain JSON."""

    type: str
    id: str
    at: float
    room_id: str
    detail: Mapping[str, object]
