"""A viewer on the real WebSocket, without an SDK: sees every frame as it comes."""

import asyncio
import json
from types import TracebackType
from typing import Any

import websockets

WAIT_S = 10.0


class Viewer:
    """One connection to the room; joins on entering, leaves on exit."""

    def __init__(self, messaging: str, token: str) -> None:
        self._messaging = messaging
        self._token = token

    async def __aenter__(self) -> "Viewer":
        self._socket = await websockets.connect(self._messaging, subprotocols=[websockets.Subprotocol(self._token)])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def say(self, text: str) -> None:
        """Send a message; what comes of it is a frame."""
        await self._socket.send(json.dumps({"Action": "SEND_MESSAGE", "RequestId": text, "Content": text}))

    async def frame(self, within_s: float = WAIT_S) -> dict[str, Any]:
        """The next frame."""
        async with asyncio.timeout(within_s):
            found: dict[str, Any] = json.loads(await self._socket.recv())
            return found

    async def close_code(self) -> int | None:
        """The code with which the server closes the connection; frames before that are thrown away."""
        async with asyncio.timeout(WAIT_S):
            await self._socket.wait_closed()
            return self._socket.close_code
