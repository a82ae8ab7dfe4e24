"""What the function does when it is called: one bulk attachment, or the check of the whole account."""

from collections.abc import Callable
from typing import Any

from aws_edges.metric_line import COUNT, metric_line
from moderation.services.bulk_attachments import attach_unguarded, unguarded, work_off
from moderation.services.desk import RoomDesk

UNGUARDED = "UnguardedRooms"
# Enough to finish the room in hand, with its retries, and to save.
STOP_BEFORE_END_MS = 20_000


class Attacher:
    """Works for one deployment. `write` takes a line for the log."""

    def __init__(
        self, desk: RoomDesk, attaches: bool, write: Callable[[str], object], pace: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._attaches = attaches
        self._write = write
        self._pace = pace

    def work_off(self, operation_id: str, context: Any) -> dict[str, object]:
        """Begin or continue one bulk attachment."""
        progress = work_off(self._desk, operation_id, self._pace, _time_left(context))
        if progress is None:
            return {"operationId": operation_id, "status": "not mine"}
        return {"operationId": operation_id, "status": progress.status, "position": progress.position}

    def check(self, context: Any) -> dict[str, object]:
        """Continue what is unfinished, then count the rooms that nobody reviews, and attach them if so set."""
        goes_on = _time_left(context)
        for operation_id in self._desk.attach_operations.unfinished():
            work_off(self._desk, operation_id, self._pace, goes_on)
        found = unguarded(self._desk, self._pace)
        attached = 0
        if self._attaches and found:
            attached = attach_unguarded(self._desk, found, str(context.aws_request_id), self._pace, goes_on)
        self._write(metric_line(self._desk.clock.now(), {UNGUARDED: (len(found) - attached, COUNT)}))
        return {"unguarded": len(found), "attached": attached}


def _time_left(context: Any) -> Callable[[], bool]:
    return lambda: context.get_remaining_time_in_millis() > STOP_BEFORE_END_MS
