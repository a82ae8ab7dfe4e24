"""What reconciliation talks about: what viewers received, as the chat log tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeliveredMessage:
    """A message as viewers received it. `at` is IVS Chat's send time in epoch seconds."""

    message_id: str
    room_id: str
    user_id: str
    content: str
    at: float
    sender_attributes: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecentMessages:
    """Messages newest first; `complete` is False if there may be more than were asked for or could be read."""

    messages: Sequence[DeliveredMessage]
    complete: bool
