"""The messaging endpoint: the handshake with a chat token, the requests of a connection, the end of its session."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from . import frames
from .clock import Clock
from .connections import Connection, Connections
from .faults import Faults
from .frames import Refused, Request
from .ids import Ids
from .messaging import Messaging
from .rates import Window, admit
from .registry import Registry
from .settings import Quotas

if TYPE_CHECKING:
    from collections.abc import Callable

_ACTIONS = ("SEND_MESSAGE", "DELETE_MESSAGE", "DISCONNECT_USER")
_REASON_CHARACTERS = 256
_USER_ID_CHARACTERS = 128


class DataPlane:
    """Serves WebSocket connections as an ASGI application does."""

    def __init__(
        self,
        registry: Registry,
        connections: Connections,
        messaging: Messaging,
        clock: Clock,
        ids: Ids,
        quotas: Quotas,
        faults: Faults,
    ) -> None:
        self._registry = registry
        self._connections = connections
        self._messaging = messaging
        self._clock = clock
        self._ids = ids
        self._quotas = quotas
        self._faults = faults
        self._account_sends = Window("SendMessage requests of the account", quotas.send_message_rate)

    async def serve(self, scope: Any, receive: Any, send: Any) -> None:
        """One connection from its handshake to its end."""
        await receive()
        status, connection = self._admit(scope)
        if connection is None:
            await send({"type": "websocket.http.response.start", "status": status, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})
            # One message says that the refusal is out, the next that the connection is gone; uvicorn logs an error
            # if the application returns before that.
            await receive()
            await receive()
            return
        # Clients break the connection off unless the token comes back as the chosen subprotocol.
        await send({"type": "websocket.accept", "subprotocol": scope["subprotocols"][0]})
        self._connections.add(connection)
        writer = asyncio.create_task(_write(connection, send))
        remaining = (connection.token.session_expires_ns - self._clock.now_ns()) / 1e9
        session_end = self._clock.call_later(remaining, lambda: self._expire(connection))
        try:
            while (received := await receive())["type"] == "websocket.receive":
                self._take(connection, received)
        finally:
            session_end.cancel()
            self._connections.remove(connection)
            writer.cancel()

    def _admit(self, scope: Any) -> tuple[int, Connection | None]:
        """The connection that the offered token opens, or the HTTP status that refuses it (AWS documents none)."""
        if self._faults.refuse_connections:
            return self._faults.refuse_connections, None
        offered = scope["subprotocols"]
        token = self._registry.redeem(offered[0]) if len(offered) == 1 else None
        if token is None:
            return 401, None
        if token.room.arn not in self._registry.rooms:
            return 404, None
        if self._connections.count >= self._quotas.concurrent_connections:
            return 429, None
        requests = Window("messaging requests of the connection", self._quotas.connection_request_rate)
        return 101, Connection(token, scope["client"][0], requests, scope["state"]["abort"])

    def _expire(self, connection: Connection) -> None:
        connection.post_frame(frames.error(self._ids.identifier(), "", 401, "The session has expired"))
        connection.close(1000)

    def _take(self, connection: Connection, received: dict[str, Any]) -> None:
        request = Request("", "", {})
        try:
            text = received.get("text")
            request = frames.parse(text)
            self._perform(connection, request, len((text or "").encode("utf-8", "surrogatepass")))
        except Refused as refusal:
            identifier = self._ids.identifier()
            connection.post_frame(frames.error(identifier, request.request_id, refusal.code, refusal.message))

    def _perform(self, connection: Connection, request: Request, size: int) -> None:
        """One request: first whether it is allowed, then how often, then its fields."""
        token = connection.token
        if request.action not in _ACTIONS:
            raise Refused(400, f"Action must be one of {', '.join(_ACTIONS)}")
        request.text("RequestId")
        if self._faults.pending_verification:
            raise Refused(403, "The account is pending verification")
        if token.room.arn not in self._registry.rooms:
            raise Refused(404, "The room does not exist")
        if request.action not in token.capabilities:
            raise Refused(403, f"The chat token lacks the capability {request.action}")
        if admit(self._clock.now_ns(), connection.requests, *self._windows(connection, request.action)):
            raise Refused(429, "rate limit exceeded")
        if size > self._quotas.frame_bytes:
            raise Refused(413, f"The request exceeds {self._quotas.frame_bytes} bytes")
        perform: dict[str, Callable[[Connection, Request], None]] = {
            "SEND_MESSAGE": self._send_message,
            "DELETE_MESSAGE": self._delete_message,
            "DISCONNECT_USER": self._disconnect_user,
        }
        perform[request.action](connection, request)

    def _windows(self, connection: Connection, action: str) -> tuple[Window, ...]:
        """Deletes and disconnects share their account rate with the API's."""
        if action == "SEND_MESSAGE":
            return connection.token.room.sends, self._account_sends
        return (self._registry.api_rates["DeleteMessage" if action == "DELETE_MESSAGE" else "DisconnectUser"],)

    def _send_message(self, connection: Connection, request: Request) -> None:
        content = request.text("Content", required=True) or ""
        if len(content) > connection.token.room.maximum_message_length:
            raise Refused(400, "Message exceeds maximum length")
        attributes = request.attributes(self._quotas.message_attributes_bytes)
        self._messaging.submit(connection, request.request_id, content, attributes)

    def _delete_message(self, connection: Connection, request: Request) -> None:
        identifier = request.text("Id", required=True) or ""
        if len(identifier) != 12 or not (identifier.isascii() and identifier.isalnum()):
            raise Refused(400, "Id must be 12 letters or digits")
        reason = request.text("Reason", maximum=_REASON_CHARACTERS)
        self._messaging.delete_message(connection.token.room, identifier, reason, request.request_id)

    def _disconnect_user(self, connection: Connection, request: Request) -> None:
        user_id = request.text("UserId", required=True, maximum=_USER_ID_CHARACTERS) or ""
        reason = request.text("Reason", maximum=_REASON_CHARACTERS)
        self._messaging.disconnect_user(connection.token.room, user_id, reason, request.request_id)


async def _write(connection: Connection, send: Any) -> None:
    """Writes what is posted until the connection is closed, by whichever side; the reader notices the end."""
    # uvicorn raises OSError once the peer is gone, and RuntimeError where it has closed the connection itself.
    with suppress(OSError, RuntimeError):
        while True:
            item = await connection.next_item()
            if isinstance(item, int):
                await send({"type": "websocket.close", "code": item})
                return
            await send({"type": "websocket.send", "text": item})
