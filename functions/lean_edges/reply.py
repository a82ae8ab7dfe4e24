"""One HTTP/1.1 reply, read as it comes in. Understands what DynamoDB sends and refuses the rest."""

import zlib

# BatchGetItem's own limit is 16 MB; a reply of ours is a few small items or one 300 KB chunk in base64.
REPLY_BYTES_MAX = 2_000_000
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
            end = received.find(b"\r\n\r\n")
            if end < 0:
                if len(received) > HEAD_BYTES_MAX or not received.startswith(b"HTTP/1.1 "[: len(received)]):
                    raise BrokenReply("no HTTP reply")
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
        lines = head.split(b"\r\n")
        try:
            self.status = int(lines[0][9:12])
            for line in lines[1:]:
                name, _, value = line.partition(b":")
                name = name.lower()
                if name == b"content-length":
                    self._length = int(value)
                elif name == b"x-amz-crc32":
                    self._checksum = int(value)
                elif name == b"connection":
                    self.reusable = b"close" not in value.lower()
        except ValueError as error:
            raise BrokenReply("head") from error
        if not 0 <= self._length <= REPLY_BYTES_MAX:
            raise BrokenReply("length")
