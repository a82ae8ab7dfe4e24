"""The one place where the chainer is put together."""

from aws_edges import clients
from aws_edges.dynamo_chains import DynamoChains
from aws_edges.dynamo_heads import DynamoHeads, DynamoSightings
from aws_edges.dynamo_trail import DynamoTrail
from aws_edges.eventbridge_events import EventBridgeEvents
from aws_edges.system_clock import SystemClock
from moderation.chain.desk import ChainDesk, ProofDesk

from .settings import Settings


def compose(settings: Settings) -> ChainDesk:
    """The ports on AWS."""
    dynamodb, tables = clients.dynamodb(), settings.tables
    return ChainDesk(
        clock=SystemClock(),
        trail=DynamoTrail(dynamodb, tables),
        chains=DynamoChains(dynamodb, tables),
        heads=DynamoHeads(dynamodb, tables),
        sightings=DynamoSightings(dynamodb, tables),
        events=EventBridgeEvents(clients.eventbridge(), settings.event_bus),
    )


def compose_proof(tables: dict[str, str]) -> ProofDesk:
    """What a proof reads."""
    dynamodb = clients.dynamodb()
    return ProofDesk(
        clock=SystemClock(),
        trail=DynamoTrail(dynamodb, tables),
        chains=DynamoChains(dynamodb, tables),
        heads=DynamoHeads(dynamodb, tables),
        sightings=DynamoSightings(dynamodb, tables),
    )
