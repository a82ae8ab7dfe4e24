"""The adapters' other sides: DynamoDB and Cognito from moto in this process, IVS Chat from the emulator on loopback."""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws
from moto.dynamodb.responses import DynamoHandler

from aws_edges import clients
from local.ivschat.server import Running, start
from local.ivschat.settings import Quotas, Settings
from moderation.tables import PARTITION_KEY, SORT_KEY, TABLES, Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

REGION, ACCOUNT = "us-west-2", "123456789012"
HANDLER = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:review:live"
NAMES = {table.name: f"test-{table.name}" for table in TABLES}


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")


@pytest.fixture
def aws(_credentials: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """moto's AWS with our tables. Requests are carried out one after the other."""
    # moto works in the callers' threads and locks nothing; DynamoDB's transactions are serialisable.
    carry_out, lock = DynamoHandler.call_action, threading.Lock()

    def one_by_one(handler: DynamoHandler) -> Any:
        with lock:
            return carry_out(handler)

    monkeypatch.setattr(DynamoHandler, "call_action", one_by_one)
    with mock_aws(config={"core": {"mock_credentials": False}}):
        client: Any = boto3.client("dynamodb")
        for table in TABLES:
            client.create_table(**_shape(table))
        yield


@pytest.fixture
def dynamodb(aws: None) -> "DynamoDBServiceResource":
    return clients.dynamodb()


@pytest.fixture
def ivschat(_credentials: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """The emulator, with a review handler under HANDLER and without API rates."""
    settings = Settings(quotas=Quotas().without_api_rates())
    with start(settings, handlers={HANDLER: lambda event: {"ReviewResult": "ALLOW", "Content": "x"}}) as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL_IVSCHAT", running.url)
        yield running


def _shape(table: Table) -> dict[str, Any]:
    keys = [PARTITION_KEY, *([SORT_KEY] if table.sorted else [])]
    names = {*keys, *(name for index in table.indexes for name in (index.partition_key, index.sort_key))}
    shape: dict[str, Any] = {
        "TableName": NAMES[table.name],
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in sorted(names)],
        "KeySchema": _keys(*keys),
    }
    if table.indexes:
        shape["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index.name,
                "KeySchema": _keys(index.partition_key, index.sort_key),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in table.indexes
        ]
    return shape


def _keys(partition: str, sort: str = "") -> list[dict[str, str]]:
    keys = [{"AttributeName": partition, "KeyType": "HASH"}]
    return [*keys, {"AttributeName": sort, "KeyType": "RANGE"}] if sort else keys
