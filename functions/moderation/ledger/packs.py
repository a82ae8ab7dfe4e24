"""Plain ALLOWs, packed: one item for many messages of a room, minute, environment and policy.

A pack never changes and its key follows from the lines in it, so that lines that are delivered again, in whatever
company, make the same pack or one that says the same: readers take each message once.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .records import AllowedMessage, DecisionRecord

MINUTE_MS = 60_000
# 41 bytes each: an item stays far below DynamoDB's 400 KB, and one write of 24 messages costs one unit.
MESSAGES_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Pack:
    """Messages of one room, minute (epoch minutes), environment and policy, by sequence number of their lines."""

    room_id: str
    minute: int
    environment: str
    policy_hash: str
    sequences: tuple[int, ...]
    messages: tuple[AllowedMessage, ...]

    @property
    def sort(self) -> str:
        """What tells it from others of its room and minute: the environment, the first line and all of its lines."""
        lines = ",".join(map(str, self.sequences))
        digest = hashlib.sha256(f"{self.policy_hash}:{lines}".encode()).hexdigest()[:8]
        return f"{self.environment}#{self.sequences[0]:012d}#{digest}"


def packs_of(records: Iterable[DecisionRecord]) -> Iterator[Pack]:
    """Plain ALLOWs as packs; the records are in no order, but no line is among them twice."""
    groups: dict[tuple[str, int, str, str], list[DecisionRecord]] = {}
    for record in records:
        key = (record.room_id, record.at_ms // MINUTE_MS, record.environment, record.policy_hash)
        groups.setdefault(key, []).append(record)
    for key, members in groups.items():
        members.sort(key=lambda record: record.sequence)
        for start in range(0, len(members), MESSAGES_MAX):
            part = members[start : start + MESSAGES_MAX]
            yield Pack(*key, tuple(record.sequence for record in part), tuple(map(_allowed, part)))


def written(messages: Sequence[AllowedMessage]) -> str:
    """Messages as text, one a line: id, content hash, milliseconds within the minute, elapsed milliseconds."""
    return "\n".join(
        f"{each.message_id} {each.content_hash} {each.at_ms % MINUTE_MS} {each.elapsed_ms:g}" for each in messages
    )


def read(text: str, minute: int, policy_hash: str) -> list[AllowedMessage]:
    """The reverse of `written`."""
    lines = (line.split(" ") for line in text.splitlines())
    return [
        AllowedMessage(message_id, content, minute * MINUTE_MS + int(ms), policy_hash, float(elapsed))
        for message_id, content, ms, elapsed in lines
    ]


def _allowed(record: DecisionRecord) -> AllowedMessage:
    return AllowedMessage(record.message_id, record.content_hash, record.at_ms, record.policy_hash, record.elapsed_ms)
