"""The function as Lambda calls it: real payloads in, real clients out, moto behind them."""

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from aws_edges import clients
from aws_edges.dynamo_decisions import DynamoDecisions
from aws_edges.dynamo_received import DynamoReceivedLines
from aws_edges.dynamo_sanctions import DynamoSanctions
from aws_edges.dynamo_stats import DynamoStats
from aws_edges.log_subscription import LogBatch, packed, unpacked
from aws_edges.system_clock import SystemClock
from ledger_writer import handler as entry
from moderation import bundled, package_data
from moderation.compiled_form import name_of
from moderation.state import BAN
from moderation.tables import ACTIONS, AUDIT, DECISIONS, POLICIES, STATE
from moderation.verdict import DENY
from tests.edges.conftest import NAMES
from tests.unit.moderation.ledger.lines import ROOM, Review

NOW = SystemClock().now()


@dataclass
class Writer:
    """The function and its queues."""

    sqs: Any
    poison: str
    looks: str
    capsys: pytest.CaptureFixture[str]

    def logs(self, *lines: str, kind: str = "DATA_MESSAGE") -> None:
        """Invoke it as CloudWatch Logs does."""
        events = [{"id": str(n), "timestamp": 1, "message": line} for n, line in enumerate(lines)]
        payload = {"messageType": kind, "logGroup": "g", "logStream": "s", "logEvents": events}
        data = base64.b64encode(gzip.compress(json.dumps(payload).encode())).decode()
        entry.handler({"awslogs": {"data": data}}, None)

    def waiting(self, queue: str) -> list[Any]:
        answer = self.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
        found: list[Any] = answer.get("Messages", [])
        return found

    def metrics(self) -> dict[str, float]:
        told = [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]
        return {name: value for each in told for name, value in each.items() if name.startswith("ledger.")}


@pytest.fixture
def writer(aws: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Writer]:
    sqs: Any = boto3.client("sqs")
    poison, looks = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("poison", "looks"))
    events: Any = boto3.client("events")
    events.create_event_bus(Name="bus")
    for table in (DECISIONS, STATE, AUDIT, ACTIONS, POLICIES):
        monkeypatch.setenv(table.env, NAMES[table.name])
    days = dict.fromkeys(("ALLOWED_DAYS", "DECISION_DAYS", "REFUSED_TEXT_DAYS", "STATS_DAYS", "HOLD_MINUTES"), "5")
    for name, value in {**days, "POISON_QUEUE_URL": poison, "LOOK_QUEUE_URL": looks, "EVENT_BUS": "bus"}.items():
        monkeypatch.setenv(name, value)
    entry.ledger_writer.cache_clear()
    yield Writer(sqs, poison, looks, capsys)
    entry.ledger_writer.cache_clear()


def test_a_batch_is_committed_with_its_poison_aside(writer: Writer) -> None:
    review = Review()
    lines = [
        review.line("message00001", at=NOW),
        review.line("message00002", DENY, at=NOW, text="zounds", rule_id="t", strikes=2),
        review.line("message00003", DENY, at=NOW)[:-9],
    ]
    for _ in range(2):
        writer.logs(*lines, "START RequestId: x")
    decisions = DynamoDecisions(clients.dynamodb(), NAMES, SystemClock())
    refused = decisions.get("message00002")
    assert refused is not None and refused.text == "zounds"
    assert [each.message_id for each in decisions.allowed(ROOM, NOW - 1, NOW + 1)] == ["message00001"]
    assert writer.metrics()["ledger.poison_lines"] == 1
    (poison, _again) = writer.waiting(writer.poison)
    assert poison["MessageAttributes"]["problem"]["StringValue"] == "no JSON"
    assert unpacked(json.loads(poison["Body"])) == LogBatch("s", (lines[2],))


def test_a_mended_poison_line_is_invoked_again_out_of_its_queue(writer: Writer) -> None:
    line = Review().line("message00001", DENY, at=NOW)
    entry.handler(json.loads(packed("s", line)), None)
    assert DynamoDecisions(clients.dynamodb(), NAMES, SystemClock()).get("message00001") is not None


def test_a_control_message_is_no_batch(writer: Writer) -> None:
    writer.logs("CWL CONTROL MESSAGE: Checking health of destination", kind="CONTROL_MESSAGE")
    assert writer.metrics() == {}


def test_a_gap_waits_in_the_queue_and_is_counted_when_it_comes_back(writer: Writer) -> None:
    review = Review()
    first = review.line("message00001", at=NOW)
    review.skip()
    writer.logs(first, review.line("message00003", at=NOW))
    attributes = writer.sqs.get_queue_attributes(QueueUrl=writer.looks, AttributeNames=["All"])["Attributes"]
    assert attributes["ApproximateNumberOfMessagesDelayed"] == "1", "nothing is lost for a quarter of an hour"
    writer.metrics()
    record = {"body": json.dumps({"environment": "0123abcd", "upTo": 3})}
    for expected in ({"ledger.lost_lines": 1}, {}):
        entry.handler({"Records": [record]}, None)
        assert writer.metrics() == expected


def test_what_a_busy_environment_counts_waits_in_the_queue_too(writer: Writer) -> None:
    review, stats = Review(), DynamoStats(clients.dynamodb(), NAMES)

    def counted() -> int:
        tallies, _ = stats.of([ROOM], int(NOW // 3_600), int(NOW // 3_600))
        return sum(tally.counts["ALLOW"] for tally in tallies)

    for number in range(1, 4):
        writer.logs(review.line(f"message{number:05d}", at=NOW))
    assert counted() == 1
    attributes = writer.sqs.get_queue_attributes(QueueUrl=writer.looks, AttributeNames=["All"])["Attributes"]
    assert attributes["ApproximateNumberOfMessagesDelayed"] == "1", "one look for all that waits"
    counted_at = DynamoReceivedLines(clients.dynamodb(), NAMES).get("0123abcd").counted_at
    record = {"body": json.dumps({"environment": "0123abcd", "countedAt": counted_at})}
    for _ in range(2):
        entry.handler({"Records": [record]}, None)
        assert counted() == 3


def test_the_bundled_ladder_bans_and_the_ban_is_recorded(writer: Writer) -> None:
    name = name_of(package_data.read(bundled, "default.rkp"))
    told = json.loads(Review().line("message00001", DENY, at=NOW, strikes=15, rule_id="hate"))
    writer.logs(json.dumps({**told, "policy": name[:12]}))
    sanction = DynamoSanctions(clients.dynamodb(), NAMES).get("ada", ROOM)
    assert sanction is not None and (sanction.kind, sanction.by) == (BAN, "automatic:ledger_writer")
    tables = clients.dynamodb()
    assert len(tables.Table(NAMES["Actions"]).scan()["Items"]) == 2
    assert len(tables.Table(NAMES["Audit"]).scan()["Items"]) == 2


def test_what_is_no_payload_fails_the_invocation(writer: Writer) -> None:
    with pytest.raises(gzip.BadGzipFile):
        entry.handler({"awslogs": {"data": "bm8gZ3ppcA=="}}, None)
