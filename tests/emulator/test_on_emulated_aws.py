"""The emulator beside a real ministack: functions, their permissions, and chat logs, as in a local run."""

import io
import json
import os
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest
from botocore.exceptions import ClientError

from local.ivschat.settings import Quotas, Settings
from tests.emulator.conftest import Chat

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient

ACCOUNT = "123456789012"
KEY = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
HANDLER = """
def handler(event, context):
    if event["Content"] == "fail":
        raise ValueError("as asked")
    if "rude" in event["Content"]:
        return {"ReviewResult": "DENY", "Attributes": {"Reason": "Be kind"}}
    return {"ReviewResult": "ALLOW", "Content": event["Content"].upper()}
"""


class Aws:
    """An emulated AWS with the two services that IVS Chat calls."""

    def __init__(self, endpoint: str) -> None:
        known: dict[str, Any] = {"endpoint_url": endpoint, "region_name": "us-west-2", **KEY}
        self.endpoint = endpoint
        self.functions: LambdaClient = boto3.client("lambda", **known)
        self.logs: CloudWatchLogsClient = boto3.client("logs", **known)

    def function(self, name: str) -> str:
        """A review function with the alias `live`; the alias's ARN."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as content:
            content.writestr("index.py", HANDLER)
        self.functions.create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=f"arn:aws:iam::{ACCOUNT}:role/review",
            Handler="index.handler",
            Code={"ZipFile": archive.getvalue()},
            Publish=True,
        )
        return self.functions.create_alias(FunctionName=name, Name="live", FunctionVersion="1")["AliasArn"]

    def permit(self, name: str, account: str = ACCOUNT) -> None:
        self.functions.add_permission(
            FunctionName=name,
            Qualifier="live",
            StatementId="ivschat",
            Action="lambda:InvokeFunction",
            Principal="ivschat.amazonaws.com",
            SourceAccount=account,
            SourceArn=f"arn:aws:ivschat:us-west-2:{ACCOUNT}:room/*",
        )


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home: Path = tmp_path_factory.mktemp("ministack")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": "us-west-2",
    }
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ministack"], env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=home
        )
        try:
            endpoint = f"http://127.0.0.1:{port}"
            wait_for(lambda: answers(f"{endpoint}/_ministack/health"), process)
            yield Aws(endpoint)
        finally:
            process.terminate()
            process.wait(20)


def answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False


def wait_for(condition: Callable[[], Any], process: subprocess.Popen[bytes] | None = None) -> Any:
    """The first true value of the condition, within 30 s."""
    deadline = time.monotonic() + 30
    while not (value := condition()):
        assert time.monotonic() < deadline, "it never came true"
        assert process is None or process.poll() is None, "the process ended"
        time.sleep(0.05)
    return value


@pytest.fixture
def chat(start_chat: Callable[..., Chat], aws: Aws) -> Chat:
    # A function that was never called takes longer to start than the 200 ms that are left to it.
    quotas = Quotas().without_api_rates().with_value("review_timeout_ms", 10_000)
    settings = Settings(aws_endpoint=aws.endpoint, quotas=quotas, transition_seconds=0.05, chat_log_seconds=0.1)
    return start_chat(settings=settings, frozen=False)


def test_a_function_reviews_once_its_policy_lets_ivs_chat_in(chat: Chat, aws: Aws) -> None:
    uri = aws.function("review")
    with pytest.raises(ClientError, match="invalid lambda permission"):
        chat.room(messageReviewHandler={"uri": uri})
    aws.permit("review")
    with pytest.raises(ClientError, match="invalid lambda permission"):
        chat.room(messageReviewHandler={"uri": uri.removesuffix(":live")})
    ada = chat.viewer(chat.room(messageReviewHandler={"uri": uri}))
    for text in ("hello é", "rude", "fail"):
        ada.say(text)
    allowed, denied, failed = ada.frames(3)
    assert allowed["Content"] == "HELLO É"
    assert (denied["ErrorCode"], "Be kind" in denied["ErrorMessage"]) == (406, True)
    assert failed["Content"] == "fail"
    counters = chat.reviews()["handlers"][uri]
    assert (counters["Reviews"], counters["LambdaErrors"]) == (3, 1)
    assert "as asked" in chat.reviews("?cause=function_error")["reviews"][0]["detail"]


def test_a_permission_for_another_account_does_not_count(chat: Chat, aws: Aws) -> None:
    uri = aws.function("foreign")
    aws.permit("foreign", account="999999999999")
    with pytest.raises(ClientError, match="invalid lambda permission"):
        chat.room(messageReviewHandler={"uri": uri})


def test_a_function_that_vanished_and_a_permission_that_was_taken_away_lead_to_the_fallback(
    start_chat: Callable[..., Chat], aws: Aws
) -> None:
    settings = Settings(aws_endpoint=aws.endpoint, quotas=Quotas().without_api_rates(), permission_seconds=30)
    chat = start_chat(settings=settings)
    uri = aws.function("fleeting")
    aws.permit("fleeting")
    ada = chat.viewer(chat.room(messageReviewHandler={"uri": uri}))
    ada.say("warm")
    assert ada.frame()["Content"] == "WARM"
    aws.functions.remove_permission(FunctionName="fleeting", Qualifier="live", StatementId="ivschat")
    ada.say("not noticed yet")
    assert ada.frame()["Content"] == "NOT NOTICED YET"
    chat.running.advance(30)

    def noticed() -> bool:
        chat.running.advance(1)
        ada.say("noticed")
        return bool(ada.frame()["Content"] == "noticed")

    wait_for(noticed)
    assert "no resource policy was found" in chat.reviews("?cause=invocation_error")["reviews"][0]["detail"]
    aws.functions.delete_function(FunctionName="fleeting")
    chat.running.advance(30)
    ada.say("gone")
    assert ada.frame()["Content"] == "gone"
    assert chat.reviews()["handlers"][uri]["InvocationErrors"] >= 2


def test_an_aws_that_is_down_is_told_apart_from_a_missing_permission(start_chat: Callable[..., Chat]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    chat = start_chat(settings=Settings(aws_endpoint=nobody))
    with pytest.raises(ClientError, match=r"InternalServerException.*127\.0\.0\.1") as raised:
        chat.room(messageReviewHandler={"uri": f"arn:aws:lambda:us-west-2:{ACCOUNT}:function:review"})
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


def test_the_chat_log_has_what_clients_received_in_order(chat: Chat, aws: Aws) -> None:
    group = "/ivschat/log"
    aws.logs.create_log_group(logGroupName=group)
    made = chat.api.create_logging_configuration(destinationConfiguration={"cloudWatchLogs": {"logGroupName": group}})
    assert (made["state"], state(chat, made["arn"])) == ("ACTIVE", "CREATING")
    wait_for(lambda: state(chat, made["arn"]) == "ACTIVE")
    room = chat.room(loggingConfigurationIdentifiers=[made["arn"]])
    ada = chat.viewer(room)
    sent = []
    for index in range(8):
        ada.say(f"é{index}")
        sent.append(ada.frame())
    chat.api.delete_message(roomIdentifier=room, id="A" * 12)
    sent.append(ada.frame())
    ada.request(Action="DELETE_MESSAGE", Id="wrong")
    ada.frame()
    stream = f"aws/IVSChatLogs/1.0/room_{room.rpartition('/')[2]}"

    def delivered() -> list[Any]:
        try:
            events = aws.logs.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True)["events"]
        except aws.logs.exceptions.ResourceNotFoundException:
            return []
        return [json.loads(event["message"]) for event in events] if len(events) >= 9 else []

    records = wait_for(delivered)
    assert [record["payload"] for record in records] == sent
    assert [record["type"] for record in records] == ["MESSAGE"] * 8 + ["EVENT"]
    assert {record["version"] for record in records} == {"1.0"}
    assert [record["event_timestamp"] for record in records] == [frame["SendTime"] for frame in sent]
    assert chat.running.call("chat-log")["loggingConfigurations"][made["arn"]]["delivered"] == 9


def state(chat: Chat, arn: str) -> str:
    return chat.api.get_logging_configuration(identifier=arn)["state"]


def test_a_missing_log_group_leads_to_create_failed(chat: Chat, aws: Aws) -> None:
    aws.logs.create_log_group(logGroupName="/ivschat/longer-name")
    made = chat.api.create_logging_configuration(
        destinationConfiguration={"cloudWatchLogs": {"logGroupName": "/ivschat/longer"}}
    )
    wait_for(lambda: state(chat, made["arn"]) == "CREATE_FAILED")
    chat.api.update_logging_configuration(
        identifier=made["arn"], destinationConfiguration={"cloudWatchLogs": {"logGroupName": "/ivschat/longer-name"}}
    )
    wait_for(lambda: state(chat, made["arn"]) == "ACTIVE")


def test_a_log_group_that_vanished_costs_records_and_no_messages(chat: Chat, aws: Aws) -> None:
    aws.logs.create_log_group(logGroupName="/ivschat/fleeting")
    made = chat.api.create_logging_configuration(
        destinationConfiguration={"cloudWatchLogs": {"logGroupName": "/ivschat/fleeting"}}
    )
    wait_for(lambda: state(chat, made["arn"]) == "ACTIVE")
    ada = chat.viewer(chat.room(loggingConfigurationIdentifiers=[made["arn"]]))
    aws.logs.delete_log_group(logGroupName="/ivschat/fleeting")
    ada.say("hi")
    assert ada.frame()["Content"] == "hi"

    def counters() -> dict[str, int]:
        found: dict[str, int] = chat.running.call("chat-log")["loggingConfigurations"].get(made["arn"], {})
        return found

    wait_for(lambda: counters().get("LogDestinationResourceNotFoundErrors"))
    ada.say("still here")
    assert ada.frame()["Content"] == "still here"
