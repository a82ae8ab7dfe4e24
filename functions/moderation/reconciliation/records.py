"""What reconciliation talks about: what viewers received, as the chat log tells it, and what became of it."""

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


@dataclass(frozen=True, slots=True)
class Recheck:
    """A message to be looked at again: it has been put off `waits` times for want of its decision line."""

    message: DeliveredMessage
    waits: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one message: its `standing` and `outcome` as in judgement.py; `cause` says why it was delivered, if
    it was removed, or what failed, if it was put off."""

    message: DeliveredMessage
    standing: str
    outcome: str
    cause: str = ""
