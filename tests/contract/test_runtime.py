"""The function under the real Lambda runtime client: what arrives there is what IVS Chat gets."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from bench.latency.runtime_api import ON_DEMAND, ExecutionEnvironment
from tests.contract.answer_validator import problems_of
from tests.contract.conftest import stored_sanction

FUNCTIONS = str(Path(__file__).parents[2] / "functions")
HANDLER = "message_review.handler.handler"


def event(content: str, user: str = "mary") -> dict[str, Any]:
    return {
        "Content": content,
        "MessageId": "AYk6xKitV4On",
        "RoomArn": "arn:aws:ivschat:us-west-2:123456789012:room/BLR123456789",
        "Attributes": None,
        "Sender": {"Attributes": {}, "UserId": user, "Ip": "192.0.2.1"},
    }


@pytest.fixture(scope="module")
def stateless() -> Iterator[ExecutionEnvironment]:
    with ExecutionEnvironment(HANDLER, [FUNCTIONS]) as environment:
        environment.wait_until_initialised()
        yield environment


@pytest.mark.parametrize(
    "content",
    ["good evening", "\ud800 alone", "\U0001f600" * 500, "x" * 501, "", "go kill yourself", "\u2028\x00\x1b["],
)
def test_answers_survive_the_runtime(stateless: ExecutionEnvironment, content: str) -> None:
    answer = json.loads(stateless.invoke(json.dumps(event(content)).encode()))
    assert problems_of(answer, event(content)) == []


def test_deep_and_odd_json(stateless: ExecutionEnvironment) -> None:
    deep = b'{"Content":"hi","Attributes":' + b"[" * 400 + b"]" * 400 + b"}"
    for raw in (deep, b"null", b"[]", b'"x"', b"1e999"):
        answer = json.loads(stateless.invoke(raw))
        assert problems_of(answer, json.loads(raw)) == []


def test_every_line_of_output_is_a_decision(stateless: ExecutionEnvironment) -> None:
    stateless.invoke(json.dumps(event("one more")).encode())
    lines = [json.loads(line) for line in stateless.output().splitlines()]
    assert {line["type"] for line in lines} == {"decision"}
    assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
    assert {line["function"] for line in lines} == {"review"}


def test_cold_on_demand_start_with_tables(dynamodb: StandIn) -> None:
    dynamodb.tables.put("State", stored_sanction("ban"))
    variables = dynamodb.environment
    with ExecutionEnvironment(HANDLER, [FUNCTIONS], variables, ON_DEMAND) as environment:
        # The second message has its state, on a machine that does nothing else for 80 ms.
        for _ in range(20):
            verdict = json.loads(environment.invoke(json.dumps(event("hi")).encode()))["ReviewResult"]
            if verdict == "DENY":
                break
        first, *_, last = (json.loads(line) for line in environment.output().splitlines())
    assert (first["verdict"], first["cause"]) == ("ALLOW", "cold")
    assert (verdict, last["reason"]) == ("DENY", "banned")


def test_an_environment_that_cannot_work_fails_in_init() -> None:
    """A version that fails its INIT is never published with provisioned concurrency, so it gets no traffic."""
    with ExecutionEnvironment(
        HANDLER, [FUNCTIONS], {"STATE_TABLE": "State", "REVIEW_FALLBACK": "MAYBE"}
    ) as environment:
        assert environment.process.wait(30) != 0
        assert "SettingsError" in environment.output()
