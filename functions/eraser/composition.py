"""The one place where the eraser is put together."""

from aws_edges import clients
from aws_edges.dynamo_erasures import DynamoErasures
from aws_edges.dynamo_personal_data import DynamoPersonalData
from aws_edges.system_clock import SystemClock
from moderation.erasure.erasing import EraserDesk

from .settings import Settings


def compose(settings: Settings) -> EraserDesk:
    """The ports on AWS."""
    dynamodb = clients.dynamodb()
    return EraserDesk(
        clock=SystemClock(),
        erasures=DynamoErasures(dynamodb, settings.tables),
        personal_data=DynamoPersonalData(dynamodb, settings.tables),
    )
