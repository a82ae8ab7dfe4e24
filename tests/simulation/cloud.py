"""Tables with a stream, queues with delays and dead letters, the runner's invocations; and how each can fail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from action_runner.pace import INVOCATIONS_AT_ONCE, Pace, PacedMessaging
from infra.action_runner import BULK_BATCH, TIMEOUT_SECONDS, URGENT_BATCH
from infra.queue import TRIES, VISIBILITY_RUNS
from moderation.delivery.desk import DeliveryDesk
from moderation.delivery.enqueue import sweep, waiting
from moderation.delivery.operations import BULK, URGENT, queue_of
from moderation.delivery.records import Action, Waiting
from moderation.delivery.run import run
from moderation.effects import Effect
from moderation.errors import Unavailable
from moderation.records import AuditEntry, Intent
from tests.fakes.actions import InMemoryActions, born
from tests.fakes.state import InMemoryLedger, InMemoryState
from tests.simulation.kernel import Kernel

BATCHES = {URGENT: URGENT_BATCH, BULK: BULK_BATCH}


@dataclass
class Faults:
    """Chances, each per occasion."""

    record_lost: float = 0.0
    message_lost: float = 0.0
    doubled: float = 0.0
    runner_dies: float = 0.0
    table_away: float = 0.0


class Stream:
    """Tells of intents that wait; `tell` is called some time after each change."""

    def __init__(self, kernel: Kernel, faults: Faults, tell: Callable[[Action], None]) -> None:
        self._kernel = kernel
        self._faults = faults
        self._tell = tell

    def changed(self, action: Action) -> None:
        chance = self._kernel.random
        if chance.random() < self._faults.record_lost:
            return
        for _ in range(2 if chance.random() < self._faults.doubled else 1):
            self._kernel.at(self._kernel.now + chance.random() / 2, lambda: self._tell(action))


class StreamedActions(InMemoryActions):
    """The Actions table with its stream."""

    def __init__(self, actions: dict[str, Action], stream: Stream) -> None:
        super().__init__(actions)
        self._known = actions
        self._stream = stream

    def hand_back(self, action_id: str, attempt: int, due_at: float, outcome: str, forgiven: int) -> bool:
        handed = super().hand_back(action_id, attempt, due_at, outcome, forgiven)
        if handed:
            self._stream.changed(self._known[action_id])
        return handed

    def add(self, intents: Sequence[Intent]) -> int:
        new = [intent for intent in intents if intent.action_id not in self._known]
        added = super().add(intents)
        for intent in new:
            self._stream.changed(born(intent))
        return added


class StreamedLedger(InMemoryLedger):
    """The ledger's transaction, with the Actions table's stream; `committed` has the entries in their order."""

    def __init__(self, kernel: Kernel, state: InMemoryState, stream: Stream) -> None:
        super().__init__(state)
        self._kernel = kernel
        self._stream = stream
        self.committed: list[tuple[float, AuditEntry]] = []

    def commit(self, entry: AuditEntry, intents: Sequence[Intent], effects: Sequence[Effect]) -> bool:
        fresh = super().commit(entry, intents, effects)
        if fresh:
            self.committed.append((self._kernel.now, entry))
            for intent in intents:
                self._stream.changed(born(intent))
        return fresh


@dataclass
class Message:
    """A queue's message. `receives` counts how often it was handed out."""

    action_id: str
    receives: int = 0


@dataclass
class Workers:
    """Both queues and the invocations that work on them; an invocation is begun whenever there is something to do."""

    kernel: Kernel
    faults: Faults
    state: InMemoryState
    slots: int = INVOCATIONS_AT_ONCE
    desk: DeliveryDesk = field(init=False)
    dead: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._visible: dict[str, list[Message]] = {URGENT: [], BULK: []}
        self._busy = {URGENT: 0, BULK: 0}

    def tell(self, action: Action) -> None:
        """The stream's part of the runner."""
        found = waiting(action.intent.action_id, action.intent.operation, action.due_at, self.kernel.now)
        if found:
            self.put([found])

    def put(self, waiting: Sequence[Waiting]) -> Sequence[str]:
        """The queues' port."""
        chance = self.kernel.random
        for each in waiting:
            if chance.random() < self.faults.message_lost:
                continue
            queue = queue_of(each.operation)
            for _ in range(2 if chance.random() < self.faults.doubled else 1):
                self._arrive(queue, Message(each.action_id), each.delay_seconds)
        return []

    def sweep_each_minute(self) -> None:
        """The schedule; a sweep may die as well."""
        self.kernel.spawn(lambda: sweep(self.desk), dies_at=self._fate(8), limit=TIMEOUT_SECONDS)
        self.kernel.at(self.kernel.now + 60, self.sweep_each_minute)

    def _arrive(self, queue: str, message: Message, delay: float) -> None:
        def visible() -> None:
            self._visible[queue].append(message)
            self._dispatch(queue)

        self.kernel.at(self.kernel.now + delay, visible)

    def _dispatch(self, queue: str) -> None:
        while self._visible[queue] and self._busy[queue] < self.slots:
            batch = self._visible[queue][: BATCHES[queue]]
            del self._visible[queue][: BATCHES[queue]]
            self._busy[queue] += 1
            self._invoke(queue, batch)

    def _invoke(self, queue: str, batch: list[Message]) -> None:
        left = list(batch)
        # Each invocation has an environment of its own: the worst case for the pace.
        pace = Pace(lambda: self.kernel.now, self.kernel.sleep)
        desk = replace(self.desk, chat_messaging=PacedMessaging(self.desk.chat_messaging, pace))

        def invocation() -> None:
            try:
                for message in batch:
                    message.receives += 1
                    if self._ran(desk, message.action_id):
                        left.remove(message)
                pace.rest()
            finally:
                self._busy[queue] -= 1
                for message in left:
                    self._again(queue, message)
                self.kernel.at(self.kernel.now, lambda: self._dispatch(queue))

        self.kernel.spawn(invocation, dies_at=self._fate(12), limit=TIMEOUT_SECONDS)

    def _ran(self, desk: DeliveryDesk, action_id: str) -> bool:
        self.kernel.process.began = self.kernel.now
        try:
            run(desk, action_id)
        except Unavailable:
            return False
        return True

    def _again(self, queue: str, message: Message) -> None:
        if message.receives >= TRIES:
            self.dead.append(message.action_id)
        else:
            self._arrive(queue, message, VISIBILITY_RUNS * TIMEOUT_SECONDS)

    def _fate(self, steps: int) -> int:
        chance = self.kernel.random
        return chance.randint(1, steps) if chance.random() < self.faults.runner_dies else 0
