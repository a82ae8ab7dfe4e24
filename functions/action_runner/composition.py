"""The one place where the runner is put together."""

import random
import sys

from aws_edges import clients
from aws_edges.dynamo_actions import DynamoActions
from aws_edges.dynamo_sanctions import DynamoSanctions
from aws_edges.dynamo_token_issues import DynamoTokenIssues
from aws_edges.ivschat_arns import Arns
from aws_edges.ivschat_messaging import IvschatMessaging
from aws_edges.logs_chat_log import LogsChatLog
from aws_edges.sqs_action_queues import SqsActionQueues
from aws_edges.system_clock import SystemClock
from moderation.delivery.desk import DeliveryDesk

from .metrics import Metrics
from .pace import Pace, PacedMessaging
from .runner import Runner
from .settings import Settings


def compose(settings: Settings) -> Runner:
    """The runner on AWS."""
    dynamodb, tables, clock, pace = clients.dynamodb(), settings.tables, SystemClock(), Pace()
    # The SDK's own retries would be calls that nobody paces.
    chat = clients.ivschat_once()
    desk = DeliveryDesk(
        clock=clock,
        actions=DynamoActions(dynamodb, tables),
        queues=SqsActionQueues(clients.sqs(), settings.queue_urls),
        sanctions=DynamoSanctions(dynamodb, tables),
        token_issues=DynamoTokenIssues(dynamodb, tables),
        chat_messaging=PacedMessaging(IvschatMessaging(chat, chat, Arns(settings.logging_arn)), pace),
        chat_log=LogsChatLog(clients.logs(), settings.chat_log_group),
        chance=random.random,
    )
    return Runner(desk, pace, Metrics(sys.stdout.write, clock))
