"""What Roomkeeper tells the world: past-tense facts, delivered at least once; `id` tells repetitions apart."""

from collections.abc import Mapping
from dataclasses import dataclass

MESSAGE_HELD = "message.held"
MESSAGE_DENIED = "message.denied"
MESSAGE_FLAGGED = "message.flagged"
MESSAGE_DELETED = "message.deleted"
USER_SANCTIONED = "user.sanctioned"
USER_LIFTED = "user.lifted"
ENGINE_FALLBACK = "engine.fallback"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `at` is epoch seconds; `room_id` is "" if it concerns no single room; `detail` is plain JSON."""

    type: str
    id: str
    at: float
    room_id: str
    detail: Mapping[str, object]
