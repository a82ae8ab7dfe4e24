"""The attacher's environment."""

import pytest

from aws_edges.environment import EnvironmentProblems
from room_attacher.settings import parse

GOOD = {
    "REVIEW_HANDLER_ARN": "arn:aws:lambda:us-west-2:123456789012:function:review:live",
    "REVIEW_FALLBACK": "ALLOW",
    "LOGGING_CONFIGURATION_ARN": "arn:aws:ivschat:us-west-2:123456789012:logging-configuration/abcdefghijkl",
    "ATTACH_UNGUARDED": "true",
    "STATE_TABLE": "s",
    "AUDIT_TABLE": "a",
    "ACTIONS_TABLE": "i",
}


@pytest.mark.parametrize("text", ["true", "false"])
def test_a_good_environment(text: str) -> None:
    settings = parse({**GOOD, "ATTACH_UNGUARDED": text})
    assert settings.attach_unguarded is (text == "true")
    assert settings.tables == {"State": "s", "Audit": "a", "Actions": "i"}


@pytest.mark.parametrize("name", GOOD)
def test_every_value_is_needed_and_named(name: str) -> None:
    with pytest.raises(EnvironmentProblems, match=name):
        parse({other: value for other, value in GOOD.items() if other != name})


def test_all_problems_are_told_together() -> None:
    with pytest.raises(EnvironmentProblems) as problems:
        parse({"ATTACH_UNGUARDED": "yes"})
    assert all(name in str(problems.value) for name in GOOD)
