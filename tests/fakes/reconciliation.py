"""The reconciler's surroundings in memory: decisions that arrive, and a queue whose delays pass by hand."""

import heapq
from collections.abc import Sequence
from itertools import count

from lean_edges.keyed_hash import content_hash
from moderation.errors import Unavailable
from moderation.ledger.records import AllowedMessage, DecisionFilter, DecisionRecord
from moderation.ledger.retention import Retention
from moderation.ports import Clock
from moderation.reconciliation.desk import ReconciliationDesk
from moderation.reconciliation.records import Recheck
from moderation.records import Page
from tests.fakes.chat import InMemoryChat
from tests.fakes.decisions import InMemoryBook
from tests.fakes.events import InMemoryEvents
from tests.fakes.policies import InMemoryPolicyVersions, InMemoryPublications
from tests.fakes.state import (
    InMemoryClock,
    InMemoryLedger,
    InMemoryRoomSettings,
    InMemorySanctions,
    InMemoryState,
)

KEY = "key of the hashes"
HANDLER = "arn:aws:lambda:us-west-2:123456789012:function:review:live"
ROOM = "room00000001"


class ArrivedDecisions:
    """Decisions in the ledger by now: `filed` as the book has them, `packed` by room and message."""

    def __init__(self, book: InMemoryBook) -> None:
        self.filed = book.decisions
        self.packed: dict[str, tuple[str, AllowedMessage]] = {}
        self.broken = False

    def get(self, message_id: str) -> DecisionRecord | None:
        self._check()
        return self.filed.get(message_id)

    def allowed(self, room_id: str, since: float, until: float) -> Sequence[AllowedMessage]:
        self._check()
        return [
            message
            for room, message in self.packed.values()
            if room == room_id and since <= message.at_ms / 1000 < until
        ]

    def by_room(self, room_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        raise NotImplementedError

    def by_user(self, user_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        raise NotImplementedError

    def _check(self) -> None:
        if self.broken:
            raise Unavailable("broken")


class InMemoryRechecks:
    """Messages and when they come back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count()
        self.waiting: list[tuple[float, int, Recheck]] = []
        self.broken = False

    def later(self, recheck: Recheck, seconds: int) -> None:
        if self.broken:
            raise Unavailable("broken")
        heapq.heappush(self.waiting, (self._clock.now() + seconds, next(self._numbers), recheck))


class ReconcilerWorld:
    """Everything, with one room that our review guards."""

    def __init__(self) -> None:
        self.clock = InMemoryClock()
        self.state = InMemoryState()
        self.chat = InMemoryChat()
        self.chat.add_room(ROOM, handler_uri=HANDLER)
        self.decisions = ArrivedDecisions(self.state.book)
        self.rechecks = InMemoryRechecks(self.clock)
        self.events = InMemoryEvents()
        self.policy_versions = InMemoryPolicyVersions(self.state.policies)
        self.desk = ReconciliationDesk(
            clock=self.clock,
            ledger=InMemoryLedger(self.state),
            decisions=self.decisions,
            sanctions=InMemorySanctions(self.state),
            room_settings=InMemoryRoomSettings(self.state),
            publications=InMemoryPublications(self.state.policies),
            policy_versions=self.policy_versions,
            chat_rooms=self.chat,
            rechecks=self.rechecks,
            events=self.events,
            content_hash=hash_of,
            retention=Retention(decision_days=30),
            handler_uri=HANDLER,
        )

    def removed(self) -> set[str]:
        """Ids of the messages that somebody is going to delete."""
        return {str(intent.arguments["messageId"]) for intent in self.state.intents.values()}


def hash_of(message_id: str, content: str) -> str:
    """The keyed hash that decision lines hold."""
    return content_hash(KEY, message_id, content)
