"""Rooms on IVS Chat's control plane."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from moderation.errors import UPSTREAM_NOT_FOUND, ChatServiceRefused
from moderation.records import Page, Room

from .ivschat_arns import Arns
from .ivschat_errors import translated
from .times import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_ivschat import IvschatClient

SEEN_MAX = 10_000


class IvschatRooms:
    """Reads and changes rooms. `once` never repeats a call: a second CreateRoom makes a second room."""

    def __init__(self, client: "IvschatClient", once: "IvschatClient", arns: Arns) -> None:
        self._client = client
        self._once = once
        self._arns = arns
        self._seen: set[str] = set()

    def exists(self, room_id: str) -> bool:
        """Asked once for each room that is there: GetRoom allows 5 calls a second, and a raid brings more bans."""
        if room_id in self._seen:
            return True
        try:
            self.get(room_id)
        except ChatServiceRefused as refusal:
            return refusal.upstream_code != UPSTREAM_NOT_FOUND
        if len(self._seen) >= SEEN_MAX:
            self._seen.clear()
        self._seen.add(room_id)
        return True

    def get(self, room_id: str) -> Room:
        """One room."""
        with translated():
            return _room(self._client.get_room(identifier=self._arns.room(room_id)))

    def list(self, *, name: str, handler_uri: str, logging_arn: str, limit: int, next_token: str) -> Page[Room]:
        """Rooms by update time, newest first."""
        asked: Any = {
            "name": name,
            "messageReviewHandlerUri": handler_uri,
            "loggingConfigurationIdentifier": logging_arn,
            "nextToken": next_token,
        }
        with translated():
            answer = self._client.list_rooms(maxResults=limit, **{key: value for key, value in asked.items() if value})
        return Page([_room(summary) for summary in answer["rooms"]], answer.get("nextToken", ""))

    def create(self, settings: Mapping[str, object], tags: Mapping[str, str]) -> Room:
        """Create a room."""
        with translated():
            return _room(self._once.create_room(**_arguments(settings), tags=dict(tags)))

    def update(self, room_id: str, settings: Mapping[str, object]) -> Room:
        """Change what is given."""
        with translated():
            return _room(self._client.update_room(identifier=self._arns.room(room_id), **_arguments(settings)))

    def delete(self, room_id: str) -> None:
        """Delete a room."""
        with translated():
            self._client.delete_room(identifier=self._arns.room(room_id))
        self._seen.discard(room_id)

    def tags(self, room_id: str) -> dict[str, str]:
        """A room's tags."""
        with translated():
            return dict(self._client.list_tags_for_resource(resourceArn=self._arns.room(room_id))["tags"])

    def tag(self, room_id: str, tags: Mapping[str, str]) -> None:
        """Add or overwrite tags."""
        with translated():
            self._client.tag_resource(resourceArn=self._arns.room(room_id), tags=dict(tags))

    def untag(self, room_id: str, keys: Sequence[str]) -> None:
        """Remove tags."""
        with translated():
            self._client.untag_resource(resourceArn=self._arns.room(room_id), tagKeys=[*keys])


_FIELDS = {
    "name": "name",
    "logging_arns": "loggingConfigurationIdentifiers",
    "maximum_message_length": "maximumMessageLength",
    "maximum_message_rate_per_second": "maximumMessageRatePerSecond",
}


def _arguments(settings: Mapping[str, object]) -> dict[str, Any]:
    arguments: dict[str, Any] = {_FIELDS[key]: value for key, value in settings.items() if key in _FIELDS}
    if "logging_arns" in settings:
        arguments["loggingConfigurationIdentifiers"] = list(arguments["loggingConfigurationIdentifiers"])
    if "handler_uri" in settings or "fallback_result" in settings:
        handler = {"uri": settings.get("handler_uri"), "fallbackResult": settings.get("fallback_result")}
        # An empty uri takes the hook off; there is no empty fallback.
        arguments["messageReviewHandler"] = {
            key: value for key, value in handler.items() if value or (key == "uri" and value is not None)
        }
    return arguments


def _room(answer: Mapping[str, Any]) -> Room:
    handler = answer.get("messageReviewHandler") or {}
    return Room(
        room_id=answer["id"],
        arn=answer["arn"],
        name=answer.get("name", ""),
        handler_uri=handler.get("uri", ""),
        fallback_result=handler.get("fallbackResult", ""),
        logging_arns=tuple(answer.get("loggingConfigurationIdentifiers") or ()),
        tags=answer.get("tags") or {},
        maximum_message_length=answer.get("maximumMessageLength"),
        maximum_message_rate_per_second=answer.get("maximumMessageRatePerSecond"),
        create_time=rfc3339(answer.get("createTime")),
        update_time=rfc3339(answer.get("updateTime")),
    )
