"""What the writer has at hand."""

from dataclasses import dataclass

from moderation.ledger.ports import BrokenLines
from moderation.ports import Events
from moderation.services.struck import StrikesDesk


@dataclass(frozen=True, slots=True)
class WriterDesk(StrikesDesk):
    """What it takes to get lines into the ledger."""

    broken_lines: BrokenLines
    events: Events
