"""A delivered message reviewed again, as its sender and its room are now, by the policy in force.

State is read strongly consistently, once per batch for a room. What was counted when the message was sent is neither
read nor counted again: flood, repetition, slow mode and unique-chat remove nothing afterwards.
"""

from math import inf

from ..compiled_form import BrokenPolicyError
from ..decision import Decision
from ..default import DEFAULT_POLICY_ID, default_policy
from ..load import load
from ..message import Message
from ..policy import Policy
from ..publishing.records import PolicyPointer
from ..records import SanctionRecord
from ..review import review
from ..state import RoomState, Sanction, SenderState
from ..tables import ALL_ROOMS
from ..verdict import ALLOW
from .desk import ReconciliationDesk
from .records import DeliveredMessage

POLICIES_MAX = 8
# As far as the rules can tell the sender has written before, long ago: an unknown count must not look like none,
# or every message of a newcomer would be judged as the first one.
_LONG_AGO = {3_600: 2}


# From its time on a sanction or a publication takes this long at most until every review goes by it: half a minute in
# which its request may be on the way to its commit, and the rest for a review that still fetches the policy.
SPREADS_WITHIN_S = 60.0


class PolicyNotAtHand(Exception):
    """The policy in force cannot be had: it is not there whole, or of a format that this version does not read."""


class Policies:
    """Policies ready to run, kept from one batch to the next: a compiled policy never changes.

    The bundled one is that of the code that runs here, which was there at `since` (epoch s) at the latest.
    """

    def __init__(self, since: float) -> None:
        self.since = since
        self._loaded: dict[str, Policy] = {}

    def get(self, desk: ReconciliationDesk, pointer: PolicyPointer | None) -> Policy:
        """The policy that a pointer names, or the bundled one. Raises PolicyNotAtHand, Unavailable."""
        name = pointer.hash if pointer else DEFAULT_POLICY_ID
        if name not in self._loaded:
            policy = _load(desk, pointer) if pointer else default_policy()
            while len(self._loaded) >= POLICIES_MAX:
                del self._loaded[next(iter(self._loaded))]
            self._loaded[name] = policy
        return self._loaded[name]


class SecondReview:
    """Reviews the messages of one batch."""

    def __init__(self, desk: ReconciliationDesk, policies: Policies) -> None:
        self._desk = desk
        self._policies = policies
        self._rooms: dict[str, tuple[RoomState, PolicyPointer | None, float]] = {}

    def decide(self, message: DeliveredMessage) -> tuple[Decision, bool]:
        """The decision as of now, and whether it would have been the same when the message was sent.

        Raises PolicyNotAtHand, Unavailable.
        """
        desk = self._desk
        room, pointer, since = self._room(message.room_id)
        here = desk.sanctions.get(message.user_id, message.room_id)
        everywhere = desk.sanctions.get(message.user_id, ALL_ROOMS)
        since = max(since, *(sanction.at for sanction in (here, everywhere) if sanction), 0.0)
        state = SenderState(
            room, room_sanction=_sanction(here), everywhere_sanction=_sanction(everywhere), seconds=_LONG_AGO
        )
        again = Message(
            content=message.content,
            message_id=message.message_id,
            room_id=message.room_id,
            sender_id=message.user_id,
            sender_attributes=dict(message.sender_attributes),
            attributes=dict(message.attributes),
        )
        decision = review(again, self._policies.get(desk, pointer), state, desk.clock.now())
        return decision, since + SPREADS_WITHIN_S <= message.at

    def _room(self, room_id: str) -> tuple[RoomState, PolicyPointer | None, float]:
        """Its modes and its policy, and since when (epoch s) they are what they are; nobody knows that of modes."""
        if room_id not in self._rooms:
            modes = self._desk.room_settings.modes(room_id)
            pointer, since = self._in_force(room_id)
            self._rooms[room_id] = RoomState(modes=modes), pointer, inf if modes else since
        return self._rooms[room_id]

    def _in_force(self, room_id: str) -> tuple[PolicyPointer | None, float]:
        own = self._desk.publications.get(room_id)
        if own.pointer:
            return own.pointer, own.at
        above = self._desk.publications.get(ALL_ROOMS)
        since = max(own.at, above.at)
        return above.pointer, since if above.pointer else max(since, self._policies.since)


def allows(decision: Decision) -> bool:
    """Whether the text may stay as it was delivered: one that would have been masked may not."""
    return decision.verdict == ALLOW


def _load(desk: ReconciliationDesk, pointer: PolicyPointer) -> Policy:
    data = desk.policy_versions.compiled(pointer.hash)
    if data is None:
        raise PolicyNotAtHand(pointer.policy_id)
    try:
        return load(data, pointer.policy_id, pointer.version)
    except BrokenPolicyError as error:
        raise PolicyNotAtHand(pointer.policy_id) from error


def _sanction(record: SanctionRecord | None) -> Sanction | None:
    return Sanction(record.kind, record.until, record.reason) if record else None
