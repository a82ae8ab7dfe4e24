"""One call on IVS Chat as an intent describes it; the API and the runner make it alike."""

from collections.abc import Callable, Mapping
from typing import cast

from ..ports import ChatMessaging
from .operations import DELETE_MESSAGE, DISCONNECT_USER, SEND_EVENT

# Each event tells its intent: a page that sees the same one twice takes the second for a repetition.
EVENT_ACTION = "actionId"

Arguments = Mapping[str, object]


def make(chat: ChatMessaging, action_id: str, operation: str, room_id: str, arguments: Arguments) -> str:
    """Make the call; the id that IVS Chat gives to it, "" if it gives none. Raises ChatServiceRefused."""
    return _CALLS[operation](chat, action_id, room_id, arguments)


def _delete(chat: ChatMessaging, _action_id: str, room_id: str, arguments: Arguments) -> str:
    return chat.delete_message(room_id, str(arguments["messageId"]), str(arguments.get("reason", "")))


def _disconnect(chat: ChatMessaging, _action_id: str, room_id: str, arguments: Arguments) -> str:
    chat.disconnect_user(room_id, str(arguments["userId"]), str(arguments.get("reason", "")))
    return ""


def _send(chat: ChatMessaging, action_id: str, room_id: str, arguments: Arguments) -> str:
    attributes = cast("Mapping[str, str]", arguments.get("attributes", {}))
    return chat.send_event(room_id, str(arguments["eventName"]), {**attributes, EVENT_ACTION: action_id})


_CALLS: dict[str, Callable[[ChatMessaging, str, str, Arguments], str]] = {
    DELETE_MESSAGE: _delete,
    DISCONNECT_USER: _disconnect,
    SEND_EVENT: _send,
}
SINGLE_CALLS = frozenset(_CALLS)
