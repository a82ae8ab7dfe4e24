"""Plain ALLOWs, packed: one item for many messages of a room, minute, environment and policy.

A pack never changes and its key follows from the lines in it, so that lines that are delivered again, in whatever
company, make the same pack or one that says the same: readers take each message once.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .records import AllowedMessage, DecisionRecord

MINUTE_MS = 60_000
# 28 bytes each: an item stays far below DynamoDB's 400 KB, and one write of 30 messages costs one unit.
MESSAGES_MAX = 2_000
_FIXED = struct.Struct(">BBHI")
_ELAPSED_MAX = 2**32 - 1


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


def written(messages: Sequence[AllowedMessage]) -> bytes:
    """Messages one after the other, numbers big-endian: length of the id, of the content hash, milliseconds within the
    minute, hundredths of a millisecond elapsed; id; hash.
    """
    found = bytearray()
    for each in messages:
        message_id, content = each.message_id.encode(), bytes.fromhex(each.content_hash)
        elapsed = min(round(each.elapsed_ms * 100), _ELAPSED_MAX)
        found += _FIXED.pack(len(message_id), len(content), each.at_ms % MINUTE_MS, elapsed) + message_id + content
    return bytes(found)


def read(data: bytes, minute: int, policy_hash: str) -> list[AllowedMessage]:
    """The reverse of `written`."""
    found, start = [], 0
    while start < len(data):
        id_size, content_size, ms, elapsed = _FIXED.unpack_from(data, start)
        middle = start + _FIXED.size + id_size
        end = middle + content_size
        message_id, content = data[start + _FIXED.size : middle].decode(), data[middle:end].hex()
        found.append(AllowedMessage(message_id, content, minute * MINUTE_MS + ms, policy_hash, elapsed / 100))
        start = end
    return found


def _allowed(record: DecisionRecord) -> AllowedMessage:
    return AllowedMessage(record.message_id, record.content_hash, record.at_ms, record.policy_hash, record.elapsed_ms)
