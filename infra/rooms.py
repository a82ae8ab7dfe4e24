"""The grant on chat rooms: every room of the account and region, since rooms come and go while the stack stands."""

import aws_cdk as cdk

from infra.acknowledge import acknowledge
from infra.python_function import PythonFunction


def allow_on_rooms(function: PythonFunction, *operations: str) -> None:
    """Let a function call these IVS Chat operations on any room."""
    stack = cdk.Stack.of(function)
    rooms = stack.format_arn(service="ivschat", resource="room", resource_name="*")
    function.allow(*(f"ivschat:{operation}" for operation in operations), on=[rooms])
    acknowledge(
        function.role,
        "IAM5[Resource::arn:<AWS::Partition>:ivschat:<AWS::Region>:<AWS::AccountId>:room/*]",
        "Rooms are created and attached while the stack stands, so no list of them could be complete.",
    )
