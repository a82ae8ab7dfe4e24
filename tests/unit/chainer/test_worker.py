"""A batch of the stream as Lambda hands it over, and the round of the hour."""

import json
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer

from aws_edges.times import day_of
from chainer.worker import Worker
from tests.unit.moderation.chain.conftest import CHAIN, Audited

SERIALIZER = TypeSerializer()


def record(number: int, change: str, item: dict[str, Any]) -> dict[str, Any]:
    """One record, as in docs.aws.amazon.com/lambda/latest/dg/with-ddb-example.html."""
    wire = {name: SERIALIZER.serialize(value) for name, value in item.items()}
    told: dict[str, Any] = {
        "ApproximateCreationDateTime": 1_800_000_000.0 + number,
        "Keys": {"pk": wire["pk"], "sk": wire["sk"]},
        "SequenceNumber": f"{number:021d}",
        "StreamViewType": "NEW_IMAGE",
    }
    if change != "REMOVE":
        told["NewImage"] = wire
    return {"eventID": f"record{number}", "eventName": change, "eventSource": "aws:dynamodb", "dynamodb": told}


class Context:
    """Enough time for anything."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 300_000


@pytest.fixture
def audited() -> Audited:
    return Audited()


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def worker(audited: Audited, lines: list[str]) -> Worker:
    return Worker(audited.desk, lines.append, day_of)


def stream(audited: Audited) -> list[dict[str, Any]]:
    """Everything that was put, as the stream would tell it."""
    return [record(number, "INSERT", item) for number, item in enumerate(audited.table.items.values(), 1)]


def test_new_entries_are_linked_and_the_rest_is_passed_over(worker: Worker, audited: Audited) -> None:
    audited.records(3)
    assert worker.batch(stream(audited)) == {"batchItemFailures": []}
    assert len(audited.chains.links(CHAIN, 0, 10)) == 3
    # Links and marks come along the stream, too, if nobody filters them.
    assert worker.batch(stream(audited)) == {"batchItemFailures": []}
    assert len(audited.chains.links(CHAIN, 0, 10)) == 3
    assert audited.events.types() == ["user.sanctioned"] * 6


def test_how_long_an_entry_waited_for_its_link_is_a_metric(worker: Worker, audited: Audited, lines: list[str]) -> None:
    audited.records(3)
    told = stream(audited)
    oldest = min(item["at"] for item in audited.table.items.values() if "operation" in item)
    audited.clock.time = oldest / 1000 + 4.5
    worker.batch(told)
    worker.batch(told)
    (line,) = map(json.loads, lines)
    assert line["audit.chain_lag_ms"] == 4_500, "once: what is linked already has not waited"
    (metric,) = line["_aws"]["CloudWatchMetrics"]
    assert metric["Metrics"] == [{"Name": "audit.chain_lag_ms", "Unit": "Milliseconds"}]


@pytest.mark.parametrize(
    ("change", "pk", "sk", "alarms"),
    [
        ("MODIFY", "entry#entry0", "entry", 1),
        ("REMOVE", "entry#entry0", "entry", 1),
        ("REMOVE", "entry#entry0", "linked", 1),
        ("MODIFY", f"chain#{CHAIN}", "000000000001", 1),
        ("REMOVE", f"chain#{CHAIN}", "000000000001", 1),
        ("MODIFY", "readable#entry0", "readable", 1),
        ("REMOVE", "readable#entry0", "readable", 0),
        ("REMOVE", "heads", "2027-01-15", 1),
        ("REMOVE", "sightings", "1800000000000#record1", 1),
    ],
)
def test_a_change_that_nobody_may_make_raises_an_alarm(
    worker: Worker, audited: Audited, lines: list[str], change: str, pk: str, sk: str, alarms: int
) -> None:
    worker.batch([record(7, change, {"pk": pk, "sk": sk})])
    assert len(audited.desk.sightings.all()) == len(audited.events.published) == len(lines) == alarms
    if alarms:
        assert json.loads(lines[0])["audit.overwrites_seen"] == 1
        assert audited.events.published[0].detail == {"change": change, "partition": pk, "sort": sk}
        (sighting,) = audited.desk.sightings.all()
        assert (sighting.id, sighting.at_ms) == ("record7", 1_800_000_007_000)


def test_a_batch_that_fails_is_tried_again_from_where_it_matters(worker: Worker, audited: Audited) -> None:
    audited.records(2)
    told = stream(audited)
    head = [record(100, "REMOVE", {"pk": "readable#gone", "sk": "readable"})]
    audited.table.broken = True
    assert worker.batch(head + told) == {"batchItemFailures": [{"itemIdentifier": f"{1:021d}"}]}
    audited.table.broken = False
    assert worker.batch(head + told) == {"batchItemFailures": []}
    assert len(audited.chains.links(CHAIN, 0, 10)) == 2


def test_an_alarm_that_cannot_be_kept_is_tried_again(worker: Worker, audited: Audited) -> None:
    audited.records(1)
    told = [*stream(audited), record(50, "MODIFY", {"pk": "entry#entry0", "sk": "entry"})]
    audited.events.broken = True
    assert worker.batch(told) == {"batchItemFailures": [{"itemIdentifier": f"{1:021d}"}]}
    audited.events.broken = False
    worker.batch(told)
    assert audited.events.types() == ["audit.tampered", "user.sanctioned"]


def test_the_round_counts_what_it_found_and_prints_what_it_published(
    worker: Worker, audited: Audited, lines: list[str]
) -> None:
    audited.records(2)
    audited.clock.time += 3_600
    assert worker.round(Context()) == {"found": 2, "complete": True, "published": True}
    metric, published = map(json.loads, lines)
    assert metric["audit.missed_by_stream"] == 2
    assert metric["_aws"]["CloudWatchMetrics"][0]["Metrics"] == [{"Name": "audit.missed_by_stream", "Unit": "Count"}]
    last = audited.desk.heads.last_day()
    assert last
    assert published == {"message": "audit heads published", "day": "2027-01-15", "chains": 1, "digest": last.digest}
    assert worker.round(Context()) == {"found": 0, "complete": True, "published": False}
