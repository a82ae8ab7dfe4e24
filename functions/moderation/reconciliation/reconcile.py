"""The use case: each delivered message is matched with its decision; what no decision covers is judged again."""

from collections.abc import Mapping, Sequence

from ..errors import Unavailable
from ..ledger.records import DecisionRecord
from .desk import ReconciliationDesk
from .judgement import (
    COVERED,
    MISSING,
    NOT_OURS,
    PUT_OFF,
    REFUSED,
    REMOVED,
    STANDS,
    UNJUDGED,
    UNKNOWN,
    WAIT_SECONDS,
    WAITS,
    Decided,
    cause,
    outcome,
    standing,
)
from .records import DeliveredMessage, Finding, Recheck
from .removal import denied_again, guarded, remove
from .second_review import Policies, PolicyNotAtHand, SecondReview, allows

# A packed decision is found by its time: when the review began, which is before the message was sent out, unless the
# clocks of the two services differ.
BEFORE_S, AFTER_S = 10.0, 5.0


class Reconciler:
    """Looks at delivered messages; one object serves many batches."""

    def __init__(self, desk: ReconciliationDesk) -> None:
        self._desk = desk
        self._policies = Policies(desk.clock.now())

    def look(self, messages: Sequence[DeliveredMessage]) -> list[Finding]:
        """What came of each message of a batch, in its order.

        A message that fails is put off and holds no other up. Raises Unavailable if it cannot even be put off.
        """
        batch = _Batch(self._desk, self._policies)
        decisions = batch.decisions(messages)
        return [self._one(batch, message, decisions) for message in messages]

    def look_again(self, recheck: Recheck) -> Finding:
        """What came of a message that waited. Raises whatever keeps it from being looked at."""
        batch = _Batch(self._desk, self._policies)
        return batch.settle(recheck.message, batch.decision(recheck.message), recheck.waits)

    def _one(self, batch: "_Batch", message: DeliveredMessage, decisions: Mapping[str, Decided] | None) -> Finding:
        try:
            if decisions is None:
                raise Unavailable("The decisions cannot be read.")
            return batch.settle(message, decisions.get(message.message_id) or batch.filed(message), waits=0)
        except Exception as error:  # noqa: BLE001  a message that cannot be judged must not hold up the others
            self._desk.rechecks.later(Recheck(message, waits=0), WAIT_SECONDS[0])
            return Finding(message, UNKNOWN, PUT_OFF, type(error).__name__)


class _Batch:
    """What was read for one batch, so that it is read once."""

    def __init__(self, desk: ReconciliationDesk, policies: Policies) -> None:
        self._desk = desk
        self._review = SecondReview(desk, policies)
        self._guarded: dict[str, bool] = {}

    def decisions(self, messages: Sequence[DeliveredMessage]) -> Mapping[str, Decided] | None:
        """The plain ALLOWs around a batch by message id; None if they cannot be read."""
        found: dict[str, Decided] = {}
        try:
            for room_id in {message.room_id for message in messages}:
                times = [message.at for message in messages if message.room_id == room_id]
                allowed = self._desk.decisions.allowed(room_id, min(times) - BEFORE_S, max(times) + AFTER_S)
                found.update((each.message_id, each) for each in allowed)
        except Unavailable:
            return None
        return found

    def filed(self, message: DeliveredMessage) -> DecisionRecord | None:
        """The decision of a message that has one of its own."""
        return self._desk.decisions.get(message.message_id)

    def decision(self, message: DeliveredMessage) -> Decided | None:
        """A message's decision of either kind."""
        filed = self.filed(message)
        if filed is not None:
            return filed
        allowed = self._desk.decisions.allowed(message.room_id, message.at - BEFORE_S, message.at + AFTER_S)
        return next((each for each in allowed if each.message_id == message.message_id), None)

    def settle(self, message: DeliveredMessage, decision: Decided | None, waits: int) -> Finding:
        """Judge one message and do what follows."""
        desk = self._desk
        stands = standing(decision, desk.content_hash(message.message_id, message.content))
        if stands == COVERED:
            return Finding(message, stands, STANDS)
        because = cause(stands, decision, message)
        if stands == REFUSED and isinstance(decision, DecisionRecord):
            against, allowed_now, same_then = decision, False, True
        else:
            try:
                again, same_then = self._review.decide(message)
            except PolicyNotAtHand:
                return Finding(message, stands, UNJUDGED)
            against = denied_again(message, again, because, desk.clock.now())
            allowed_now = allows(again)
        result = outcome(stands, allowed_now, waits, same_then=same_then)
        if result == WAITS:
            desk.rechecks.later(Recheck(message, waits + 1), WAIT_SECONDS[waits])
        if result != REMOVED:
            return Finding(message, stands, result)
        if not self._is_guarded(message.room_id):
            return Finding(message, stands, NOT_OURS)
        remove(desk, message, because, against, new=stands == MISSING)
        return Finding(message, stands, REMOVED, because)

    def _is_guarded(self, room_id: str) -> bool:
        if room_id not in self._guarded:
            self._guarded[room_id] = guarded(self._desk, room_id)
        return self._guarded[room_id]
