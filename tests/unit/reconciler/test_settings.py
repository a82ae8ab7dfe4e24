"""The reconciler's environment."""

import pytest

from aws_edges.environment import EnvironmentProblems
from reconciler.settings import parse

GOOD = {
    "REVIEW_HANDLER_ARN": "arn:aws:lambda:us-west-2:123456789012:function:review:live",
    "LOGGING_CONFIGURATION_ARN": "arn:aws:ivschat:us-west-2:123456789012:logging-configuration/abcdefghijkl",
    "CONTENT_HASH_KEY": "key",
    "RECHECK_QUEUE_URL": "https://sqs/queue",
    "EVENT_BUS": "bus",
    "DECISION_DAYS": "90",
    **{f"{name}_TABLE": name.lower() for name in ("STATE", "POLICIES", "DECISIONS", "AUDIT", "ACTIONS")},
}


def test_a_whole_environment_is_read() -> None:
    settings = parse(GOOD)
    assert settings.recheck_queue_url == "https://sqs/queue"
    assert settings.tables["Decisions"] == "decisions"


def test_all_problems_are_told_together() -> None:
    with pytest.raises(EnvironmentProblems) as problems:
        parse({"REVIEW_HANDLER_ARN": "arn:aws:s3:::bucket"})
    told = str(problems.value)
    assert all(name in told for name in GOOD), told
