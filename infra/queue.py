"""Queues: encrypted by SQS, reachable by TLS alone, and with a place for messages that nobody can work on."""

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.python_function import PythonFunction

# The longest that SQS keeps a message: time to find the reason and to have them worked on again.
DEAD_DAYS = 14
# Lambda may hold a message back for up to five runs of the function before it hands it over.
VISIBILITY_RUNS = 6
TRIES = 5


def dead_letters(scope: Construct, construct_id: str, *, kept_days: int = DEAD_DAYS) -> sqs.Queue:
    """Where messages end that failed too often."""
    return sqs.Queue(
        scope,
        construct_id,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=cdk.Duration.days(kept_days),
    )


def queue(scope: Construct, construct_id: str, *, consumer_seconds: int, dead: sqs.Queue) -> sqs.Queue:
    """A queue whose consumer runs for at most `consumer_seconds`."""
    return sqs.Queue(
        scope,
        construct_id,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        visibility_timeout=cdk.Duration.seconds(VISIBILITY_RUNS * consumer_seconds),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=TRIES),
    )


def consume(
    scope: Construct,
    construct_id: str,
    function: PythonFunction,
    source: sqs.Queue,
    *,
    batch: int,
    invocations_at_once: int,
) -> None:
    """Have a function work on a queue's messages; it tells which of a batch failed."""
    function.allow(
        *(f"sqs:{name}" for name in ("DeleteMessage", "GetQueueAttributes", "ReceiveMessage")), on=[source.queue_arn]
    )
    mapping = lambda_.EventSourceMapping(
        scope,
        construct_id,
        target=function.function,
        event_source_arn=source.queue_arn,
        batch_size=batch,
        max_concurrency=invocations_at_once,
        report_batch_item_failures=True,
    )
    # Lambda tries the role when the mapping is made.
    mapping.node.add_dependency(function.role)
