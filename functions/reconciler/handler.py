"""Entry point: a batch of the chat log from its subscription, or messages to be looked at again from their queue."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from aws_lambda_powertools import Logger, Metrics

from moderation.reconciliation.reconcile import Reconciler

from .composition import compose
from .report import NAMESPACE, Report
from .settings import parse
from .worker import Worker

logger = Logger(service="reconciler")
metrics = Metrics(namespace=NAMESPACE)


@lru_cache(maxsize=1)
def worker() -> Worker:
    """Put together once."""
    desk, queue = compose(parse(os.environ))
    return Worker(Reconciler(desk), desk.clock, Report(logger, metrics), logger, queue.sooner)


def handler(event: Mapping[str, Any], context: Any) -> dict[str, object]:
    """Take either kind of event."""
    try:
        return worker().take_log(event) if "awslogs" in event else worker().take_queue(event)
    finally:
        if metrics.metric_set:
            metrics.flush_metrics()
