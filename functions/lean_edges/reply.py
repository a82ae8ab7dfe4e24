"""One HTTP/1.1 reply, read as it comes in. Understands what DynamoDB sends and refuses the rest."""

import zlib

# A reply of ours is a few small items or one 300 KB chunk in base64; to parse 2 MB would take a small function 100 ms.
REPLY_BYTES_MAX = 500_000
HEAD_BYTES_MAX = 16_384
_VERSION = b"HTTP/1.1 "
_LENGTH, _CHECKSUM, _CONNECTION = b"\r\ncontent-length:", b"\r\nx-amz-crc32:", b"\r\nconnection:"


class BrokenReply(Exception):
    """Not a reply that can be trusted; the connection must not be used again."""


class Reply:
    """A reply under construction. `status` and `body` hold once `feed` has returned True."""

    __slots__ = ("_checksum", "_missing", "_received", "body", "reusable", "status")

    def __init__(self) -> None:
        self.status = 0
        self.body = b""
        self.reusable = True
        self._received: list[bytes] = []
        self._missing = -1  # bytes of the body; less than none while the head is incomplete
        self._checksum: int | None = None

    def feed(self, data: bytes) -> bool:
        """Take bytes from the connection; True once the reply is complete and its checksum fits."""
        if self._missing < 0:
            if self._received:
                data = self._received.pop() + data
            if not data.startswith(_VERSION) and not _VERSION.startswith(data):
                raise BrokenReply("no HTTP reply")
            end = data.find(b"\r\n\r\n")
            if end < 0:
                if len(data) > HEAD_BYTES_MAX:
                    raise BrokenReply("endless head")
                self._received.append(data)
                return False
            self._read_head(data[:end])
            data = data[end + 4 :]
        self._received.append(data)
        self._missing -= len(data)
        if self._missing > 0:
            return False
        if self._missing < 0:
            raise BrokenReply("longer than announced")
        self.body = b"".join(self._received)
        if self._checksum is not None and zlib.crc32(self.body) != self._checksum:
            raise BrokenReply("checksum")
        return True

    def _read_head(self, head: bytes) -> None:
        head = head.lower() + b"\r\n"
        try:
            self.status = int(head[9:12])
            length, checksum = _value(head, _LENGTH), _value(head, _CHECKSUM)
            self._missing = int(length) if length else -1
            self._checksum = int(checksum) if checksum else None
        except ValueError as error:
            raise BrokenReply("head") from error
        self.reusable = b"close" not in _value(head, _CONNECTION)
        if not 0 <= self._missing <= REPLY_BYTES_MAX:
            raise BrokenReply("length")


def _value(head: bytes, name: bytes) -> bytes:
    """A header's value, b"" if there is none, in a head of lower-case lines; `name` with what is around it there."""
    at = head.find(name)
    return head[at + len(name) : head.index(b"\r\n", at + 2)].strip() if at >= 0 else b""
