"""IVS Chat in memory, as far as the use cases look: it keeps rooms, and a list of the calls that it got."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from moderation.errors import ChatServiceRefused
from moderation.records import ChatToken, LoggingConfiguration, Page, Room

ACCOUNT = "arn:aws:ivschat:us-west-2:123456789012"


class InMemoryChat:
    """All three of IVS Chat's ports. `refuse` maps an operation to the upstream code that it refuses with."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.configurations: dict[str, LoggingConfiguration] = {}
        self.calls: list[tuple[Any, ...]] = []
        self.refuse: dict[str, str] = {}

    def add_room(self, room_id: str, **members: Any) -> Room:
        room = Room(room_id, f"{ACCOUNT}:room/{room_id}", update_time="2026-01-01T00:00:00.000Z", **members)
        self.rooms[room_id] = room
        return room

    def get(self, room_id: str) -> Room:
        self._called("GetRoom", room_id)
        return self._room(room_id)

    def exists(self, room_id: str) -> bool:
        return room_id in self.rooms

    def list(self, *, name: str, handler_uri: str, logging_arn: str, limit: int, next_token: str) -> Page[Room]:
        self._called("ListRooms", limit)
        found = [
            room
            for room in self.rooms.values()
            if (not name or room.name == name)
            and (not handler_uri or room.handler_uri == handler_uri)
            and (not logging_arn or logging_arn in room.logging_arns)
        ]
        start = int(next_token or 0)
        more = start + limit < len(found)
        return Page(found[start : start + limit], str(start + limit) if more else "")

    def create(self, settings: Mapping[str, object], tags: Mapping[str, str]) -> Room:
        self._called("CreateRoom", dict(settings), dict(tags))
        fields: Any = dict(settings)
        return self.add_room(f"made{len(self.rooms):08d}", tags=dict(tags), **fields)

    def update(self, room_id: str, settings: Mapping[str, object]) -> Room:
        self._called("UpdateRoom", room_id, dict(settings))
        fields: Any = dict(settings)
        self.rooms[room_id] = replace(self._room(room_id), **fields)
        return self.rooms[room_id]

    def delete(self, room_id: str) -> None:
        self._called("DeleteRoom", room_id)
        self._room(room_id)
        del self.rooms[room_id]

    def tags(self, room_id: str) -> dict[str, str]:
        return dict(self._room(room_id).tags)

    def tag(self, room_id: str, tags: Mapping[str, str]) -> None:
        self._called("TagResource", room_id, dict(tags))
        room = self._room(room_id)
        self.rooms[room_id] = replace(room, tags={**room.tags, **tags})

    def untag(self, room_id: str, keys: Sequence[str]) -> None:
        self._called("UntagResource", room_id, [*keys])
        room = self._room(room_id)
        self.rooms[room_id] = replace(room, tags={key: tag for key, tag in room.tags.items() if key not in keys})

    def delete_message(self, room_id: str, message_id: str, reason: str) -> str:
        self._called("DeleteMessage", room_id, message_id, reason)
        self._room(room_id)
        return "operation001"

    def disconnect_user(self, room_id: str, user_id: str, reason: str) -> None:
        self._called("DisconnectUser", room_id, user_id, reason)
        self._room(room_id)

    def send_event(self, room_id: str, name: str, attributes: Mapping[str, str]) -> str:
        self._called("SendEvent", room_id, name, dict(attributes))
        self._room(room_id)
        return "event0000001"

    def create_token(
        self, room_id: str, user_id: str, capabilities: Sequence[str], minutes: int, attributes: Mapping[str, str]
    ) -> ChatToken:
        self._called("CreateChatToken", room_id, user_id, tuple(capabilities), minutes, dict(attributes))
        self._room(room_id)
        return ChatToken(f"token-{len(self.calls)}", "2027-01-15T09:00:00.000Z")

    def _room(self, room_id: str) -> Room:
        if room_id not in self.rooms:
            raise ChatServiceRefused("ResourceNotFoundException", "no such room")
        return self.rooms[room_id]

    def _called(self, operation: str, *arguments: object) -> None:
        self.calls.append((operation, *arguments))
        if operation in self.refuse:
            raise ChatServiceRefused(self.refuse[operation], "refused by the test")


class InMemoryConfigurations:
    """Logging configurations."""

    def __init__(self) -> None:
        self.known: dict[str, LoggingConfiguration] = {}

    def get(self, configuration_id: str) -> LoggingConfiguration:
        if configuration_id not in self.known:
            raise ChatServiceRefused("ResourceNotFoundException", "no such configuration")
        return self.known[configuration_id]

    def list(self, limit: int, next_token: str) -> Page[LoggingConfiguration]:
        return Page(list(self.known.values())[:limit])

    def create(
        self, name: str, destination: Mapping[str, Mapping[str, str]], tags: Mapping[str, str]
    ) -> LoggingConfiguration:
        id_ = f"conf{len(self.known):08d}"
        arn = f"{ACCOUNT}:logging-configuration/{id_}"
        self.known[id_] = LoggingConfiguration(id_, arn, name, "ACTIVE", destination, tags, "", "")
        return self.known[id_]

    def update(
        self, configuration_id: str, name: str | None, destination: Mapping[str, Mapping[str, str]] | None
    ) -> LoggingConfiguration:
        known = self.get(configuration_id)
        self.known[configuration_id] = replace(
            known, name=known.name if name is None else name, destination=destination or known.destination
        )
        return self.known[configuration_id]

    def delete(self, configuration_id: str) -> None:
        self.get(configuration_id)
        del self.known[configuration_id]


class InMemoryWorker:
    """Remembers which operations were started."""

    def __init__(self) -> None:
        self.started: list[str] = []

    def start(self, operation_id: str) -> None:
        self.started.append(operation_id)
