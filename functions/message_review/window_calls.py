"""The calls on the Windows table that one message needs, and the counts that they bring."""

from lean_edges.dynamodb import DynamoDbError, plain, result
from lean_edges.pool import Call
from message_review import state_requests
from message_review.kept import Kept
from message_review.state_items import tally
from moderation.message import Message
from moderation.text import fingerprint

_MARKED_ALREADY = "ConditionalCheckFailedException"


class WindowCalls:
    """`seconds`, `hashes` and `unique_seen` hold after `collect`, as SenderState wants them."""

    __slots__ = ("_count", "_kept", "_mark", "_message", "_now", "_previous", "hashes", "seconds", "unique_seen")

    def __init__(self, kept: Kept, message: Message, now: float) -> None:
        self._kept = kept
        self._message = message
        self._now = now
        self._count: Call | None = None
        self._previous: Call | None = None
        self._mark: Call | None = None
        self.seconds: dict[int, int] = {}
        self.hashes: dict[str, int] = {}
        self.unique_seen = False

    def add(self, window: bool, hashed: bool, unique: bool) -> list[Call]:
        """The calls for what is needed and has not been asked for: the sender's window, with this text's hash in it,
        and the mark of a text in the room."""
        kept, message, now = self._kept, self._message, self._now
        calls: list[Call] = []
        window, unique = window and self._count is None, unique and self._mark is None
        if not window and not unique:
            return calls
        text_hash = fingerprint(message.content) if hashed or unique else ""
        if window:
            write = state_requests.count(
                kept.tables, message.room_id, message.sender_id, now, text_hash if hashed else ""
            )
            read = state_requests.previous_window(kept.tables, message.room_id, message.sender_id, now)
            self._count = kept.client.call("UpdateItem", write, now)
            self._previous = kept.client.call("GetItem", read, now, repeatable=True)
            # What is waited for comes last: writes take longer than reads.
            calls += [self._previous, self._count]
        if unique:
            mark = state_requests.mark_unique(kept.tables, message.room_id, now, text_hash)
            self._mark = kept.client.call("PutItem", mark, now)
            calls.append(self._mark)
        return calls

    def collect(self) -> None:
        """Read the replies; raises DynamoDbError when one is missing, and then keeps what the others brought."""
        problem: DynamoDbError | None = None
        minute = int(self._now) // 60
        for call, member, of_minute in ((self._count, "Attributes", minute), (self._previous, "Item", minute - 1)):
            if call is not None:
                try:
                    window = plain(result(call).get(member, {}))
                    tally(self.seconds, self.hashes, window, of_minute, self._now)
                except DynamoDbError as error:
                    problem = error
        if self._mark is not None:
            try:
                result(self._mark)
            except DynamoDbError as error:
                self.unique_seen = error.code == _MARKED_ALREADY
                problem = problem if self.unique_seen else error
        if problem is not None:
            raise problem
