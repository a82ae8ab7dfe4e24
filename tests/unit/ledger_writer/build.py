"""A ledger writer with everything around it in memory."""

import json
from dataclasses import replace

from aws_edges.log_subscription import LogBatch
from ledger_writer.desk import WriterDesk
from ledger_writer.ladders import PolicyLadders
from ledger_writer.metrics import Metrics
from ledger_writer.patience import Patience
from ledger_writer.receipts import Receipts
from ledger_writer.writer import Writer
from moderation.ladder import Ladder, Step
from moderation.ledger.records import DecisionRecord
from moderation.ledger.retention import Retention
from moderation.state import BAN, TIMEOUT, WARNING
from tests.fakes import decisions as fakes
from tests.fakes.events import InMemoryEvents
from tests.fakes.policies import InMemoryPolicyVersions
from tests.fakes.state import InMemoryClock, InMemoryLedger, InMemoryModerators, InMemorySanctions, InMemoryState

LADDER = Ladder(604_800, (Step(3, WARNING, None), Step(6, TIMEOUT, 600), Step(15, BAN, None)))


class OneLadder:
    """Every policy has this one."""

    def of(self, decision: DecisionRecord) -> Ladder:
        return LADDER


class WriterWorld:
    """What the writer works on."""

    def __init__(self) -> None:
        self.state = InMemoryState()
        self.book = self.state.book
        self.clock = InMemoryClock()
        self.events = InMemoryEvents()
        self.broken = fakes.InMemoryBrokenLines()
        self.looks = fakes.InMemoryLooks()
        self.log: list[str] = []
        metrics, patience = Metrics(self.log.append, self.clock), Patience(lambda seconds: None)
        self.desk = WriterDesk(
            clock=self.clock,
            ledger=InMemoryLedger(self.state),
            sanctions=InMemorySanctions(self.state),
            moderators=InMemoryModerators(self.state),
            filing=fakes.InMemoryFiling(self.book),
            strikes=fakes.InMemoryStrikes(self.book),
            ladders=OneLadder(),
            retention=Retention(),
            broken_lines=self.broken,
            events=self.events,
        )
        self.receipts = Receipts(
            fakes.InMemoryReceivedLines(self.book), self.looks, Retention(), self.clock, metrics, patience
        )
        self.writer = Writer(self.desk, self.receipts, metrics, patience)

    def with_policies(self) -> PolicyLadders:
        """The ladders of the policies that are kept."""
        ladders = PolicyLadders(InMemoryPolicyVersions(self.state.policies))
        self.desk = replace(self.desk, ladders=ladders)
        return ladders

    def write(self, *lines: str) -> None:
        self.writer.write(LogBatch("stream", lines))

    def count(self) -> None:
        """What the looks do that were asked for, in any order."""
        for environment, counted_at in self.looks.counts:
            self.receipts.count(environment, counted_at)

    def metrics(self, name: str) -> list[float]:
        """The values of one metric, in order."""
        return [told[name] for told in map(json.loads, self.log) if name in told]

    def contents(self) -> object:
        """All that the ledger and what follows from it hold."""
        book, state = self.book, self.state
        messages = {each.message_id for pack in book.packs.values() for each in pack.messages}
        audit = {id_: (entry.operation, entry.subject, entry.after) for id_, entry in state.audit.items()}
        return (
            book.decisions,
            book.texts,
            book.holds,
            book.flags,
            {key: (round(total.total, 9), total.at_ms) for key, total in book.strikes.items()},
            messages,
            {id_: received.committed for id_, received in book.received.items()},
            book.counts,
            audit,
            set(state.intents),
            {key: (each.kind, each.until) for key, each in state.sanctions.items()},
            {event.id for event in self.events.published},
        )
