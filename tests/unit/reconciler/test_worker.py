"""The function's door: batches of the chat log in every shape, and its queue."""

import base64
import gzip
import json
from typing import Any

import pytest
from aws_lambda_powertools import Logger, Metrics

from aws_edges import sqs_rechecks
from moderation.reconciliation.reconcile import Reconciler
from moderation.reconciliation.records import Recheck
from reconciler.chat_log_batch import unpacked
from reconciler.report import Report
from reconciler.worker import Worker
from tests.fakes.chat_log import chat_log_line
from tests.fakes.reconciliation import ROOM, ReconcilerWorld
from tests.unit.reconciler.build import CLEAN, DENIED, NOW, decision, delivered, packed

STREAM = f"aws/IVSChatLogs/1.0/room_{ROOM}"


def batch(*lines: str, stream: str = STREAM, kind: str = "DATA_MESSAGE") -> dict[str, Any]:
    events = [{"id": f"event{at}", "timestamp": 1, "message": line} for at, line in enumerate(lines)]
    payload = {"messageType": kind, "logGroup": "g", "logStream": stream, "logEvents": events}
    return {"awslogs": {"data": base64.b64encode(gzip.compress(json.dumps(payload).encode())).decode()}}


def queue(*bodies: str) -> dict[str, Any]:
    def record(at: int, body: str) -> dict[str, Any]:
        attributes = {"ApproximateReceiveCount": str(at + 1)}
        return {"messageId": f"q{at}", "receiptHandle": f"r{at}", "body": body, "attributes": attributes}

    return {"Records": [record(at, body) for at, body in enumerate(bodies)]}


@pytest.fixture
def world() -> ReconcilerWorld:
    return ReconcilerWorld()


@pytest.fixture
def metrics() -> Metrics:
    found = Metrics(namespace="test")
    found.metric_set.clear()
    return found


@pytest.fixture
def brought_back() -> list[tuple[str, int]]:
    """Receipts of messages that come back sooner, and how often they had come."""
    return []


@pytest.fixture
def worker(world: ReconcilerWorld, metrics: Metrics, brought_back: list[tuple[str, int]]) -> Worker:
    logger = Logger(service="test")
    report = Report(logger, metrics)

    def sooner(receipt: str, times: int) -> None:
        brought_back.append((receipt, times))

    return Worker(Reconciler(world.desk), world.clock, report, logger, sooner)


def values(metrics: Metrics, name: str) -> list[float]:
    return [*metrics.metric_set.get(name, {}).get("Value", [])]


def test_messages_come_once_each_and_events_not_at_all() -> None:
    first, second = chat_log_line("m1", "ann", NOW), chat_log_line("m2", "bob", NOW)
    found = unpacked(batch(first, chat_log_line("e1", "ann", NOW, kind="EVENT"), second, first))
    assert [(message.message_id, message.room_id) for message in found.messages] == [("m1", ROOM), ("m2", ROOM)]
    assert found.unreadable == ()


POISON = ["", "not json", "{}", chat_log_line("m9", "x", NOW)[:-20], '{"type": "MESSAGE", "payload": {"Id": 7}}']


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("poison", POISON)
def test_an_unreadable_record_in_any_place_harms_no_other(
    world: ReconcilerWorld, worker: Worker, metrics: Metrics, poison: str, at: int
) -> None:
    lines = [chat_log_line(f"m{number}", "ann", NOW - 10, DENIED) for number in range(2)]
    lines.insert(at, poison)
    assert worker.take_log(batch(*lines)) == {"messages": 2, "unreadable": 1}
    assert len(world.rechecks.waiting) == 2
    assert values(metrics, "UncheckedMessages") == [1]


def test_a_stream_of_no_room_and_a_control_message_are_nobodys_messages(worker: Worker) -> None:
    line = chat_log_line("m1", "ann", NOW)
    assert worker.take_log(batch(line, stream="2026/11/22/[1]ab")) == {"messages": 0, "unreadable": 1}
    assert worker.take_log(batch("CWL CONTROL MESSAGE", kind="CONTROL_MESSAGE")) == {"messages": 0, "unreadable": 0}


@pytest.mark.parametrize("data", ["", "AAAA", base64.b64encode(gzip.compress(b"[]")).decode()])
def test_a_payload_that_is_no_batch_goes_to_the_on_failure_queue(worker: Worker, data: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, OSError, EOFError)):
        worker.take_log({"awslogs": {"data": data}})


def test_the_share_that_is_not_covered_and_the_lag_are_metrics(
    world: ReconcilerWorld, worker: Worker, metrics: Metrics
) -> None:
    for number in range(3):
        message = delivered(f"m{number}", CLEAN, at=NOW - 12)
        world.decisions.packed[message.message_id] = packed(message)
    worker.take_log(batch(*(chat_log_line(f"m{number}", "ann", NOW - 12, CLEAN) for number in range(4))))
    assert values(metrics, "UncoveredMessages") == [0, 0, 0, 1]
    assert values(metrics, "ChatLogLagSeconds") == [12.0]
    assert values(metrics, "FallbacksRemoved") == []


def test_a_removal_is_counted_and_logged_without_the_text(
    world: ReconcilerWorld, worker: Worker, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    message = delivered("m1", "a secret of somebody")
    world.decisions.filed["m1"] = decision(message, "DENY")
    worker.take_log(batch(chat_log_line("m1", "ann", message.at, message.content)))
    assert values(metrics, "FallbacksRemoved") == [1]
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    said = str(vars(record))
    assert "'message_id': 'm1'" in said
    assert "'outcome': 'removed'" in said
    assert "secret" not in said


def test_only_what_fails_comes_back_to_the_queue(
    world: ReconcilerWorld, worker: Worker, brought_back: list[tuple[str, int]]
) -> None:
    covered = delivered("m1", DENIED)
    world.decisions.packed["m1"] = packed(covered)
    bodies = [sqs_rechecks.written(Recheck(covered, 1)), "{}", "garbage", sqs_rechecks.written(Recheck(covered, 1))]
    failed = [{"itemIdentifier": "q1"}, {"itemIdentifier": "q2"}]
    assert worker.take_queue(queue(*bodies)) == {"batchItemFailures": failed}
    assert brought_back == [("r1", 2), ("r2", 3)]


def test_a_message_comes_out_of_the_queue_as_it_went_in() -> None:
    message = delivered("m1", 'grüße "\\ \x00 🎉', sender_attributes={"role": "vip"}, attributes={"a": "b"})
    assert sqs_rechecks.read(sqs_rechecks.written(Recheck(message, 2))) == Recheck(message, 2)
