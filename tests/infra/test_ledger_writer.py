"""Decision lines reach the ledger writer, nothing else does, and what fails is not gone."""

from typing import Any

from moderation import tables
from tests.infra.conftest import Synthesised
from tests.infra.test_grants import on_table, statements


def queue(synthesised: Synthesised, reference: dict[str, Any]) -> dict[str, Any]:
    """The properties of the queue that an ARN or a URL means."""
    logical_id = reference["Fn::GetAtt"][0] if "Fn::GetAtt" in reference else reference["Ref"]
    properties: dict[str, Any] = synthesised.resources("AWS::SQS::Queue")[logical_id]["Properties"]
    return properties


def variables(synthesised: Synthesised) -> dict[str, Any]:
    found: dict[str, Any] = synthesised.functions()["ledger_writer"]["Properties"]["Environment"]["Variables"]
    return found


def test_it_gets_decision_lines_of_the_review_and_no_others(full: Synthesised) -> None:
    writer, review = (full.functions()[name] for name in ("ledger_writer", "message_review"))
    (writer_id,) = (name for name, each in full.resources("AWS::Lambda::Function").items() if each == writer)
    filters = [each["Properties"] for each in full.resources("AWS::Logs::SubscriptionFilter").values()]
    (ours,) = (each for each in filters if each["DestinationArn"] == {"Fn::GetAtt": [writer_id, "Arn"]})
    assert ours["FilterPattern"] == '{ $.type = "decision" }'
    assert ours["LogGroupName"] == review["Properties"]["LoggingConfig"]["LogGroup"]


def test_a_batch_is_tried_three_times_and_then_kept(full: Synthesised) -> None:
    writer = full.functions()["ledger_writer"]
    (writer_id,) = (name for name, each in full.resources("AWS::Lambda::Function").items() if each == writer)
    invocations = [each["Properties"] for each in full.resources("AWS::Lambda::EventInvokeConfig").values()]
    (ours,) = (each for each in invocations if each["FunctionName"] == {"Ref": writer_id})
    assert (ours["MaximumRetryAttempts"], ours["Qualifier"]) == (2, "$LATEST")
    destination = ours["DestinationConfig"]["OnFailure"]["Destination"]
    sends = [each for each in statements(full, "ledger_writer") if each["Action"] == ["sqs:SendMessage"]]
    assert any(destination in each["Resource"] for each in sends), "Lambda sends it in the function's name"


def test_queues_keep_lines_no_longer_than_the_log_does(full: Synthesised) -> None:
    kept_seconds = 7 * 86_400
    poison = queue(full, variables(full)["POISON_QUEUE_URL"])
    looks = queue(full, variables(full)["LOOK_QUEUE_URL"])
    failures = queue(full, looks["RedrivePolicy"]["deadLetterTargetArn"])
    assert poison["MessageRetentionPeriod"] == failures["MessageRetentionPeriod"] == kept_seconds
    assert all(each["SqsManagedSseEnabled"] for each in (poison, looks, failures))
    assert looks["VisibilityTimeout"] >= 6 * full.functions()["ledger_writer"]["Properties"]["Timeout"]


def test_it_writes_what_it_derives_and_never_changes_the_audit(full: Synthesised) -> None:
    assert on_table(full, "ledger_writer", tables.DECISIONS) == {
        "BatchGetItem",
        "BatchWriteItem",
        "GetItem",
        "PutItem",
        "UpdateItem",
    }
    assert on_table(full, "ledger_writer", tables.STATE) == {"GetItem", "PutItem", "Query"}
    assert (
        on_table(full, "ledger_writer", tables.AUDIT) == on_table(full, "ledger_writer", tables.ACTIONS) == {"PutItem"}
    )
    assert on_table(full, "ledger_writer", tables.POLICIES) == {"GetItem", "Query"}
