"""The open messaging connections, by room, and how a frame reaches all of them."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from .rates import Window
from .resources import ChatToken

# Characters that a connection may fall behind before it is cut, so that one stalled reader costs bounded memory.
_BACKLOG = 4_000_000


class Connection:
    """One WebSocket of one user; frames are queued here and written by the connection's own task."""

    def __init__(self, token: ChatToken, ip: str, requests: Window, abort: Callable[[], None]) -> None:
        self.token = token
        self.ip = ip
        self.requests = requests
        self.abort = abort
        self._outbox: asyncio.Queue[str | int] = asyncio.Queue()
        self._backlog = 0
        # Resolved when the message before the next one of this connection was delivered or dropped.
        self.last_delivery: asyncio.Future[None] | None = None

    def post(self, text: str) -> None:
        if self._backlog > _BACKLOG:
            self.abort()
            return
        self._backlog += len(text)
        self._outbox.put_nowait(text)

    def post_frame(self, frame: dict[str, Any]) -> None:
        self.post(json.dumps(frame))

    def close(self, code: int) -> None:
        """Closes after everything that was posted before."""
        self._outbox.put_nowait(code)

    async def next_item(self) -> str | int:
        """The next frame to write, or the code to close with."""
        item = await self._outbox.get()
        if isinstance(item, str):
            self._backlog -= len(item)
        return item


class Connections:
    """All open connections of the instance."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[Connection, None]] = {}
        self.count = 0

    def add(self, connection: Connection) -> None:
        self._rooms.setdefault(connection.token.room.arn, {})[connection] = None
        self.count += 1

    def remove(self, connection: Connection) -> None:
        members = self._rooms.get(connection.token.room.arn, {})
        if connection in members:
            del members[connection]
            self.count -= 1
        if not members:
            self._rooms.pop(connection.token.room.arn, None)

    def broadcast(self, room_arn: str, frame: dict[str, Any]) -> None:
        """Queues the frame for everybody in the room, the sender included, in one order for all."""
        text = json.dumps(frame)
        for connection in list(self._rooms.get(room_arn, ())):
            connection.post(text)

    def select(self, room_arn: str | None = None, user_id: str | None = None) -> list[Connection]:
        """The connections of a room, a user, a user in a room, or all of them."""
        rooms = self._rooms.values() if room_arn is None else [self._rooms.get(room_arn, {})]
        return [entry for members in rooms for entry in members if user_id in (None, entry.token.user_id)]
