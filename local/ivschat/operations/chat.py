"""CreateChatToken, SendEvent, DeleteMessage, DisconnectUser."""

from typing import Any

from ..clock import Clock
from ..connections import Connections
from ..errors import ServiceError, invalid
from ..frames import map_bytes
from ..ids import Ids
from ..messaging import Messaging
from ..registry import Registry
from ..resources import ChatToken, Room
from ..settings import Quotas

_SECOND_NS = 1_000_000_000
_DEFAULT_SESSION_MINUTES = 60


class ChatOperations:
    """What a backend does to people in a room."""

    def __init__(
        self,
        registry: Registry,
        messaging: Messaging,
        connections: Connections,
        quotas: Quotas,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._registry = registry
        self._messaging = messaging
        self._connections = connections
        self._quotas = quotas
        self._clock = clock
        self._ids = ids

    async def create_chat_token(self, request: dict[str, Any]) -> dict[str, Any]:
        room = self._registry.room(request["roomIdentifier"])
        attributes = request.get("attributes") or None
        _check_size("attributes", attributes, self._quotas.token_attributes_bytes)
        now = self._clock.now_ns()
        minutes = request.get("sessionDurationInMinutes") or _DEFAULT_SESSION_MINUTES
        token = ChatToken(
            room,
            request["userId"],
            attributes,
            frozenset(request.get("capabilities") or ()),
            now + self._quotas.token_seconds * _SECOND_NS,
            now + minutes * 60 * _SECOND_NS,
        )
        text = self._ids.chat_token()
        self._registry.keep_token(text, token)
        return {
            "token": text,
            "tokenExpirationTime": token.expires_ns,
            "sessionExpirationTime": token.session_expires_ns,
        }

    async def send_event(self, request: dict[str, Any]) -> dict[str, Any]:
        room = self._registry.room(request["roomIdentifier"])
        attributes = request.get("attributes")
        _check_size("attributes", attributes, self._quotas.event_attributes_bytes)
        return {"id": self._messaging.send_event(room, request["eventName"], attributes)}

    async def delete_message(self, request: dict[str, Any]) -> dict[str, Any]:
        room = self._registry.room(request["roomIdentifier"])
        return {"id": self._messaging.delete_message(room, request["id"], request.get("reason"))}

    async def disconnect_user(self, request: dict[str, Any]) -> dict[str, Any]:
        room = self._room_of_connections(request["roomIdentifier"])
        self._messaging.disconnect_user(room, request["userId"], request.get("reason"))
        return {}

    def _room_of_connections(self, arn: str) -> Room:
        """A deleted room too, while somebody is connected to it: the one way to end those connections."""
        try:
            return self._registry.room(arn)
        except ServiceError:
            if arn in self._registry.deleted_rooms and self._connections.select(arn):
                return self._registry.deleted_rooms[arn]
            raise


def _check_size(member: str, attributes: dict[str, str] | None, limit: int) -> None:
    if attributes and map_bytes(attributes) > limit:
        raise invalid(member, f"keys and values together must be at most {limit} bytes")
