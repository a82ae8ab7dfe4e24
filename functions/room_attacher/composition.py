"""The one place where the attacher is put together."""

from aws_edges import clients
from aws_edges.dynamo_attach_operations import DynamoAttachOperations
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_room_settings import DynamoRoomSettings
from aws_edges.ivschat_arns import Arns
from aws_edges.ivschat_rooms import IvschatRooms
from aws_edges.system_clock import SystemClock
from moderation.services.desk import RoomDesk

from .settings import Settings


def compose(settings: Settings) -> RoomDesk:
    """The ports on AWS."""
    dynamodb, tables = clients.dynamodb(), settings.tables
    return RoomDesk(
        hook=settings.hook,
        clock=SystemClock(),
        ledger=DynamoLedger(dynamodb, tables),
        room_settings=DynamoRoomSettings(dynamodb, tables),
        attach_operations=DynamoAttachOperations(dynamodb, tables),
        chat_rooms=IvschatRooms(clients.ivschat(), clients.ivschat_once(), Arns(settings.hook.logging_arn)),
    )
