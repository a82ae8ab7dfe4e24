"""What most would write: Powertools, a pydantic model of the event, boto3 clients, one GetItem per message."""

import os
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from pydantic import BaseModel


class Sender(BaseModel):
    UserId: str
    Ip: str
    Attributes: dict[str, str] | None = None


class Event(BaseModel):
    Content: str
    MessageId: str
    RoomArn: str
    Attributes: dict[str, str] | None = None
    Sender: Sender


logger = Logger(service="review")
metrics = Metrics(namespace="Review", service="review")
dynamodb = boto3.client("dynamodb")
ivschat = boto3.client("ivschat")


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    message = Event.model_validate(event)
    if table := os.environ.get("STATE_TABLE"):
        key = {"pk": {"S": f"user#{message.Sender.UserId}"}, "sk": {"S": "sanction#*"}}
        if dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item"):
            return {"ReviewResult": "DENY", "Content": message.Content, "Attributes": {"Reason": "banned"}}
    metrics.add_metric(name="Reviews", unit=MetricUnit.Count, value=1)
    logger.info("reviewed", message_id=message.MessageId)
    return {"ReviewResult": "ALLOW", "Content": message.Content}
