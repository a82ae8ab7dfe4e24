"""What the asynchronous workers stand on in the emulated AWS: streams, queues, log subscriptions, an event bus.

A probe function notes everything that it is given, and fails as the records ask for.
"""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_edges.chat_log_record import stream_of
from aws_edges.logs_chat_log import LogsChatLog
from local.deploy import delete, deploy
from local.stack import LocalStack
from tests.fakes.chat_log import chat_log_line
from tests.journeys import probe_stack

STACK = "Workers"
WITHIN_S = 20.0
PROBE = """
import base64, gzip, json, os, uuid
import boto3

seen = boto3.resource("dynamodb").Table(os.environ["SEEN"])

def note(source, key, value=""):
    seen.put_item(Item={"pk": source, "sk": f"{key}#{uuid.uuid4()}", "value": value})

def times(source, key):
    return len(seen.query(
        KeyConditionExpression="pk = :pk AND begins_with(sk, :key)", ConsistentRead=True,
        ExpressionAttributeValues={":pk": source, ":key": f"{key}#"})["Items"])

def handler(event, context):
    if "awslogs" in event:
        batch = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
        lines = [json.loads(line["message"]) for line in batch["logEvents"]]
        note("logs", batch["logStream"], [line["n"] for line in lines])
        if any(line.get("fails") for line in lines):
            raise ValueError("as asked")
        return None
    failures = []
    for record in event["Records"]:
        if record["eventSource"] == "aws:sqs":
            source, key = "queue", json.loads(record["body"])
            identifier = record["messageId"]
        else:
            source, key = "stream", record["dynamodb"]["Keys"]["pk"]["S"]
            identifier = record["dynamodb"]["SequenceNumber"]
        note(source, key)
        kind, _, bad_times = key.partition("-bad-")
        if bad_times and times(source, key) <= int(bad_times):
            failures.append({"itemIdentifier": identifier})
    return {"batchItemFailures": failures}
"""


def _table(stream: bool, *keys: str) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in keys],
        "KeySchema": [
            {"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
        ],
    }
    if stream:
        shape["StreamSpecification"] = {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    return {"Type": "AWS::DynamoDB::Table", "Properties": shape}


def _arn(resource: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [resource, "Arn"]}


def _source(**properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::EventSourceMapping",
        "Properties": {
            "FunctionName": {"Ref": "Function"},
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            **properties,
        },
    }


def template() -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Action": ["dynamodb:*", "sqs:*"],
        "Resource": "*",
    }
    role = {
        "AssumeRolePolicyDocument": {
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ]
        },
        "Policies": [{"PolicyName": "probe", "PolicyDocument": {"Statement": [statement]}}],
    }
    function = {
        "Runtime": "python3.13",
        "Handler": "probe.handler",
        "Role": _arn("Role"),
        "Code": probe_stack.CODE,
        "Environment": {"Variables": {"SEEN": {"Ref": "Seen"}}},
    }
    redrive = {"deadLetterTargetArn": _arn("Dead"), "maxReceiveCount": 2}
    subscription = {
        "LogGroupName": {"Ref": "Logs"},
        "FilterPattern": '{ $.type = "decision" }',
        "DestinationArn": _arn("Function"),
    }
    after = {
        "FunctionName": {"Ref": "Function"},
        "Qualifier": "$LATEST",
        "MaximumRetryAttempts": 1,
        "DestinationConfig": {"OnFailure": {"Destination": _arn("Failed")}},
    }
    rule = {
        "EventBusName": {"Ref": "Bus"},
        "EventPattern": {"source": ["probe"]},
        "Targets": [{"Id": "queue", "Arn": _arn("Heard")}],
    }
    heard = {
        "Queues": [{"Ref": "Heard"}],
        "PolicyDocument": {
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "events.amazonaws.com"},
                    "Action": "sqs:SendMessage",
                    "Resource": _arn("Heard"),
                }
            ]
        },
    }
    stream = {"EventSourceArn": {"Fn::GetAtt": ["Source", "StreamArn"]}, "StartingPosition": "LATEST"}
    return {
        "Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": role},
            "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
            "Seen": _table(False, "pk", "sk"),
            "Source": _table(True, "pk"),
            "Dead": {"Type": "AWS::SQS::Queue"},
            "Failed": {"Type": "AWS::SQS::Queue"},
            "Heard": {"Type": "AWS::SQS::Queue"},
            "HeardPolicy": {"Type": "AWS::SQS::QueuePolicy", "Properties": heard},
            "Work": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 1, "RedrivePolicy": redrive}},
            "FromStream": _source(**stream),
            "FromQueue": _source(EventSourceArn=_arn("Work"), ScalingConfig={"MaximumConcurrency": 2}),
            "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/workers"}},
            "Subscription": {"Type": "AWS::Logs::SubscriptionFilter", "Properties": subscription},
            "After": {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": after},
            "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "workers"}},
            "Rule": {"Type": "AWS::Events::Rule", "Properties": rule},
        },
        "Outputs": {name: {"Value": {"Ref": name}} for name in ("Seen", "Source", "Work", "Dead", "Failed", "Heard")},
    }


@pytest.fixture(scope="module")
def workers(local_stack: LocalStack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Outputs of the probe stack."""
    directory = tmp_path_factory.mktemp("workers")
    probe_stack.write(directory, STACK, PROBE, template())
    yield deploy(local_stack.target, directory, STACK)
    delete(local_stack.target, STACK)


@pytest.fixture
def client(local_stack: LocalStack) -> Callable[[str], Any]:
    return local_stack.target.client


@pytest.fixture
def seen(client: Callable[[str], Any], workers: dict[str, str]) -> Callable[[str], dict[str, int]]:
    """How often the probe was given what, by source."""

    def count(source: str) -> dict[str, int]:
        items = client("dynamodb").query(
            TableName=workers["Seen"],
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": source}},
        )["Items"]
        found: dict[str, int] = {}
        for item in items:
            key = item["sk"]["S"].rpartition("#")[0]
            found[key] = found.get(key, 0) + 1
        return found

    return count


def eventually(look: Callable[[], Any], expected: Any) -> None:
    """Wait until something looks as expected."""
    deadline = time.monotonic() + WITHIN_S
    while (found := look()) != expected:
        assert time.monotonic() < deadline, f"{found} instead of {expected}"
        time.sleep(0.1)


def _bodies(client: Any, queue: str) -> list[Any]:
    answer = client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


def test_a_stream_begins_again_at_the_record_that_failed(
    client: Callable[[str], Any], workers: dict[str, str], seen: Callable[[str], dict[str, int]]
) -> None:
    for key in ("a", "b-bad-1", "c"):
        client("dynamodb").put_item(TableName=workers["Source"], Item={"pk": {"S": key}})
    eventually(lambda: {key: seen("stream").get(key, 0) >= 1 for key in "ac"}, {"a": True, "c": True})
    eventually(lambda: seen("stream")["b-bad-1"], 2)
    assert seen("stream")["a"] == 1, "what lies before the failed record is done"


def test_a_queue_delays_repeats_what_failed_alone_and_gives_up_into_its_dead_letter_queue(
    client: Callable[[str], Any], workers: dict[str, str], seen: Callable[[str], dict[str, int]]
) -> None:
    entries = [
        {"Id": str(at), "MessageBody": body} for at, body in enumerate(('"good"', '"once-bad-1"', '"always-bad-9"'))
    ]
    client("sqs").send_message_batch(QueueUrl=workers["Work"], Entries=entries)
    client("sqs").send_message(QueueUrl=workers["Work"], MessageBody='"late"', DelaySeconds=3)
    started = time.monotonic()
    eventually(lambda: _bodies(client, workers["Dead"]), ["always-bad-9"])
    eventually(lambda: seen("queue").get("late"), 1)
    assert time.monotonic() - started >= 2, "a delay is kept"
    assert seen("queue") == {"good": 1, "once-bad-1": 2, "always-bad-9": 2, "late": 1}


def test_dead_letters_go_back_to_where_they_came_from(
    client: Callable[[str], Any], workers: dict[str, str], seen: Callable[[str], dict[str, int]]
) -> None:
    sqs = client("sqs")
    arns = {
        name: sqs.get_queue_attributes(QueueUrl=workers[name], AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        for name in ("Work", "Dead")
    }
    with pytest.raises(ClientError, match="Dead Letter Queue"):
        sqs.start_message_move_task(SourceArn=arns["Work"])
    with pytest.raises(sqs.exceptions.ResourceNotFoundException):
        sqs.start_message_move_task(SourceArn=f"{arns['Dead']}-of-nobody")
    sqs.purge_queue(QueueUrl=workers["Dead"])
    sqs.send_message(QueueUrl=workers["Work"], MessageBody='"mended-bad-2"')
    eventually(lambda: _bodies(client, workers["Dead"]), ["mended-bad-2"])
    sqs.start_message_move_task(SourceArn=arns["Dead"])
    eventually(lambda: seen("queue").get("mended-bad-2"), 3)
    sqs.send_message(QueueUrl=workers["Dead"], MessageBody='"came from no queue"')
    sqs.start_message_move_task(SourceArn=arns["Dead"])
    tasks = sqs.list_message_move_tasks(SourceArn=arns["Dead"], MaxResults=5)["Results"]
    assert [(task["Status"], task["ApproximateNumberOfMessagesMoved"]) for task in tasks] == [
        ("FAILED", 0),
        ("COMPLETED", 1),
    ]
    assert tasks[0]["FailureReason"] == "CouldNotDetermineMessageSource"
    assert _bodies(client, workers["Dead"]) == ["came from no queue"]
    sqs.start_message_move_task(SourceArn=arns["Dead"], DestinationArn=arns["Work"])
    eventually(lambda: seen("queue").get("came from no queue"), 1)


def test_a_subscription_delivers_matching_lines_in_batches_and_failures_reach_the_on_failure_queue(
    client: Callable[[str], Any], workers: dict[str, str], seen: Callable[[str], dict[str, int]]
) -> None:
    logs = client("logs")

    def write(stream: str, *lines: dict[str, Any]) -> None:
        now_ms = int(time.time() * 1000)
        events = [{"timestamp": now_ms, "message": json.dumps(line)} for line in lines]
        logs.put_log_events(logGroupName="/workers", logStreamName=stream, logEvents=events)

    for stream in ("one", "two"):
        logs.create_log_stream(logGroupName="/workers", logStreamName=stream)
    for number in range(10):
        write("one", {"type": "decision", "n": number}, {"type": "decisions", "n": -1}, {"n": -2})
    eventually(lambda: seen("logs").get("one", 0) > 0, True)
    assert seen("logs")["one"] <= 2, "ten writes in a moment are one batch, or two"
    write("two", {"type": "decision", "n": 0, "fails": True})
    eventually(lambda: seen("logs").get("two"), 2)
    eventually(
        lambda: [body["responsePayload"]["errorType"] for body in _bodies(client, workers["Failed"])], ["ValueError"]
    )


def test_a_bus_hands_on_what_a_rule_asks_for(client: Callable[[str], Any], workers: dict[str, str]) -> None:
    entries = [
        {"EventBusName": "workers", "Source": source, "DetailType": "x", "Detail": json.dumps({"from": source})}
        for source in ("probe", "else")
    ]
    client("events").put_events(Entries=entries)
    eventually(lambda: [body["detail"] for body in _bodies(client, workers["Heard"])], [{"from": "probe"}])


def test_a_users_messages_are_found_in_the_chat_log_newest_first(
    client: Callable[[str], Any], workers: dict[str, str]
) -> None:
    logs = client("logs")
    stream, now = stream_of("room00000001"), time.time()
    logs.create_log_stream(logGroupName="/workers", logStreamName=stream)
    records = [chat_log_line(f"id{at}", user, now - 60 + at) for at, user in enumerate(("ann", 'b "x"', "ann", "anna"))]
    events = [{"timestamp": int((now - 60 + at) * 1000), "message": line} for at, line in enumerate(records)]
    logs.put_log_events(logGroupName="/workers", logStreamName=stream, logEvents=events)
    log = LogsChatLog(logs, "/workers")

    def recent(user: str, since: float = 0.0, limit: int = 10) -> tuple[list[str], bool]:
        found = log.recent("room00000001", user, since, limit)
        return [message.message_id for message in found.messages], found.complete

    assert recent("ann") == (["id2", "id0"], True)
    assert recent("ann", limit=1) == (["id2"], False)
    assert recent("ann", since=now - 59) == (["id2"], True)
    assert recent('b "x"') == (["id1"], True), "what a pattern cannot hold literally is compared afterwards"
    assert log.recent("roomwithnone", "ann", 0.0, 10).messages == []
