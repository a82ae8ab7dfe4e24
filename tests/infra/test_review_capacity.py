"""Warm environments: a number on the version, by the clock or by the load."""

from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import assertions, aws_kms

from infra.review_capacity import ReviewCapacity
from infra.review_function import ReviewFunction
from infra.setting_values import WarmHours
from infra.settings import Settings
from infra.tables import Tables
from tests.infra.conftest import Synthesised


def review(directory: Path, warm: int, schedule: tuple[WarmHours, ...] = ()) -> dict[str, Any]:
    """The resources of the review function alone, with so many warm environments."""
    stack = cdk.Stack(cdk.App(outdir=str(directory)), "Review")
    settings = Settings(provisioned_concurrency=warm, provisioned_concurrency_schedule=schedule)
    key, tables = aws_kms.Key(stack, "Key"), Tables(stack, "T", settings=settings)
    function = ReviewFunction(stack, "Review", settings=settings, tables=tables, log_key=key)
    if schedule:
        ReviewCapacity(stack, "Capacity", settings=settings, review=function)
    resources: dict[str, Any] = assertions.Template.from_stack(stack).to_json()["Resources"]
    return resources


def version_of(resources: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Logical id and properties of the published version."""
    ((name, each),) = ((n, e) for n, e in resources.items() if e["Type"] == "AWS::Lambda::Version")
    return name, each["Properties"]


def test_another_number_of_warm_environments_makes_another_version(tmp_path: Path) -> None:
    # Changing the number on an existing version fails on AWS and rolls the stack back.
    two, five = review(tmp_path / "2", 2), review(tmp_path / "5", 5)
    assert version_of(two)[0] != version_of(five)[0]
    assert version_of(five)[1]["ProvisionedConcurrencyConfig"] == {"ProvisionedConcurrentExecutions": 5}
    # Lambda publishes another version only of a function that has changed itself.
    functions = [
        next(each["Properties"] for each in resources.values() if each["Type"] == "AWS::Lambda::Function")
        for resources in (two, five)
    ]
    assert functions[0]["Description"] != functions[1]["Description"]
    assert functions[0]["Code"] == functions[1]["Code"]


def test_none_is_possible(tmp_path: Path) -> None:
    assert "ProvisionedConcurrencyConfig" not in version_of(review(tmp_path, 0))[1]


def test_the_clock_and_the_load_move_the_version_not_the_alias(every_option: Synthesised) -> None:
    target = every_option.one("AWS::ApplicationAutoScaling::ScalableTarget")["Properties"]
    ((version_id, _),) = every_option.resources("AWS::Lambda::Version").items()
    assert target["ResourceId"]["Fn::Join"][1][-1] == {"Fn::GetAtt": [version_id, "Version"]}
    assert target["ScalableDimension"] == "lambda:function:ProvisionedConcurrency"
    assert (target["MinCapacity"], target["MaxCapacity"]) == (2, 50)
    (action,) = target["ScheduledActions"]
    assert action["Schedule"] == "cron(0 17 * * ? *)"
    assert action["ScalableTargetAction"] == {"MinCapacity": 20, "MaxCapacity": 50}


def test_the_clock_alone_brings_the_number_down_again(tmp_path: Path) -> None:
    evening, night = WarmHours("cron(0 17 * * ? *)", 20), WarmHours("cron(0 23 * * ? *)", 3)
    resources = review(tmp_path, 2, (evening, night)).values()
    (target,) = (each for each in resources if each["Type"] == "AWS::ApplicationAutoScaling::ScalableTarget")
    assert [each["ScalableTargetAction"] for each in target["Properties"]["ScheduledActions"]] == [
        {"MinCapacity": 20, "MaxCapacity": 20},
        {"MinCapacity": 3, "MaxCapacity": 3},
    ]
    assert not [each for each in resources if each["Type"] == "AWS::ApplicationAutoScaling::ScalingPolicy"]


def test_load_is_invocations_per_warm_environment_never_utilisation(every_option: Synthesised) -> None:
    policy = every_option.one("AWS::ApplicationAutoScaling::ScalingPolicy")["Properties"]
    tracking = policy["TargetTrackingScalingPolicyConfiguration"]
    assert "PredefinedMetricSpecification" not in tracking
    queries = {each["Id"]: each for each in tracking["CustomizedMetricSpecification"]["Metrics"]}
    assert [each["Id"] for each in queries.values() if each["ReturnData"]] == ["load"]
    assert queries["load"]["Expression"] == (
        "IF(share > 0, invocations / PERIOD(invocations) / (10 * busy / share), 0)"
    )
    metrics = {name: each["MetricStat"]["Metric"] for name, each in queries.items() if name != "load"}
    ((version_id, _),) = every_option.resources("AWS::Lambda::Version").items()
    version = {"Fn::GetAtt": [version_id, "Version"]}
    measured = {
        name: (metric["MetricName"], metric["Dimensions"][1]["Value"]["Fn::Join"][1][-1])
        for name, metric in metrics.items()
    }
    # Lambda publishes what concerns warm environments for the qualifier that they are configured on.
    assert measured == {
        "invocations": ("Invocations", ":live"),
        "busy": ("ProvisionedConcurrentExecutions", version),
        "share": ("ProvisionedConcurrencyUtilization", version),
    }
