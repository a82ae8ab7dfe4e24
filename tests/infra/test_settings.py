"""Settings: typed or as strings, every wrong value named with what is allowed, all at once."""

import re

import pytest

from infra.setting_values import WarmHours
from infra.settings import Settings, SettingsError, parse

WRONG: list[tuple[str, object, str]] = [
    ("emulated_aws", "yes", "true or false"),
    ("emulated_aws", 1.5, "true or false"),
    ("bytecode", "maybe", "one of optional, required"),
    ("keep_data", None, "true or false"),
    ("patterns", "on", "true or false"),
    ("review_fallback", "allow", "one of ALLOW, DENY"),
    ("provisioned_concurrency", -1, "a whole number from 0 to 10000"),
    ("provisioned_concurrency", True, "a whole number from 0 to 10000"),
    ("provisioned_concurrency_max", "many", "a whole number from 1 to 10000"),
    ("provisioned_concurrency_schedule", "[", 'a JSON list of {"cron", "environments"}'),
    ("provisioned_concurrency_schedule", "{}", 'a list of {"cron", "environments"}'),
    ("provisioned_concurrency_schedule", [{"cron": "cron(0 17 * * ? *)"}], 'exactly "cron" and "environments"'),
    ("provisioned_concurrency_schedule", [{"cron": "17:00", "environments": 2}], "cron(six fields)"),
    ("provisioned_concurrency_schedule", [{"cron": "cron(0 17 * * ? *)", "environments": 0}], "from 1 to 10000"),
    ("reserved_concurrency", 0, "a whole number from 1 to 100000"),
    ("room", "no", "true or false"),
    ("room_name", "a room", "1 to 128 letters"),
    ("room_rate_per_second", 11, "a whole number from 1 to 10"),
    ("room_rate_per_second", "0", "a whole number from 1 to 10"),
    ("attach_unguarded", "x", "true or false"),
    ("manage_log_delivery", "all", "true or false"),
    ("first_admin_email", "admin", "an e-mail address"),
    ("refused_content", "all", "one of text, hash, nothing"),
    ("review_log_days", 30, "one of 1, 3, 5, 7"),
    ("log_days", 365, "one of 1, 3, 5, 7, 14, 30, 60, 90"),
    ("person_actions_per_minute", 0, "a whole number from 1 to 10000"),
    ("person_bans_per_hour", "many", "a whole number from 1 to 100000"),
    ("service_actions_per_minute", 1.5, "a whole number from 1 to 100000"),
    ("allowed_days", 0, "a whole number from 1 to 3660"),
    ("decision_days", "for ever", "a whole number from 1 to 3660"),
    ("refused_text_days", -1, "a whole number from 1 to 3660"),
    ("stats_days", 3661, "a whole number from 1 to 3660"),
    ("hold_minutes", 61, "a whole number from 1 to 60"),
    ("alarm_topic_arn", "alarms", "the ARN of an SNS topic"),
]


def test_an_empty_context_gives_the_defaults() -> None:
    assert parse({}) == Settings()


def test_what_belongs_to_cdk_is_left_alone() -> None:
    context = {"@aws-cdk/core:x": True, "aws:cdk:bundling-stacks": ["**"], "availability-zones:account=1:region=r": []}
    assert parse(context) == Settings()


def test_strings_of_a_command_line_mean_the_same_as_typed_values() -> None:
    typed: dict[str, object] = {
        "emulated_aws": True,
        "keep_data": False,
        "provisioned_concurrency": 5,
        "provisioned_concurrency_max": 40,
        "provisioned_concurrency_schedule": [{"cron": "cron(0 17 * * ? *)", "environments": 20}],
        "first_admin_email": None,
        "log_days": 14,
    }
    strings: dict[str, object] = {
        "emulated_aws": "true",
        "keep_data": "false",
        "provisioned_concurrency": "5",
        "provisioned_concurrency_max": "40",
        "provisioned_concurrency_schedule": '[{"cron": "cron(0 17 * * ? *)", "environments": 20}]',
        "first_admin_email": "",
        "log_days": "14",
    }
    expected = Settings(
        emulated_aws=True,
        keep_data=False,
        provisioned_concurrency=5,
        provisioned_concurrency_max=40,
        provisioned_concurrency_schedule=(WarmHours("cron(0 17 * * ? *)", 20),),
        log_days=14,
    )
    assert parse(typed) == expected
    assert parse(strings) == expected


@pytest.mark.parametrize(("key", "value", "allowed"), WRONG)
def test_a_wrong_value_names_its_key_and_what_is_allowed(key: str, value: object, allowed: str) -> None:
    with pytest.raises(SettingsError, match=rf"{key}: .*{re.escape(allowed)}.*given: {re.escape(repr(value))}"):
        parse({key: value})


def test_every_setting_has_a_wrong_value_above() -> None:
    assert {key for key, _, _ in WRONG} == set(Settings.__dataclass_fields__)


def test_all_problems_come_together() -> None:
    with pytest.raises(SettingsError) as error:
        parse({"room_rate_per_second": 50, "review_fallback": "MAYBE", "provisoned_concurrency": 3})
    lines = str(error.value).splitlines()[1:]
    assert [line.strip().partition(":")[0] for line in lines] == [
        "room_rate_per_second",
        "review_fallback",
        "provisoned_concurrency",
    ]
    assert "did you mean provisioned_concurrency?" in lines[2]


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ({"provisioned_concurrency": 5, "provisioned_concurrency_max": 4}, "provisioned_concurrency_max: at least"),
        ({"provisioned_concurrency": 0, "provisioned_concurrency_max": 4}, "provisioned_concurrency: at least 1"),
        ({"provisioned_concurrency": 5, "reserved_concurrency": 4}, "reserved_concurrency: at least"),
        ({"provisioned_concurrency_max": 20, "reserved_concurrency": 19}, "at their peak, 20"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(context: dict[str, object], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        parse(context)
