"""The emulated AWS with its patches: what functions see, which errors come back, who may call what.

A probe stack is deployed beside the product, so that these tests say which side is wrong when a journey fails.
"""

import base64
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.deploy import delete, deploy
from local.processes import StartError
from local.stack import LocalStack
from tests.journeys import probe_stack

STACK = "Probe"
PROBE = """
import os, sys, time
started = time.time()

def handler(event, context):
    if event.get("raise"):
        raise ValueError("as asked")
    return {
        "runtime": "awslambdaric" in sys.modules,
        "python": list(sys.version_info[:2]),
        "memory": context.memory_limit_in_mb,
        "arn": context.invoked_function_arn,
        "age_s": time.time() - started,
        "environment": dict(os.environ),
    }
"""
ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        }
    },
}


def probe_template(room: dict[str, Any]) -> dict[str, Any]:
    """A function with a warm version behind an alias, a log group and a room."""
    function = {
        "Runtime": "python3.13",
        "Handler": "probe.handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": probe_stack.CODE,
        "MemorySize": 512,
        "Environment": {"Variables": {"OWN": "value"}},
        "LoggingConfig": {"LogFormat": "JSON", "ApplicationLogLevel": "WARN", "LogGroup": {"Ref": "Logs"}},
    }
    alias = {
        "FunctionName": {"Ref": "Function"},
        "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]},
        "Name": "live",
    }
    version = {
        "FunctionName": {"Ref": "Function"},
        "ProvisionedConcurrencyConfig": {"ProvisionedConcurrentExecutions": 2},
    }
    logging = {"Name": "probe", "DestinationConfiguration": {"CloudWatchLogs": {"LogGroupName": {"Ref": "Logs"}}}}
    return {
        "Resources": {
            "Role": ROLE,
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/probe"}},
            "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
            "Version": {"Type": "AWS::Lambda::Version", "Properties": version},
            "Alias": {"Type": "AWS::Lambda::Alias", "Properties": alias},
            "ChatLog": {"Type": "AWS::IVSChat::LoggingConfiguration", "Properties": logging},
            "Room": {"Type": "AWS::IVSChat::Room", "Properties": room},
        },
        "Outputs": {
            "Alias": {"Value": {"Ref": "Alias"}},
            "RoomArn": {"Value": {"Ref": "Room"}},
            "RoomId": {"Value": {"Fn::GetAtt": ["Room", "Id"]}},
            "ChatLogArn": {"Value": {"Fn::GetAtt": ["ChatLog", "Arn"]}},
        },
    }


def write_assembly(directory: Path, room: dict[str, Any]) -> None:
    probe_stack.write(directory, STACK, PROBE, probe_template(room))


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("probe")


@pytest.fixture(scope="module")
def probe(local_stack: LocalStack, assembly: Path) -> Iterator[dict[str, str]]:
    """Outputs of the probe stack."""
    tags = [{"Key": "team", "Value": "probe"}, {"Key": "old", "Value": "1"}]
    write_assembly(assembly, {"Name": "probe", "MaximumMessageLength": 100, "Tags": tags})
    yield deploy(local_stack.target, assembly, STACK)
    delete(local_stack.target, STACK)


@pytest.fixture
def invoke(local_stack: LocalStack, probe: dict[str, str]) -> Callable[..., Any]:
    def call(**event: object) -> Any:
        answer = local_stack.target.client("lambda").invoke(FunctionName=probe["Alias"], Payload=json.dumps(event))
        return json.loads(answer["Payload"].read())

    return call


def test_a_function_runs_under_the_real_runtime_client(invoke: Callable[..., Any], probe: dict[str, str]) -> None:
    seen = invoke()
    assert seen["runtime"] is True
    assert seen["python"] == list(sys.version_info[:2])
    assert seen["memory"] == "512"
    assert seen["arn"] == probe["Alias"]


def test_a_function_sees_what_lambda_sets_and_nothing_of_this_machine(
    invoke: Callable[..., Any], local_stack: LocalStack
) -> None:
    environment = invoke()["environment"]
    assert environment["OWN"] == "value"
    assert environment["AWS_LAMBDA_LOG_FORMAT"] == "JSON"
    assert environment["AWS_LAMBDA_LOG_LEVEL"] == "WARN"
    assert environment["AWS_LAMBDA_LOG_GROUP_NAME"] == "/probe"
    assert environment["AWS_REGION"] == local_stack.endpoints.region
    assert environment["AWS_ENDPOINT_URL"] == local_stack.endpoints.aws
    assert environment["AWS_ENDPOINT_URL_IVSCHAT"] == local_stack.endpoints.ivschat
    assert environment["AWS_ACCESS_KEY_ID"] != local_stack.endpoints.access_key_id
    assert not {"HOME", "GATEWAY_PORT", "AUTH", "MINISTACK_ACCOUNT_ID", "TMPDIR"} & environment.keys()


def test_provisioned_concurrency_starts_environments_before_the_first_call(invoke: Callable[..., Any]) -> None:
    assert invoke()["environment"]["AWS_LAMBDA_INITIALIZATION_TYPE"] == "provisioned-concurrency"


def test_an_error_comes_back_with_its_type_and_stack(invoke: Callable[..., Any]) -> None:
    error = invoke(**{"raise": True})
    assert error["errorType"] == "ValueError"
    assert error["errorMessage"] == "as asked"
    assert "probe.py" in error["stackTrace"][0]


def test_a_room_of_the_template_is_a_room_of_ivs_chat_and_follows_updates(
    local_stack: LocalStack, probe: dict[str, str], assembly: Path
) -> None:
    ivschat = local_stack.target.session().client("ivschat", endpoint_url=local_stack.endpoints.ivschat)
    room = ivschat.get_room(identifier=probe["RoomArn"])
    assert (room["id"], room["name"], room["maximumMessageLength"]) == (probe["RoomId"], "probe", 100)
    assert room["tags"] == {"team": "probe", "old": "1"}

    new = {"Name": "renamed", "Tags": [{"Key": "team", "Value": "other"}], "LoggingConfigurationIdentifiers": []}
    new["LoggingConfigurationIdentifiers"] = [{"Fn::GetAtt": ["ChatLog", "Arn"]}]
    write_assembly(assembly, new)
    assert deploy(local_stack.target, assembly, STACK)["RoomArn"] == probe["RoomArn"]
    room = ivschat.get_room(identifier=probe["RoomArn"])
    assert room["name"] == "renamed"
    assert room["maximumMessageLength"] == 500, "a property that the template leaves out goes back to its default"
    assert room["tags"] == {"team": "other"}
    assert room["loggingConfigurationIdentifiers"] == [probe["ChatLogArn"]]


def test_a_room_that_ivs_chat_refuses_fails_the_deployment_with_its_reason(
    local_stack: LocalStack, probe: dict[str, str], assembly: Path
) -> None:
    unknown = f"arn:aws:lambda:{local_stack.endpoints.region}:{local_stack.endpoints.account}:function:nobody"
    write_assembly(assembly, {"MessageReviewHandler": {"Uri": unknown, "FallbackResult": "DENY"}})
    with pytest.raises(StartError, match=r"Room \(AWS::IVSChat::Room\).*(?s:.*)Exception"):
        deploy(local_stack.target, assembly, STACK)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("test", {"secretAccessKey": "test", "allowed": True}),
        ("AKIAUNKNOWNKEY123456", {"secretAccessKey": None, "allowed": False}),
    ],
)
def test_the_authority_knows_the_root_key_and_no_stranger(
    local_stack: LocalStack, key: str, expected: dict[str, object]
) -> None:
    question = {"accessKeyId": key, "sessionToken": None, "action": "ivschat:ListRooms", "resource": "*"}
    answer = httpx.post(f"{local_stack.endpoints.aws}/_authority", json=question).json()
    assert {name: answer[name] for name in expected} == expected


def test_the_authority_evaluates_policies(local_stack: LocalStack) -> None:
    key = local_stack.service.key
    question = {"accessKeyId": key.access_key_id, "sessionToken": None, "action": "ivschat:ListRooms", "resource": "*"}
    answer = httpx.post(f"{local_stack.endpoints.aws}/_authority", json=question).json()
    assert answer["secretAccessKey"] == key.secret_access_key
    assert answer["principal"].endswith(":user/service-application")
    assert answer["allowed"] is False, "the service application has no ivschat grant"


@pytest.mark.parametrize("header", ["null", "[]", "1", '"x"', "[" * 2000, "{}", '{"kid": ["a"]}', '{"alg": "none"}'])
def test_the_gateway_refuses_what_is_no_token(local_stack: LocalStack, header: str) -> None:
    token = f"{base64.urlsafe_b64encode(header.encode()).decode().rstrip('=')}.e30.AAAA"
    answer = httpx.get(f"{local_stack.endpoints.api}/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
