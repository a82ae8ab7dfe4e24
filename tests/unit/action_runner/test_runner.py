"""The function around the core: batches, broken messages, the pace, the stream."""

import json
from dataclasses import replace
from math import ceil
from typing import Any

import pytest

from action_runner import handler
from action_runner.metrics import Metrics
from action_runner.pace import CALLS_PER_SECOND_MAX, INVOCATIONS_AT_ONCE, SECONDS_BETWEEN_CALLS, Pace, PacedMessaging
from action_runner.runner import Runner
from action_runner.settings import parse
from aws_edges.environment import EnvironmentProblems
from infra import action_runner as infra_runner
from moderation.delivery.records import Waiting
from tests.unit.action_runner.test_run import NOW, Scene

ENVIRONMENT = {
    "ACTIONS_TABLE": "actions",
    "STATE_TABLE": "state",
    "URGENT_QUEUE_URL": "https://sqs/urgent",
    "BULK_QUEUE_URL": "https://sqs/bulk",
    "CHAT_LOG_GROUP": "chat",
    "LOGGING_CONFIGURATION_ARN": "arn:aws:ivschat:us-west-2:123456789012:logging-configuration/ourlogging12",
}


class Watch:
    """A stop watch that only sleeping moves."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def runner_of(scene: Scene, watch: Watch, lines: list[str] | None = None) -> Runner:
    pace = Pace(watch, watch.sleep)
    desk = replace(scene.desk, chat_messaging=PacedMessaging(scene.chat, pace))
    return Runner(desk, pace, Metrics((lines if lines is not None else []).append, scene.clock))


def message(action_id: str) -> dict[str, Any]:
    return {"messageId": f"of-{action_id}", "body": json.dumps({"actionId": action_id}), "eventSource": "aws:sqs"}


def failed(answer: Any) -> list[str]:
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def record(action_id: str, number: int, **more: Any) -> dict[str, Any]:
    image = {
        "pk": {"S": f"action#{action_id}"},
        "sk": {"S": "intent"},
        "operation": {"S": "SendEvent"},
        "room": {"S": "room00000001"},
        "arguments": {"M": {}},
        "by": {"S": "person:ann"},
        "at": {"N": "1800000000000"},
        "status": {"S": "pending"},
        "enqueue": {"BOOL": True},
        "leaseUntil": {"N": "1800000005000"},
        "attempts": {"N": "0"},
        "dueSort": {"S": f"1800000005000#{action_id}"},
        **more,
    }
    told = {"NewImage": {name: value for name, value in image.items() if value}, "SequenceNumber": str(number)}
    return {"eventName": "INSERT", "eventSource": "aws:dynamodb", "dynamodb": told}


@pytest.mark.parametrize("position", range(10))
def test_a_broken_message_fails_alone_wherever_it_is(position: int) -> None:
    scene = Scene()
    batch = []
    for number in range(10):
        scene.add(action_id=f"a{number}")
        batch.append(message(f"a{number}"))
    batch[position] = {"messageId": "broken", "body": "{]"}
    assert failed(runner_of(scene, Watch()).run(batch)) == ["broken"]
    assert len(scene.chat.calls) == len(scene.state.endings) == 9


def test_an_intent_that_breaks_the_code_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    scene.add(action_id="good")
    scene.add(action_id="bad", arguments={})
    assert failed(runner_of(scene, Watch()).run([message("bad"), message("good")])) == ["of-bad"]
    assert scene.stands("good") == ("done", "")
    assert scene.stands("bad") == ("pending", ""), "it is tried again, and given up in the end"


def test_calls_are_apart_and_nothing_else_waits() -> None:
    scene, watch = Scene(), Watch()
    for name in ("a", "b"):
        scene.add(action_id=name)
    scene.add("DeleteMessage", "refused")
    scene.chat.refuse["DeleteMessage"] = "ThrottlingException"
    runner = runner_of(scene, watch)
    runner.run([message("a"), message("refused"), message("b")])
    assert watch.slept == pytest.approx([SECONDS_BETWEEN_CALLS] * 3), "the last call of an invocation is followed, too"
    runner.run([message("never"), message("a")])
    assert len(watch.slept) == 3, "what is not to be had costs no time"


def test_what_a_call_takes_itself_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    scene, watch = Scene(), Watch()
    scene.add()
    original = scene.chat.disconnect_user

    def slow(*arguments: Any) -> None:
        watch.time += SECONDS_BETWEEN_CALLS
        original(*arguments)

    monkeypatch.setattr(scene.chat, "disconnect_user", slow)
    runner_of(scene, watch).run([message("a1")])
    assert watch.slept == []


def test_pace_and_mapping_make_eighty_a_second_together() -> None:
    assert infra_runner.INVOCATIONS_AT_ONCE == INVOCATIONS_AT_ONCE
    in_one_invocation = ceil((1 + 0.066) / SECONDS_BETWEEN_CALLS)
    assert in_one_invocation * INVOCATIONS_AT_ONCE == CALLS_PER_SECOND_MAX


def test_the_stream_enqueues_what_waits_until_it_is_due() -> None:
    scene = Scene()
    records = [
        record("new", 1),
        record("taken", 2, enqueue=None),
        record("ended", 3, status={"S": "done"}),
        record("far", 4, dueSort={"S": "1800001000000#far"}),
        {"eventName": "REMOVE", "eventSource": "aws:dynamodb", "dynamodb": {"SequenceNumber": "5"}},
    ]
    assert failed(runner_of(scene, Watch()).enqueue(records)) == []
    assert scene.queues.waiting == [Waiting("new", "SendEvent", 5)]


def test_the_stream_goes_on_where_a_queue_refused() -> None:
    scene = Scene()
    scene.queues.refuses.add("second")
    records = [record(name, number) for number, name in enumerate(("first", "second", "third"))]
    assert failed(runner_of(scene, Watch()).enqueue(records)) == ["1"]


def test_each_sweep_tells_what_it_found_even_nothing() -> None:
    scene = Scene()
    lines: list[str] = []
    runner = runner_of(scene, Watch(), lines)
    runner.sweep()
    scene.add(at=NOW - 90, lease_until=NOW - 85)
    runner.sweep()
    told = [json.loads(line) for line in lines]
    assert [each["actions.overdue"] for each in told] == [0, 1]
    assert [each["actions.oldest_overdue_seconds"] for each in told] == [0, 90]


def test_the_handler_tells_its_events_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    scene.add(action_id="run")
    runner = runner_of(scene, Watch())
    monkeypatch.setattr(handler, "runner", lambda: runner)
    assert handler.handler({"Records": [message("run")]}, None) == {"batchItemFailures": []}
    assert scene.stands("run") == ("done", "")
    assert handler.handler({"Records": [record("new", 1)]}, None) == {"batchItemFailures": []}
    assert [each.action_id for each in scene.queues.waiting] == ["new"]
    assert handler.handler({"source": "aws.events"}, None) == {"overdue": 0}


def test_a_wrong_environment_is_told_whole() -> None:
    assert parse(ENVIRONMENT).queue_urls == {"urgent": "https://sqs/urgent", "bulk": "https://sqs/bulk"}
    with pytest.raises(EnvironmentProblems) as problems:
        parse({})
    assert len(str(problems.value).splitlines()) == len(ENVIRONMENT)
