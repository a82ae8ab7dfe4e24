"""The one place where the reconciler is put together."""

from functools import partial

from aws_edges import clients
from aws_edges.dynamo_decisions import DynamoDecisions
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_policy_versions import DynamoPolicyVersions
from aws_edges.dynamo_publications import DynamoPublications
from aws_edges.dynamo_room_settings import DynamoRoomSettings
from aws_edges.dynamo_sanctions import DynamoSanctions
from aws_edges.eventbridge_events import EventBridgeEvents
from aws_edges.ivschat_arns import Arns
from aws_edges.ivschat_rooms import IvschatRooms
from aws_edges.sqs_rechecks import SqsRechecks
from aws_edges.system_clock import SystemClock
from lean_edges.keyed_hash import content_hash
from moderation.reconciliation.desk import ReconciliationDesk

from .settings import Settings


def compose(settings: Settings) -> tuple[ReconciliationDesk, SqsRechecks]:
    """The ports on AWS, and the queue that the function itself is fed from."""
    rechecks = SqsRechecks(clients.sqs(), settings.recheck_queue_url)
    dynamodb, tables, clock = clients.dynamodb(), settings.tables, SystemClock()
    desk = ReconciliationDesk(
        clock=clock,
        ledger=DynamoLedger(dynamodb, tables),
        decisions=DynamoDecisions(dynamodb, tables, clock),
        sanctions=DynamoSanctions(dynamodb, tables),
        room_settings=DynamoRoomSettings(dynamodb, tables),
        publications=DynamoPublications(dynamodb, tables),
        policy_versions=DynamoPolicyVersions(dynamodb, tables),
        chat_rooms=IvschatRooms(clients.ivschat(), clients.ivschat_once(), Arns(settings.logging_configuration_arn)),
        rechecks=rechecks,
        events=EventBridgeEvents(clients.eventbridge(), settings.event_bus),
        content_hash=partial(content_hash, settings.content_hash_key),
        retention=settings.retention,
        handler_uri=settings.review_handler_arn,
    )
    return desk, rechecks
