"""The chat log in CloudWatch Logs, searched newest first by a JSON filter pattern."""

import string
from itertools import islice
from typing import TYPE_CHECKING, Any

from moderation.reconciliation.records import DeliveredMessage, RecentMessages

from .chat_log_record import MESSAGE, UnreadableRecord, delivered_message, stream_of
from .logs_errors import translated

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

# A page looks through up to 1 MB of the stream, 2,000 messages and more; somebody may be waiting for the answer.
PAGES_MAX = 10
_PATTERN_SAFE = frozenset(string.ascii_letters + string.digits + "-_.:@=+/#|,; ")


class LogsChatLog:
    """Reads one log group. `client` is a CloudWatch Logs client of boto3."""

    def __init__(self, client: "CloudWatchLogsClient", group: str) -> None:
        self._client = client
        self._group = group

    def recent(self, room_id: str, user_id: str, since: float, limit: int) -> RecentMessages:
        """A user's messages in a room, newest first."""
        request: dict[str, Any] = {
            "logGroupName": self._group,
            "logStreamNames": [stream_of(room_id)],
            "startTime": int(since * 1000),
            "filterPattern": _pattern(user_id),
            "startFromHead": False,
        }
        found: list[DeliveredMessage] = []
        for _ in range(PAGES_MAX):
            answer = self._page(request)
            records = (_readable(event.get("message", ""), room_id) for event in answer.get("events", []))
            # The pattern may be wider than the id.
            found += islice((message for message in records if message and message.user_id == user_id), limit + 1)
            if len(found) > limit:
                return RecentMessages(found[:limit], complete=False)
            token = answer.get("nextToken")
            if not token:
                return RecentMessages(found, complete=True)
            request["nextToken"] = token
        return RecentMessages(found, complete=False)

    def _page(self, request: dict[str, Any]) -> Any:
        with translated():
            try:
                return self._client.filter_log_events(**request)
            except self._client.exceptions.ResourceNotFoundException:
                # Nothing has been delivered in this room yet.
                return {}


def _pattern(user_id: str) -> str:
    """Selects a user's messages. What a pattern might not take literally ends it with a wildcard instead."""
    safe = next((at for at, char in enumerate(user_id) if char not in _PATTERN_SAFE), len(user_id))
    value = user_id if safe == len(user_id) else f"{user_id[:safe]}*"
    return f'{{ ($.type = "{MESSAGE}") && ($.payload.Sender.UserId = "{value}") }}'


def _readable(line: str, room_id: str) -> DeliveredMessage | None:
    try:
        return delivered_message(line, room_id)
    except UnreadableRecord:
        return None
