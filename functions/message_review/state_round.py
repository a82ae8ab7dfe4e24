"""One message's state in one parallel round to DynamoDB, and what takes its place where a part of the round fails.

The round leaves before the verdict is known: refused messages count towards flood, repetition, slow mode and
unique-chat as delivered ones do (docs/review-path.md).
"""

from time import monotonic

from lean_edges.dynamodb import DynamoDbError, Item, plain, result
from lean_edges.pool import Call
from message_review import state_requests
from message_review.found_items import by_partition, by_sort
from message_review.kept import Kept
from message_review.known import Sanctions
from message_review.state_items import GarbledItem, room_state, sanction
from message_review.window_calls import WindowCalls
from moderation.message import Message
from moderation.modes import SLOW, UNIQUE_CHAT, in_force
from moderation.policy import Policy
from moderation.state import COUNTS, POLICY, SANCTIONS, SETTINGS, RoomState, SenderState
from moderation.tables import ALL_ROOMS, ORGANISATION, room_key, sanction_key

ORGANISATION_FRESH_S = 5.0
_FAILURES = (DynamoDbError, GarbledItem)


class StateRound:
    """Runs once, for one message, from `started` to `until` (monotonic) at most. `notes` are for its decision line."""

    __slots__ = ("_failed", "_kept", "_message", "_now", "_organisation_asked", "_started", "_until", "notes")

    def __init__(self, kept: Kept, message: Message, now: float, started: float, until: float) -> None:
        self._kept = kept
        self._message = message
        self._now = now
        self._started = started
        self._until = until
        self._organisation_asked = started - kept.organisation_read > ORGANISATION_FRESH_S
        self._failed: dict[str, str] = {}
        self.notes: dict[str, object] = {}

    def run(self) -> tuple[SenderState, Policy]:
        """Ask for what the room was last known to need; what it turns out to need besides follows in the same stage."""
        kept, room_id = self._kept, self._message.room_id
        windows = WindowCalls(kept, self._message, self._now)
        expected = kept.known.room(room_id) or room_state({}, kept.organisation)
        calls = windows.add(*self._needs(expected, kept.policies.at_hand(room_id, expected)))
        parameters = state_requests.settings(kept.tables, room_id, organisation=self._organisation_asked)
        settings = self._ask("BatchGetItem", parameters)
        sanctions = self._ask("Query", state_requests.sanctions(kept.tables, self._message.sender_id))
        kept.pool.round([settings, sanctions, *calls], self._started, self._until)
        room = self._room(settings)
        here, everywhere = self._sanctions(sanctions)
        policy, why = kept.policies.choose(room_id, room, self._now, self._started, self._until)
        if why:
            self._note_policy(policy, room, why)
        late = windows.add(*self._needs(room, policy))
        if late:
            kept.pool.round(late, self._started, self._until)
        try:
            windows.collect()
        except DynamoDbError as error:
            self._failed[COUNTS] = error.code
        if self._failed:
            self.notes["failures"] = self._failed
        degraded = "+".join(self._failed)
        state = SenderState(room, here, everywhere, windows.seconds, windows.hashes, windows.unique_seen, degraded)
        return state, policy

    def _needs(self, room: RoomState, policy: Policy) -> tuple[bool, bool, bool]:
        """Whether the sender's window, the text's hash in it, and the text's mark in the room are needed."""
        modes = in_force(room.modes, self._now) if room.modes else {}
        return policy.counts or SLOW in modes, policy.counts, UNIQUE_CHAT in modes

    def _ask(self, operation: str, parameters: str) -> Call:
        return self._kept.client.call(operation, parameters, self._now, repeatable=True)

    def _room(self, asked: Call) -> RoomState:
        """The room's settings as they are, else as they were last read."""
        kept, room_id = self._kept, self._message.room_id
        try:
            found = by_partition(result(asked))
            if self._organisation_asked:
                kept.organisation = found.get(ORGANISATION, {})
                kept.organisation_read = monotonic()
            room = room_state(found.get(room_key(room_id), {}), kept.organisation)
        except _FAILURES as error:
            self._failed[SETTINGS] = str(error)
            return kept.known.room(room_id) or kept.unknown_room
        kept.known.learn_room(room_id, room)
        return room

    def _sanctions(self, asked: Call) -> Sanctions:
        """The sender's sanctions in the room and everywhere as they are, else as they were last read."""
        kept, room_id, user_id = self._kept, self._message.room_id, self._message.sender_id
        own = sanction_key(room_id)
        here, everywhere = kept.known.sanctions(room_id, user_id)
        try:
            found, whole = by_sort(result(asked))
            everywhere = sanction(found.get(sanction_key(ALL_ROOMS)))
            here = sanction(found.get(own) if whole or own in found else self._beyond_the_page())
        except _FAILURES as error:
            self._failed[SANCTIONS] = str(error)
        else:
            kept.known.learn_sanctions(room_id, user_id, (here, everywhere))
        return here, everywhere

    def _beyond_the_page(self) -> Item | None:
        """The room's sanction of a sender who is under more of them than a page holds."""
        kept, message = self._kept, self._message
        call = self._ask("GetItem", state_requests.sanction_in_room(kept.tables, message.room_id, message.sender_id))
        kept.pool.round([call], self._started, self._until)
        body = result(call)
        return plain(body["Item"]) if "Item" in body else None

    def _note_policy(self, policy: Policy, room: RoomState, why: str) -> None:
        """A version on its way behind one of the same policy is normal; any other substitute is a degradation."""
        self.notes["wanted"] = room.policy_hash
        self.notes["wantedBecause"] = why
        if why != "pending" or policy.policy_id != room.policy_id:
            self._failed[POLICY] = why
