"""The first admin in moto's Cognito and DynamoDB, by hand and through CloudFormation's protocol."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import boto3
import pytest

from aws_edges import clients
from aws_edges.dynamo_moderators import DynamoModerators
from first_admin import handler as entry
from first_admin.handler import compose
from first_admin.settings import parse
from moderation.errors import Conflict
from tests.edges.conftest import NAMES

EMAIL = "ann@example.com"


class Context:
    aws_request_id = "run"
    log_stream_name = "stream"


@pytest.fixture
def pool(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    cognito: Any = boto3.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="people", UsernameAttributes=["email"])["UserPool"]["Id"]
    cognito.create_group(UserPoolId=pool, GroupName="admin")
    for name, value in {"USER_POOL_ID": pool, "STATE_TABLE": NAMES["State"], "AUDIT_TABLE": NAMES["Audit"]}.items():
        monkeypatch.setenv(name, value)
    entry.first_admin.cache_clear()
    yield pool
    entry.first_admin.cache_clear()


def test_the_first_admin_can_do_everything_everywhere(pool: str) -> None:
    sub = entry.handler({"email": EMAIL}, Context())["sub"]
    admin = DynamoModerators(clients.dynamodb(), NAMES).get(sub)
    assert admin is not None
    assert (admin.role, admin.rooms, admin.active, admin.username) == ("admin", ("*",), True, EMAIL)
    cognito: Any = boto3.client("cognito-idp")
    user = cognito.admin_get_user(UserPoolId=pool, Username=EMAIL)
    assert {"Name": "sub", "Value": sub} in user["UserAttributes"]
    assert user["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    groups = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=EMAIL)["Groups"]
    assert [group["GroupName"] for group in groups] == ["admin"]


def test_asking_again_changes_nothing(pool: str) -> None:
    assert entry.handler({"email": EMAIL}, Context()) == entry.handler({"email": EMAIL}, Context())
    entries = boto3.resource("dynamodb").Table(NAMES["Audit"]).scan()["Items"]
    assert [item["operation"] for item in entries if item["sk"] == "entry"] == ["PutModerator"]


def test_nobody_is_promoted_this_way(pool: str) -> None:
    first = compose(parse({"USER_POOL_ID": pool, "STATE_TABLE": NAMES["State"], "AUDIT_TABLE": NAMES["Audit"]}))
    sub = first.make(EMAIL, "run").sub
    boto3.resource("dynamodb").Table(NAMES["State"]).update_item(
        Key={"pk": f"moderator#{sub}", "sk": "profile"},
        UpdateExpression="SET #role = :role",
        ExpressionAttributeNames={"#role": "role"},
        ExpressionAttributeValues={":role": "analyst"},
    )
    with pytest.raises(Conflict):
        first.make(EMAIL, "run")


@pytest.mark.parametrize("event", [{}, {"email": ""}, {"email": 1}, {"email": "ann"}])
def test_without_an_address_it_says_what_to_send(pool: str, event: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="send"):
        entry.handler(event, Context())


class Bucket(HTTPServer):
    """Where CloudFormation waits for the result."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Put)
        self.results: list[tuple[str, Any]] = []


class _Put(BaseHTTPRequestHandler):
    server: Bucket

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.results.append((self.headers.get("Content-Type", ""), json.loads(body)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    server = Bucket()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def event(bucket: Bucket, request_type: str, **properties: str) -> dict[str, Any]:
    return {
        "RequestType": request_type,
        "ResponseURL": f"http://127.0.0.1:{bucket.server_port}/result?signed=yes",
        "StackId": "stack",
        "RequestId": "request",
        "LogicalResourceId": "Admin",
        "ResourceProperties": properties,
    }


def test_a_stack_makes_the_admin(pool: str, bucket: Bucket) -> None:
    entry.handler(event(bucket, "Create", email=EMAIL), Context())
    ((content_type, result),) = bucket.results
    assert content_type == ""
    assert (result["Status"], result["StackId"], result["LogicalResourceId"]) == ("SUCCESS", "stack", "Admin")
    assert DynamoModerators(clients.dynamodb(), NAMES).get(result["PhysicalResourceId"]) is not None


def test_a_stack_hears_of_a_failure(pool: str, bucket: Bucket) -> None:
    entry.handler(event(bucket, "Create"), Context())
    ((_, result),) = bucket.results
    assert (result["Status"], "stream" in result["Reason"]) == ("FAILED", True)


def test_a_deleted_stack_leaves_the_admin_alone(pool: str, bucket: Bucket) -> None:
    sub = entry.handler({"email": EMAIL}, Context())["sub"]
    entry.handler({**event(bucket, "Delete", email=EMAIL), "PhysicalResourceId": sub}, Context())
    ((_, result),) = bucket.results
    assert (result["Status"], result["PhysicalResourceId"]) == ("SUCCESS", sub)
    assert DynamoModerators(clients.dynamodb(), NAMES).get(sub) is not None
