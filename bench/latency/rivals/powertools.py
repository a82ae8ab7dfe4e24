"""A handler with Powertools' logger and metrics, as its documentation shows them."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

logger = Logger(service="review")
metrics = Metrics(namespace="Review", service="review")


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    metrics.add_metric(name="Reviews", unit=MetricUnit.Count, value=1)
    logger.info("reviewed", message_id=event["MessageId"])
    return {"ReviewResult": "ALLOW", "Content": event["Content"]}
