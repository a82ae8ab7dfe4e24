"""Which policy decides: the one that the room points to, or the best that is at hand until that one has arrived.

A bad or missing version never replaces a good one. A new version is fetched in what is left of the stage's time, now
and during the messages that follow, because a frozen environment does nothing in the background.
"""

from time import monotonic

from lean_edges.dynamodb import DynamoDb
from lean_edges.pool import Pool
from message_review.policy_fetch import PolicyFetch
from message_review.policy_shelf import PolicyShelf
from moderation.compiled_form import BrokenPolicyError
from moderation.policy import Policy
from moderation.state import RoomState

# Loading a large policy may take 30 ms of a small function's time: later than this it waits for the next message.
_LOAD_BEFORE_S = 0.060
_RETRY_AFTER_S = 15.0
_ROOMS_MAX = 1_000
_FAILED_MAX = 100
# Rooms whose messages alternate bring their policies in by turns.
_FETCHES_MAX = 4


class Policies:
    """The policies of one execution environment."""

    __slots__ = ("_client", "_failed", "_fetches", "_in_use", "_pool", "_shelf", "_tables")

    def __init__(self, shelf: PolicyShelf, client: DynamoDb, pool: Pool, tables: dict[str, str]) -> None:
        self._shelf = shelf
        self._client = client
        self._pool = pool
        self._tables = tables
        self._fetches: dict[str, PolicyFetch] = {}
        self._failed: dict[str, tuple[str, float]] = {}
        self._in_use: dict[str, Policy] = {}

    def at_hand(self, room_id: str, room: RoomState | None) -> Policy:
        """The best policy without asking anybody: the room's, its last, or the bundled one."""
        policy = None if room is None else self._shelf.get(room.policy_hash, room.policy_id, room.policy_version)
        return policy or self._in_use.get(room_id) or self._shelf.bundled

    def choose(self, room_id: str, room: RoomState, now: float, started: float, until: float) -> tuple[Policy, str]:
        """The policy for a message, and why it is not the room's: "" (it is), "pending" or what failed.

        `started` and `until` are monotonic and bound the fetch.
        """
        policy = self._shelf.get(room.policy_hash, room.policy_id, room.policy_version)
        why = ""
        if policy is None:
            why = self._bring(room, now, started, until)
            policy = self.at_hand(room_id, room)
        self._in_use.pop(room_id, None)
        self._in_use[room_id] = policy
        if len(self._in_use) > _ROOMS_MAX:
            del self._in_use[next(iter(self._in_use))]
        return policy, why

    def _bring(self, room: RoomState, now: float, started: float, until: float) -> str:
        """Go on with the fetch of the room's policy; "" once it is on the shelf."""
        wanted = room.policy_hash
        failure, retry_at = self._failed.get(wanted, ("", 0.0))
        if monotonic() < retry_at:
            return failure
        fetch = self._fetches.pop(wanted, None) or PolicyFetch(self._client, self._tables, wanted)
        for other in self._fetches.values():
            other.pause()
        self._fetches[wanted] = fetch
        if len(self._fetches) > _FETCHES_MAX:
            del self._fetches[next(iter(self._fetches))]
        while not (fetch.data or fetch.failure) and monotonic() < until:
            self._pool.round(fetch.calls(now), started, until)
            if not fetch.collect():
                break
        if fetch.data and monotonic() - started < _LOAD_BEFORE_S:
            del self._fetches[wanted]
            try:
                self._shelf.put(fetch.data, room.policy_id, room.policy_version)
            except BrokenPolicyError:
                return self._remember_failure(wanted, "broken")
            return ""
        if fetch.failure:
            del self._fetches[wanted]
            return self._remember_failure(wanted, fetch.failure)
        return "pending"

    def _remember_failure(self, wanted: str, failure: str) -> str:
        if len(self._failed) >= _FAILED_MAX:
            self._failed.clear()
        self._failed[wanted] = (failure, monotonic() + _RETRY_AFTER_S)
        return failure
