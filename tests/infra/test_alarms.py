"""Alarms: on every way in which a message can go out unreviewed, and on every function."""

from typing import Any

from chainer.metrics import CHAIN_LAG
from infra.assets import ASSETS
from tests.infra.conftest import EVERY_OPTION, Synthesised


def alarms(synthesised: Synthesised) -> list[dict[str, Any]]:
    """The properties of every alarm."""
    return [each["Properties"] for each in synthesised.resources("AWS::CloudWatch::Alarm").values()]


def test_fallbacks_are_counted_by_ivs_chat_for_the_alias(full: Synthesised) -> None:
    (alias_id,) = full.resources("AWS::Lambda::Alias")
    uri = [{"Name": "Uri", "Value": {"Ref": alias_id}}]
    on_uri = {
        each["MetricName"]
        for each in alarms(full)
        if each.get("Namespace") == "AWS/IVSChat" and each["Dimensions"] == uri
    }
    assert on_uri == {"InvocationErrors", "ResponseValidationErrors"}


def test_the_alias_is_watched_for_throttles_and_errors_the_version_for_spillover(full: Synthesised) -> None:
    function = full.functions()["message_review"]
    (function_id,) = (name for name, each in full.resources("AWS::Lambda::Function").items() if each == function)
    (version_id,) = full.resources("AWS::Lambda::Version")
    alias, version = [":live"], [":", {"Fn::GetAtt": [version_id, "Version"]}]
    assert watched_on(full, function_id, alias) == {"Throttles", "Errors"}
    assert watched_on(full, function_id, version) == {"ProvisionedConcurrencySpilloverInvocations"}


def watched_on(synthesised: Synthesised, function_id: str, qualifier: list[Any]) -> set[str]:
    """The metrics with alarms on one qualifier of a function."""
    resource = {"Name": "Resource", "Value": {"Fn::Join": ["", [{"Ref": function_id}, *qualifier]]}}
    return {
        each["MetricName"]
        for each in alarms(synthesised)
        if resource in each.get("Dimensions", [])
        and {"Name": "FunctionName", "Value": {"Ref": function_id}} in each["Dimensions"]
    }


# Ages, lags and shares: everybody has some.
MEASURED = {
    "ApproximateAgeOfOldestMessage",
    "ChatLogLagSeconds",
    "UncoveredMessages",
    "actions.oldest_overdue_seconds",
    CHAIN_LAG,
}


def test_an_alarm_goes_off_at_the_first_event_and_says_what_it_means(full: Synthesised) -> None:
    for alarm in alarms(full):
        assert (alarm["Threshold"] > 0) == (alarm["MetricName"] in MEASURED), "what is counted must not happen at all"
        assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
        assert alarm["EvaluationPeriods"] == 1
        assert len(alarm["AlarmDescription"]) > 30


def test_an_entry_that_waits_a_minute_for_its_link_is_an_alarm(full: Synthesised) -> None:
    (late,) = (each for each in alarms(full) if each["MetricName"] == CHAIN_LAG)
    assert (late["Statistic"], late["Threshold"]) == ("Maximum", 60_000)


def test_silence_of_the_check_for_unguarded_rooms_is_an_alarm(full: Synthesised) -> None:
    missing = {each["MetricName"]: each["TreatMissingData"] for each in alarms(full)}
    assert missing.pop("UnguardedRooms") == "breaching"
    assert missing.pop("actions.oldest_overdue_seconds") == "breaching"
    assert set(missing.values()) == {"notBreaching"}
    rules = {
        each["Properties"]["Description"]: each["Properties"] for each in full.resources("AWS::Events::Rule").values()
    }
    check = rules["Looks for chat rooms that Roomkeeper does not guard"]
    assert check["ScheduleExpression"] == "rate(5 minutes)"


def test_functions_off_the_review_path_are_watched(full: Synthesised) -> None:
    functions = full.resources("AWS::Lambda::Function")
    watched: dict[str, set[str]] = {}
    for alarm in alarms(full):
        if alarm.get("Namespace") == "AWS/Lambda" and len(alarm["Dimensions"]) == 1:
            package = functions[alarm["Dimensions"][0]["Value"]["Ref"]]["Properties"]["Handler"].partition(".")[0]
            watched.setdefault(package, set()).add(alarm["MetricName"])
    elsewhere = {"message_review", "first_admin"}  # on its alias; run by hand
    assert watched == {package: {"Errors", "Throttles"} for package in set(ASSETS) - elsewhere}


def test_alarms_notify_the_topic_that_the_settings_name(full: Synthesised, every_option: Synthesised) -> None:
    assert all("AlarmActions" not in each for each in alarms(full))
    topic = [EVERY_OPTION["alarm_topic_arn"]]
    assert all(each["AlarmActions"] == each["OKActions"] == topic for each in alarms(every_option))
