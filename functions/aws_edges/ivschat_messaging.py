"""IVS Chat's messaging operations and chat tokens."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from moderation.records import ChatToken

from .ivschat_arns import Arns
from .ivschat_errors import translated
from .times import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_ivschat import IvschatClient


class IvschatMessaging:
    """Acts on what is in a room now. `once` is a client that never repeats a call: a second event would be seen."""

    def __init__(self, client: "IvschatClient", once: "IvschatClient", arns: Arns) -> None:
        self._client = client
        self._once = once
        self._arns = arns

    def delete_message(self, room_id: str, message_id: str, reason: str) -> str:
        """Ask clients to stop showing a message."""
        room = self._arns.room(room_id)
        with translated():
            return self._client.delete_message(roomIdentifier=room, id=message_id, **_given(reason))["id"]

    def disconnect_user(self, room_id: str, user_id: str, reason: str) -> None:
        """Close a user's connections."""
        with translated():
            self._client.disconnect_user(roomIdentifier=self._arns.room(room_id), userId=user_id, **_given(reason))

    def send_event(self, room_id: str, name: str, attributes: Mapping[str, str]) -> str:
        """Send an event."""
        with translated():
            answer = self._once.send_event(
                roomIdentifier=self._arns.room(room_id), eventName=name, attributes=dict(attributes)
            )
        return answer["id"]

    def create_token(
        self, room_id: str, user_id: str, capabilities: Sequence[str], minutes: int, attributes: Mapping[str, str]
    ) -> ChatToken:
        """Issue a token."""
        granted: Any = list(capabilities)
        with translated():
            answer = self._client.create_chat_token(
                roomIdentifier=self._arns.room(room_id),
                userId=user_id,
                capabilities=granted,
                sessionDurationInMinutes=minutes,
                attributes=dict(attributes),
            )
        return ChatToken(answer["token"], rfc3339(answer["sessionExpirationTime"]))


REASON_MAX = 256


def _given(reason: str) -> Any:
    """A sanction's reason may be longer than what IVS Chat passes on to clients."""
    return {"reason": reason[:REASON_MAX]} if reason else {}
