"""The reconciler gets the messages of the chat log, waits in a queue, and hashes texts as the review does."""

from typing import Any

from tests.infra.conftest import Synthesised
from tests.infra.intrinsics import resolve


def function_id(synthesised: Synthesised) -> str:
    (found,) = (
        name
        for name, each in synthesised.resources("AWS::Lambda::Function").items()
        if each["Properties"]["Handler"].startswith("reconciler.")
    )
    return found


def queue_of(synthesised: Synthesised, arn: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = synthesised.resources("AWS::SQS::Queue")[arn["Fn::GetAtt"][0]]["Properties"]
    return properties


def test_it_is_given_the_messages_of_the_chat_log_and_nothing_else(full: Synthesised) -> None:
    configuration = full.one("AWS::IVSChat::LoggingConfiguration")["Properties"]["DestinationConfiguration"]
    ours = {"Fn::GetAtt": [function_id(full), "Arn"]}
    subscriptions = [each["Properties"] for each in full.resources("AWS::Logs::SubscriptionFilter").values()]
    (subscription,) = (each for each in subscriptions if each["DestinationArn"] == ours)
    assert subscription["LogGroupName"] == configuration["CloudWatchLogs"]["LogGroupName"]
    assert subscription["FilterPattern"] == '{ $.type = "MESSAGE" }'
    permissions = [each["Properties"] for each in full.resources("AWS::Lambda::Permission").values()]
    (permission,) = (each for each in permissions if each["FunctionName"] == ours)
    assert permission["Principal"] == "logs.amazonaws.com"


def test_it_hashes_texts_with_the_reviews_own_key(full: Synthesised) -> None:
    keys = [
        full.functions()[package]["Properties"]["Environment"]["Variables"]["CONTENT_HASH_KEY"]
        for package in ("message_review", "reconciler")
    ]
    assert keys[0] == keys[1]


def test_what_fails_for_good_is_kept(full: Synthesised) -> None:
    name = function_id(full)
    (after,) = (
        each["Properties"]
        for each in full.resources("AWS::Lambda::EventInvokeConfig").values()
        if each["Properties"]["FunctionName"] == {"Ref": name}
    )
    (mapping,) = (
        each["Properties"]
        for each in full.resources("AWS::Lambda::EventSourceMapping").values()
        if each["Properties"]["FunctionName"] == {"Ref": name}
    )
    failures = after["DestinationConfig"]["OnFailure"]["Destination"]
    waiting = queue_of(full, mapping["EventSourceArn"])
    assert after["MaximumRetryAttempts"] == 2
    dead = waiting["RedrivePolicy"]["deadLetterTargetArn"]
    assert dead != failures
    for queue in (dead, failures):
        assert queue_of(full, queue)["MessageRetentionPeriod"] == 14 * 86_400
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert waiting["VisibilityTimeout"] >= 6 * full.functions()["reconciler"]["Properties"]["Timeout"]


def test_logs_that_aws_delivers_are_where_its_resource_policy_needs_no_entry(full: Synthesised) -> None:
    groups = full.resources("AWS::Logs::LogGroup")
    named = {
        resolve(each["Properties"]["LogGroupName"], full.template["Resources"])
        for each in groups.values()
        if "LogGroupName" in each["Properties"]
    }
    tail = "roomkeeper-0a1b2c3d-0000-4000-8000-000000000000"
    assert named == {f"/aws/vendedlogs/{service}/{tail}" for service in ("ivschat", "apigateway")}
