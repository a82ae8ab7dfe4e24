"""boto3 clients with explicit timeouts and retries: a person waits for the answer, so both are short."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient, DynamoDBServiceResource
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_ivschat import IvschatClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_sqs import SQSClient

T = TypeVar("T")

CONNECT_TIMEOUT_S = 1
READ_TIMEOUT_S = 3


def _config(attempts: int) -> Config:
    return Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        retries={"mode": "standard", "total_max_attempts": attempts},
    )


def dynamodb() -> "DynamoDBServiceResource":
    """DynamoDB."""
    return boto3.resource("dynamodb", config=_config(3))


def dynamodb_client() -> "DynamoDBClient":
    """DynamoDB in its own typed values."""
    return boto3.client("dynamodb", config=_config(3))


def ivschat() -> "IvschatClient":
    """IVS Chat, for calls that may be made twice."""
    return boto3.client("ivschat", config=_config(3))


def ivschat_once() -> "IvschatClient":
    """IVS Chat, for calls whose repetition would show: CreateRoom, SendEvent."""
    return boto3.client("ivschat", config=_config(1))


def aws_lambda() -> "LambdaClient":
    """Lambda."""
    return boto3.client("lambda", config=_config(3))


def logs() -> "CloudWatchLogsClient":
    """CloudWatch Logs."""
    return boto3.client("logs", config=_config(3))


def eventbridge() -> "EventBridgeClient":
    """EventBridge."""
    return boto3.client("events", config=_config(3))


def sqs() -> "SQSClient":
    """SQS."""
    return boto3.client("sqs", config=_config(3))


def cognito() -> "CognitoIdentityProviderClient":
    """Cognito user pools."""
    return boto3.client("cognito-idp", config=_config(3))


def on_first_use(make: Callable[[], T]) -> T:
    """A client that is made when something is asked of it: making one takes 20 ms of a cold start and more."""
    unmade: Any = _Unmade(make)
    client: T = unmade
    return client


class _Unmade:
    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        # Found from now on without coming here.
        found = self.__dict__[name] = getattr(self._made, name)
        return found

    @cached_property
    def _made(self) -> Any:
        return self._make()


Item = dict[str, Any]
