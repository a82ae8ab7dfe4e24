"""The last good answers of the State table, used only when a read fails: a sanction holds from the next message on."""

from moderation.state import RoomState, Sanction

_ROOMS_MAX = 1_000
_SANCTIONED_MAX = 5_000

Sanctions = tuple[Sanction | None, Sanction | None]
_NONE: Sanctions = (None, None)


class Known:
    """Bounded memory of rooms' settings and of senders under sanction; the oldest gives way."""

    __slots__ = ("_rooms", "_sanctions")

    def __init__(self) -> None:
        self._rooms: dict[str, RoomState] = {}
        self._sanctions: dict[tuple[str, str], Sanctions] = {}

    def room(self, room_id: str) -> RoomState | None:
        """The room's settings as last read."""
        return self._rooms.get(room_id)

    def sanctions(self, room_id: str, user_id: str) -> Sanctions:
        """The sender's sanctions in the room and in all rooms as last read."""
        return self._sanctions.get((room_id, user_id), _NONE)

    def learn_room(self, room_id: str, room: RoomState) -> None:
        """Remember a room's settings."""
        _put(self._rooms, room_id, room, _ROOMS_MAX)

    def learn_sanctions(self, room_id: str, user_id: str, sanctions: Sanctions) -> None:
        """Remember what a sender is under; most are under nothing, which takes no room."""
        if sanctions == _NONE:
            self._sanctions.pop((room_id, user_id), None)
        else:
            _put(self._sanctions, (room_id, user_id), sanctions, _SANCTIONED_MAX)


def _put(memory: dict, key: object, value: object, most: int) -> None:  # type: ignore[type-arg]  # of either kind
    memory.pop(key, None)
    memory[key] = value
    if len(memory) > most:
        del memory[next(iter(memory))]
