"""Grants on IVS Chat: every room and logging configuration of the account and region, by operation."""

import aws_cdk as cdk

from infra.acknowledge import acknowledge
from infra.python_function import PythonFunction

LOGGING_OPERATIONS = ("Create", "Delete", "Get", "List", "Update")
# What IVS Chat does in the caller's name when a configuration sends to CloudWatch Logs. None of it can be narrowed to
# a resource (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html).
DELIVERY_ACTIONS = (
    "logs:CreateLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:PutResourcePolicy",
)


def allow_on_rooms(function: PythonFunction, *operations: str) -> None:
    """Let a function call these operations on any room."""
    stack = cdk.Stack.of(function)
    rooms = stack.format_arn(service="ivschat", resource="room", resource_name="*")
    function.allow(*(f"ivschat:{operation}" for operation in operations), on=[rooms])
    acknowledge(
        function.role,
        "IAM5[Resource::arn:<AWS::Partition>:ivschat:<AWS::Region>:<AWS::AccountId>:room/*]",
        "Rooms are created and attached while the stack stands, so no list of them could be complete.",
    )


def allow_on_logging_configurations(function: PythonFunction, *, with_delivery: bool) -> None:
    """Let a function manage logging configurations; `with_delivery`, also have IVS Chat set their destinations up."""
    stack = cdk.Stack.of(function)
    configurations = stack.format_arn(service="ivschat", resource="logging-configuration", resource_name="*")
    function.allow(
        *(f"ivschat:{verb}LoggingConfiguration{'s' if verb == 'List' else ''}" for verb in LOGGING_OPERATIONS),
        on=[configurations],
    )
    acknowledge(
        function.role,
        "IAM5[Resource::arn:<AWS::Partition>:ivschat:<AWS::Region>:<AWS::AccountId>:logging-configuration/*]",
        "Logging configurations are created while the stack stands, so no list of them could be complete.",
    )
    if with_delivery:
        function.allow(*DELIVERY_ACTIONS, on=["*"])
        acknowledge(
            function.role,
            "IAM5[Resource::*]",
            "The setting manage_log_delivery asks for it; AWS offers nothing narrower.",
        )
