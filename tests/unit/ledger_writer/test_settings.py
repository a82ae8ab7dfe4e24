"""The environment is read once, and everything that is wrong with it is told together."""

import pytest

from aws_edges.environment import EnvironmentProblems
from ledger_writer.settings import parse
from moderation.ledger.retention import Retention

NAMES = ("DECISIONS", "STATE", "AUDIT", "ACTIONS", "POLICIES")
GOOD = {
    **{f"{name}_TABLE": name.lower() for name in NAMES},
    "POISON_QUEUE_URL": "https://sqs/poison",
    "LOOK_QUEUE_URL": "https://sqs/looks",
    "EVENT_BUS": "bus",
    "ALLOWED_DAYS": "1",
    "DECISION_DAYS": "2",
    "REFUSED_TEXT_DAYS": "3",
    "STATS_DAYS": "4",
    "HOLD_MINUTES": "5",
}


def test_what_the_environment_says() -> None:
    settings = parse(GOOD)
    assert settings.retention == Retention(1, 2, 3, 4, 5)
    assert (settings.poison_queue_url, settings.look_queue_url, settings.event_bus) == (
        "https://sqs/poison",
        "https://sqs/looks",
        "bus",
    )


def test_all_problems_come_together() -> None:
    with pytest.raises(EnvironmentProblems) as problems:
        parse({**GOOD, "HOLD_MINUTES": "61", "STATS_DAYS": "0", "EVENT_BUS": "", "AUDIT_TABLE": ""})
    assert all(name in str(problems.value) for name in ("HOLD_MINUTES", "STATS_DAYS", "EVENT_BUS", "AUDIT_TABLE"))
