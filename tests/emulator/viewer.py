"""A person in a chat room, as the tests drive one: a raw WebSocket with a token, and the frames it saw."""

import json
from typing import Any, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

_WAIT_SECONDS = 5.0


class Viewer:
    """A context manager: connected inside the block."""

    def __init__(self, messaging_url: str, token: str) -> None:
        self._connecting = connect(messaging_url, subprotocols=[token], compression=None, close_timeout=1)  # type: ignore[list-item]  # a token is a str

    def request(self, **members: Any) -> None:
        self.socket.send(json.dumps(members))

    def say(self, content: str, **members: Any) -> None:
        self.request(Action="SEND_MESSAGE", Content=content, **members)

    def frame(self) -> dict[str, Any]:
        """The next frame."""
        frame: dict[str, Any] = json.loads(self.socket.recv(timeout=_WAIT_SECONDS))
        return frame

    def frames(self, count: int) -> list[dict[str, Any]]:
        return [self.frame() for _ in range(count)]

    def silent(self) -> bool:
        """Nothing waits. The order of frames makes it certain: what this sends comes back next."""
        self.request(Action="PROBE", RequestId="silence")
        frame = self.frame()
        return bool(frame["Type"] == "ERROR" and frame["RequestId"] == "silence")

    def close_code(self) -> int | None:
        """Reads to the end; the code of the server's close frame, or None if the connection was cut."""
        try:
            while True:
                self.socket.recv(timeout=_WAIT_SECONDS)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else None

    def __enter__(self) -> Self:
        self.socket = self._connecting.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._connecting.__exit__(None, None, None)
