"""The port of budgets: one suite for the fake and for DynamoDB."""

from typing import TYPE_CHECKING

import pytest

from aws_edges.dynamo_budgets import DynamoBudgets
from moderation.ports import Budgets
from tests.edges.conftest import NAMES
from tests.fakes.state import InMemoryBudgets, InMemoryState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

NOON = 1_800_000_000.25
PERSON = "person:a#b"


@pytest.fixture(params=["memory", "DynamoDB"])
def budgets(request: pytest.FixtureRequest) -> Budgets:
    if request.param == "memory":
        return InMemoryBudgets(InMemoryState())
    return DynamoBudgets(request.getfixturevalue("dynamodb"), NAMES)


def test_as_many_as_the_limit_says_then_the_wait_for_the_next_period(budgets: Budgets) -> None:
    assert [budgets.spend(PERSON, "actions", 60, 3, NOON) for _ in range(4)] == [0, 0, 0, 60]
    assert budgets.spend(PERSON, "actions", 60, 3, NOON + 59) == 1
    assert budgets.spend(PERSON, "actions", 60, 3, NOON + 60) == 0


def test_callers_and_budgets_are_apart(budgets: Budgets) -> None:
    assert budgets.spend(PERSON, "actions", 60, 1, NOON) == 0
    assert budgets.spend("person:a", "actions", 60, 1, NOON) == 0
    assert budgets.spend(PERSON, "bans", 3600, 1, NOON) == 0
    assert budgets.spend(PERSON, "actions", 60, 1, NOON) == 60


def test_a_counter_expires_after_its_period(dynamodb: "DynamoDBServiceResource") -> None:
    DynamoBudgets(dynamodb, NAMES).spend(PERSON, "bans", 3600, 1, NOON)
    (item,) = dynamodb.Table(NAMES["State"]).scan()["Items"]
    assert (item["pk"], item["spent"]) == (f"budget#{PERSON}", 1)
    assert int(str(item["ttl"])) > NOON + 3600
