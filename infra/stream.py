"""Table streams as sources of events."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.python_function import PythonFunction

BATCH = 100


def read_stream(
    scope: Construct,
    construct_id: str,
    function: PythonFunction,
    stream_arn: str,
    *,
    wanted: Sequence[Mapping[str, Any]],
    retries: int | None = None,
) -> None:
    """Have a function work on the changes that fit one of the patterns in `wanted`; it tells from where on it failed.

    Without `retries` a batch is tried again for as long as the stream keeps it.
    """
    function.allow(
        *(f"dynamodb:{name}" for name in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")),
        on=[stream_arn],
    )
    mapping = lambda_.EventSourceMapping(
        scope,
        construct_id,
        target=function.function,
        event_source_arn=stream_arn,
        starting_position=lambda_.StartingPosition.TRIM_HORIZON,
        batch_size=BATCH,
        bisect_batch_on_error=True,
        retry_attempts=retries,
        report_batch_item_failures=True,
        filters=[lambda_.FilterCriteria.filter(dict(each)) for each in wanted],
    )
    # Lambda tries the role when the mapping is made.
    mapping.node.add_dependency(function.role)
