"""Identifiers as IVS Chat makes them: 12 alphanumerics, opaque tokens, request ids."""

import random
import string
import uuid

_ALPHANUMERIC = string.ascii_letters + string.digits
# RFC 7230 token characters that base64url uses: a chat token travels as a WebSocket subprotocol.
_TOKEN = _ALPHANUMERIC + "-_"


class Ids:
    """Random ids from the operating system, or repeatable ones from a seed."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311 a seed asks for repeatable ids

    def identifier(self) -> str:
        """Room, logging configuration, message, event and operation ids."""
        return "".join(self._random.choices(_ALPHANUMERIC, k=12))

    def chat_token(self) -> str:
        """Two base64url-like parts, as in the user guide's sample."""
        parts = ("".join(self._random.choices(_TOKEN, k=length)) for length in (96, 43))
        return ".".join(parts)

    def request_id(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))
