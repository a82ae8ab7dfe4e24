"""One HTTP/1.1 reply, read as it comes in. Understands what DynamoDB sends and refuses the rest."""

import zlib

# A reply of ours is a few small items or one 300 KB chunk in base64; to parse 2 MB would take a small function 100 ms.
REPLY_BYTES_MAX = 500_000
HEAD_BYTES_MAX = 16_384


class BrokenReply(Exception):
    """Not a reply that can be trusted; the connection must not be used again."""


class Reply:
    """A reply under construction. `status` and `body` hold once `feed` has returned True."""

    __slots__ = ("_checksum", "_length", "_received", "body", "reusable", "status")

    def __init__(self) -> None:
        self.status = 0
        self.body = b""
        self.reusable = True
        self._received = bytearray()
        self._length = -1
        self._checksum: int | None = None

    def feed(self, data: bytes) -> bool:
        """Take bytes from the connection; True once the reply is complete and its checksum fits."""
        received = self._received
        received += data
        if self._length < 0:
            if not received.startswith(b"HTTP/1.1 "[: len(received)]):
                raise BrokenReply("no HTTP reply")
            end = received.find(b"\r\n\r\n")
            if end < 0:
                if len(received) > HEAD_BYTES_MAX:
                    raise BrokenReply("endless head")
                return False
            self._read_head(bytes(received[:end]))
            del received[: end + 4]
        if len(received) < self._length:
            return False
        if len(received) > self._length:
            raise BrokenReply("longer than announced")
        self.body = bytes(received)
        if self._checksum is not None and zlib.crc32(self.body) != self._checksum:
            raise BrokenReply("checksum")
        return True

    def _read_head(self, head: bytes) -> None:
        head = head.lower() + b"\r\n"
        try:
            self.status = int(head[9:12])
            length, checksum = _value(head, b"content-length"), _value(head, b"x-amz-crc32")
            self._length = int(length) if length else -1
            self._checksum = int(checksum) if checksum else None
        except ValueError as error:
            raise BrokenReply("head") from error
        self.reusable = b"close" not in _value(head, b"connection")
        if not 0 <= self._length <= REPLY_BYTES_MAX:
            raise BrokenReply("length")


def _value(head: bytes, name: bytes) -> bytes:
    """A header's value, b"" if there is none, in a head of lower-case lines."""
    at = head.find(b"\r\n" + name + b":")
    return head[at + len(name) + 3 : head.index(b"\r\n", at + 2)].strip() if at >= 0 else b""
