"""The one place where the writer is put together."""

import sys
from dataclasses import dataclass

from aws_edges import clients
from aws_edges.dynamo_filing import DynamoFiling
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_moderators import DynamoModerators
from aws_edges.dynamo_policy_versions import DynamoPolicyVersions
from aws_edges.dynamo_queues import DynamoStrikes
from aws_edges.dynamo_received import DynamoReceivedLines
from aws_edges.dynamo_sanctions import DynamoSanctions
from aws_edges.eventbridge_events import EventBridgeEvents
from aws_edges.sqs_ledger_queues import SqsBrokenLines, SqsLooks
from aws_edges.system_clock import SystemClock

from .desk import WriterDesk
from .ladders import PolicyLadders
from .metrics import Metrics
from .patience import Patience
from .receipts import Receipts
from .settings import Settings
from .writer import Writer


@dataclass(frozen=True, slots=True)
class LedgerWriter:
    """What the handler's events go to."""

    writer: Writer
    receipts: Receipts


def compose(settings: Settings) -> LedgerWriter:
    """The writer on AWS."""
    dynamodb, tables = clients.dynamodb(), settings.tables
    sqs, clock, patience = clients.sqs(), SystemClock(), Patience()
    desk = WriterDesk(
        clock=clock,
        ledger=DynamoLedger(dynamodb, tables),
        sanctions=DynamoSanctions(dynamodb, tables),
        moderators=DynamoModerators(dynamodb, tables),
        filing=DynamoFiling(dynamodb, tables),
        strikes=DynamoStrikes(dynamodb, tables),
        ladders=PolicyLadders(DynamoPolicyVersions(dynamodb, tables)),
        retention=settings.retention,
        broken_lines=SqsBrokenLines(sqs, settings.poison_queue_url),
        events=EventBridgeEvents(clients.eventbridge(), settings.event_bus),
    )
    metrics = Metrics(sys.stdout.write, clock)
    receipts = Receipts(
        DynamoReceivedLines(dynamodb, tables),
        SqsLooks(sqs, settings.look_queue_url),
        settings.retention,
        clock,
        metrics,
        patience,
    )
    return LedgerWriter(Writer(desk, receipts, metrics, patience), receipts)
