"""One batch of lines into the ledger. Every step may be repeated: a batch that fails half-way is delivered again.

The order matters. Plain ALLOWs and texts first, so that no decision is seen without its text; then decisions; what
cannot be read goes to the broken lines; then the world is told; and only then are the lines noted as received and
counted, so that no count runs ahead of what it counts.
"""

from collections.abc import Iterable

from aws_edges.log_subscription import LogBatch
from moderation.ledger.announcing import announced
from moderation.ledger.consequences import filed, text_of
from moderation.ledger.lines import BrokenLine, parse
from moderation.ledger.packs import packs_of
from moderation.ledger.records import DecisionRecord
from moderation.services.struck import file_struck

from .desk import WriterDesk
from .metrics import Metrics
from .patience import Patience
from .receipts import Receipts

Lines = dict[tuple[str, int], tuple[str, DecisionRecord]]
Broken = list[tuple[str, str]]


class Writer:
    """Writes batches for one deployment."""

    def __init__(self, desk: WriterDesk, receipts: Receipts, metrics: Metrics, patience: Patience) -> None:
        self._desk = desk
        self._receipts = receipts
        self._metrics = metrics
        self._patience = patience

    def write(self, batch: LogBatch) -> None:
        """Commit a batch. Raises Unavailable or ChangedMeanwhile if some of it could not be committed."""
        lines, broken = _read(batch.messages)
        plain = [record for _, record in lines.values() if record.plain]
        explained = [each for each in lines.values() if not each[1].plain]
        # A sender's strikes in the order of the messages; any other would come to the same total.
        explained.sort(key=lambda each: each[1].at_ms)
        texts = [text for _, record in explained if (text := text_of(record, self._desk.retention))]
        self._desk.filing.keep(list(packs_of(plain)), texts, self._desk.retention)
        done: list[DecisionRecord] = []
        for line, record in explained:
            try:
                self._file(record)
                done.append(record)
            except BrokenLine as error:
                broken.append((line, str(error)))
        if broken:
            self._desk.broken_lines.put(broken, batch.source)
        events = [event for record in done for event in announced(record)]
        if events:
            self._desk.events.publish(events)
        self._receipts.note([*plain, *done])
        if lines or broken:
            self._metrics.wrote([*plain, *done], len(broken))

    def _file(self, record: DecisionRecord) -> None:
        if record.strikes > 0 and record.user_id:
            self._patience.until_unchanged(lambda: file_struck(self._desk, record))
        else:
            self._patience.until_unchanged(lambda: self._desk.filing.file(filed(record, self._desk.retention)))


def _read(messages: Iterable[str]) -> tuple[Lines, Broken]:
    """Decisions by environment and number, each with its line, and the lines that are broken, with why."""
    lines: Lines = {}
    broken: Broken = []
    for message in messages:
        try:
            record = parse(message)
        except BrokenLine as error:
            broken.append((message, str(error)))
            continue
        if record is not None:
            lines[record.environment, record.sequence] = (message, record)
    return lines, broken
