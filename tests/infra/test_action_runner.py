"""The action runner in the template: its limit of invocations, its filter, its queues, and what it may do."""

import json
from typing import Any

from action_runner.pace import INVOCATIONS_AT_ONCE
from tests.infra.conftest import Synthesised


def mappings(full: Synthesised) -> list[dict[str, Any]]:
    function = next(
        name
        for name, each in full.resources("AWS::Lambda::Function").items()
        if each["Properties"]["Handler"] == "action_runner.handler.handler"
    )
    found = [each["Properties"] for each in full.resources("AWS::Lambda::EventSourceMapping").values()]
    return [each for each in found if each["FunctionName"] == {"Ref": function}]


def test_both_queues_run_as_many_at_once_as_the_pace_reckons_with(full: Synthesised) -> None:
    queues = [each for each in mappings(full) if "ScalingConfig" in each]
    assert [each["ScalingConfig"] for each in queues] == [{"MaximumConcurrency": INVOCATIONS_AT_ONCE}] * 2
    assert sorted(each["BatchSize"] for each in queues) == [1, 10]
    assert all(each["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for each in queues)


def test_the_stream_lets_through_what_nobody_has_taken(full: Synthesised) -> None:
    (stream,) = [each for each in mappings(full) if "ScalingConfig" not in each]
    (chosen,) = stream["FilterCriteria"]["Filters"]
    image = {"status": {"S": ["pending"]}, "enqueue": {"BOOL": [True]}}
    assert json.loads(chosen["Pattern"]) == {"dynamodb": {"NewImage": image}}


def test_queues_hold_a_message_back_for_six_runs_and_give_it_up_after_five_tries(full: Synthesised) -> None:
    seconds = full.functions()["action_runner"]["Properties"]["Timeout"]
    arns = [each["EventSourceArn"]["Fn::GetAtt"][0] for each in mappings(full) if "ScalingConfig" in each]
    queues = [full.resources("AWS::SQS::Queue")[name]["Properties"] for name in arns]
    assert {each["VisibilityTimeout"] for each in queues} == {6 * seconds}
    assert {each["RedrivePolicy"]["maxReceiveCount"] for each in queues} == {5}
    (dead,) = {each["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0] for each in queues}
    assert full.resources("AWS::SQS::Queue")[dead]["Properties"]["MessageRetentionPeriod"] == 14 * 86_400
    assert full.template["Outputs"]["DeadActionsQueueArn"]["Value"] == {"Fn::GetAtt": [dead, "Arn"]}
