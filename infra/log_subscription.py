"""Log groups as sources of events."""

from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_logs_destinations as destinations
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.python_function import PythonFunction

RETRIES = 2


def subscribe(
    scope: Construct,
    construct_id: str,
    function: PythonFunction,
    log_group: logs.ILogGroup,
    *,
    line_type: str,
    failures: sqs.Queue,
) -> None:
    """Have a function work on a log's JSON lines of one `type`; what fails three times waits in a queue for a person.

    CloudWatch Logs invokes asynchronously, so the tries are Lambda's. Nothing else that a log holds (the runtime's own
    lines, a library's) is worth an invocation.
    """
    logs.SubscriptionFilter(
        scope,
        construct_id,
        log_group=log_group,
        destination=destinations.LambdaDestination(function.function),
        filter_pattern=logs.FilterPattern.string_value("$.type", "=", line_type),
    )
    function.allow("sqs:SendMessage", on=[failures.queue_arn])
    lambda_.CfnEventInvokeConfig(
        scope,
        "Retries",
        function_name=function.function.function_name,
        qualifier="$LATEST",
        maximum_retry_attempts=RETRIES,
        destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
            on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=failures.queue_arn)
        ),
    ).node.add_dependency(function.role)
