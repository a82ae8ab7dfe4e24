"""Brings a compiled policy in, chunk by chunk, during the messages that need it."""

from lean_edges.dynamodb import DynamoDb, DynamoDbError, plain, result
from lean_edges.pool import Call
from message_review.state_requests import chunk
from moderation.compiled_form import content_hash
from moderation.tables import chunk_key, compiled_key

_CHUNKS_MAX = 32
_IN_PARALLEL = 2
# Messages during which a fetch may go on: some bring no time for it.
_COLLECTIONS_MAX = 100


class PolicyFetch:
    """One compiled policy on its way. `data` is there when it is complete and verified; `failure` says why it never
    will be."""

    __slots__ = ("_calls", "_chunks", "_client", "_collections", "_count", "_tables", "content_hash", "data", "failure")

    def __init__(self, client: DynamoDb, tables: dict[str, str], wanted: str) -> None:
        self._client = client
        self._tables = tables
        self._chunks: dict[int, bytes] = {}
        self._calls: dict[int, Call] = {}
        self._count = 0
        self._collections = 0
        self.content_hash = wanted
        self.data = b""
        self.failure = ""

    def calls(self, now: float) -> list[Call]:
        """The calls to wait for now: those under way and, while fewer than a few are, new ones."""
        wanted = range(self._count) if self._count else range(1)
        missing = [number for number in wanted if number not in self._chunks]
        for number in missing[:_IN_PARALLEL]:
            if number not in self._calls:
                key = chunk(self._tables, compiled_key(self.content_hash), chunk_key(number))
                self._calls[number] = self._client.call("GetItem", key, now, patient=True)
        return list(self._calls.values())

    def collect(self) -> bool:
        """Take what has arrived, and say whether it is worth while to go on at once.

        A chunk whose connection failed is asked for again with the next message.
        """
        self._collections += 1
        arrived = [number for number, call in self._calls.items() if not call.under_way]
        connected = True
        for number in arrived:
            call = self._calls.pop(number)
            try:
                self._take(number, result(call).get("Item"))
            except DynamoDbError as error:
                connected = connected and call.reply is not None
                if call.reply is not None:
                    self.failure = error.code
        if self._count and len(self._chunks) == self._count:
            self._verify()
        elif self._collections >= _COLLECTIONS_MAX:
            self.failure = self.failure or "slow"
        if self.failure:
            self.pause()
        return bool(arrived) and connected

    def pause(self) -> None:
        """Give up what is under way and its connections; what has arrived is kept."""
        for call in self._calls.values():
            call.drop("paused")
        self._calls.clear()

    def _take(self, number: int, typed: object) -> None:
        if typed is None:
            self.failure = "missing"
            return
        item = plain(typed)
        data, count = item.get("data"), item.get("chunks")
        if not isinstance(data, bytes) or not isinstance(count, int) or not number < count <= _CHUNKS_MAX:
            self.failure = "garbage"
            return
        self._count = count
        self._chunks[number] = data

    def _verify(self) -> None:
        data = b"".join(self._chunks[number] for number in range(self._count))
        if content_hash(data) == self.content_hash:
            self.data = data
        else:
            self.failure = "hash"
