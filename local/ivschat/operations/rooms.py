"""CreateRoom, GetRoom, ListRooms, UpdateRoom, DeleteRoom."""

import logging
from typing import Any

from ..clock import Clock
from ..errors import invalid, quota_exceeded
from ..handlers import Handlers
from ..ids import Ids
from ..registry import Registry
from ..resources import Room
from ..settings import Settings
from .pages import page

_log = logging.getLogger(__name__)


class RoomOperations:
    """Rooms; a change is felt by open connections at once (on AWS after some seconds)."""

    def __init__(self, registry: Registry, handlers: Handlers, settings: Settings, clock: Clock, ids: Ids) -> None:
        self._registry = registry
        self._handlers = handlers
        self._settings = settings
        self._clock = clock
        self._ids = ids

    async def create_room(self, request: dict[str, Any]) -> dict[str, Any]:
        quota = self._settings.quotas.rooms
        if len(self._registry.rooms) >= quota:
            raise quota_exceeded(f"The account has {quota} rooms, its limit", quota)
        identifier, now = self._ids.identifier(), self._clock.now_ns()
        room = Room(self._registry.arns.room(identifier), identifier, now, now, tags=dict(request.get("tags") or {}))
        await self._check(room.arn, request)
        _apply(room, request)
        self._registry.rooms[room.arn] = room
        return room.described()

    async def get_room(self, request: dict[str, Any]) -> dict[str, Any]:
        return self._registry.room(request["identifier"]).described()

    async def list_rooms(self, request: dict[str, Any]) -> dict[str, Any]:
        name = request.get("name")
        uri = request.get("messageReviewHandlerUri")
        configuration = request.get("loggingConfigurationIdentifier")
        chosen = [
            room
            for room in self._registry.rooms.values()
            if name in (None, room.name)
            and uri in (None, room.handler_uri)
            and (configuration is None or configuration in room.logging_configurations)
        ]
        filters = ("name", "messageReviewHandlerUri", "loggingConfigurationIdentifier")
        shown, token = page(chosen, request, filters)
        return {"rooms": [room.described() for room in shown], "nextToken": token}

    async def update_room(self, request: dict[str, Any]) -> dict[str, Any]:
        """Members that the request leaves out stay as they are."""
        room = self._registry.room(request["identifier"])
        await self._check(room.arn, request)
        _apply(room, request)
        room.update_time_ns = self._clock.now_ns()
        return room.described()

    async def delete_room(self, request: dict[str, Any]) -> dict[str, Any]:
        """Open connections stay open, as on AWS: their users have to be disconnected one by one."""
        room = self._registry.room(request["identifier"])
        del self._registry.rooms[room.arn]
        self._registry.deleted_rooms[room.arn] = room
        return {}

    async def _check(self, room_arn: str, request: dict[str, Any]) -> None:
        """What the model does not say: the configurations exist, the handler may be invoked for this room."""
        named = request.get("loggingConfigurationIdentifiers") or []
        if len(set(named)) != len(named):
            raise invalid("loggingConfigurationIdentifiers", "must not name a configuration twice")
        for arn in named:
            self._registry.logging_configuration(arn)
        uri = (request.get("messageReviewHandler") or {}).get("uri")
        if not uri:
            return
        if not uri.startswith(f"arn:aws:lambda:{self._settings.region}:{self._settings.account}:function:"):
            raise invalid("uri", "the function must be in the account and Region of the room")
        if problem := await self._handlers.permission_problem(uri, room_arn):
            _log.warning("handler %s refused: %s", uri, problem)
            raise invalid("uri", "invalid lambda permission")


def _apply(room: Room, request: dict[str, Any]) -> None:
    """Sets what the request names; an empty uri takes the handler off, a given one starts from the default fallback."""
    if (name := request.get("name")) is not None:
        room.name = name
    if (length := request.get("maximumMessageLength")) is not None:
        room.maximum_message_length = length
    if (rate := request.get("maximumMessageRatePerSecond")) is not None:
        room.sends.limit = rate
    if (configurations := request.get("loggingConfigurationIdentifiers")) is not None:
        room.logging_configurations = list(configurations)
    if (handler := request.get("messageReviewHandler")) is not None:
        uri, fallback = handler.get("uri", room.handler_uri), handler.get("fallbackResult")
        kept = room.fallback_result if "uri" not in handler else "ALLOW"
        room.handler_uri = uri
        room.fallback_result = (fallback or kept) if uri else "ALLOW"
