"""Where a host is. Looking a name up may block for seconds and takes no timeout, so a thread does it."""

import socket
import time
from threading import Thread

_FRESH_S = 60.0
_BETWEEN_LOOK_UPS_S = 1.0

Address = tuple[int, tuple[object, ...]]


class Addresses:
    """The addresses of one host and port: looked up in a thread, kept until newer ones are there."""

    __slots__ = ("_asked", "_host", "_known", "_looked_up", "_port", "_thread", "_turn")

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._known: list[Address] = []
        self._looked_up = -_FRESH_S
        self._asked = -_FRESH_S
        self._thread: Thread | None = None
        self._turn = 0

    def current(self) -> Address | None:
        """(family, socket address) to connect to, None while none is known. Asks for newer ones when these are old."""
        if time.monotonic() - self._looked_up > _FRESH_S:
            self.refresh()
        return self._known[self._turn % len(self._known)] if self._known else None

    def failed(self) -> None:
        """The current address did not answer: take the next one, and look whether the host has moved."""
        self._turn += 1
        self.refresh()

    def refresh(self) -> None:
        """Start a look-up unless one is under way or has just been."""
        now = time.monotonic()
        if now - self._asked >= _BETWEEN_LOOK_UPS_S and (self._thread is None or not self._thread.is_alive()):
            self._asked = now
            self._thread = Thread(target=self._look_up, daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait at most this long if no address is known yet."""
        if not self._known and self._thread is not None:
            self._thread.join(max(0.0, seconds))

    def _look_up(self) -> None:
        try:
            # As bytes: a str would load the IDNA codec, which no endpoint's name needs.
            found = socket.getaddrinfo(self._host.encode(), self._port, type=socket.SOCK_STREAM)
        except OSError:
            return
        # IPv4 first: it is what Lambda has everywhere.
        self._known = sorted(((family, address) for family, _, _, _, address in found), key=lambda known: known[0])
        self._looked_up = time.monotonic()
