"""`python -m chainer`: the proof from a desk."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.times import day_of
from chainer.__main__ import main
from chainer.composition import compose_proof
from moderation.chain.desk import ChainDesk
from moderation.chain.linking import link_all
from moderation.chain.sweeping import publish_heads, sweep
from moderation.records import AuditEntry
from tests.edges.conftest import NAMES
from tests.fakes.events import InMemoryEvents

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

ROOM = "room00000001"
TABLE = ["--table", NAMES["Audit"]]


@pytest.fixture
def proven(dynamodb: "DynamoDBServiceResource") -> Any:
    """Three entries, linked and published today; the table."""
    proof = compose_proof(NAMES)
    desk = ChainDesk(proof.clock, proof.trail, proof.chains, proof.heads, proof.sightings, InMemoryEvents())
    at = proof.clock.now() - 600
    entry = AuditEntry("e", at, "person:ann", "lead", "BanUser", ROOM, "ada", "spam", None, None, "q")
    for number in range(3):
        DynamoLedger(dynamodb, NAMES).commit(replace(entry, entry_id=f"e{number}", at=at + number), [], [])
    link_all(desk.chains, desk.trail.entries(["e0", "e1", "e2"]).values())
    publish_heads(desk, day_of(desk.clock.now()), sweep(desk, lambda: True))
    return dynamodb.Table(NAMES["Audit"])


def test_an_intact_audit_ends_with_0(proven: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(TABLE) == 0
    assert capsys.readouterr().out == "intact: 3 entries\n"
    assert main([*TABLE, "--room", "org"]) == 0
    assert capsys.readouterr().out == "intact: 0 entries\n"


def test_the_first_break_is_named_and_ends_with_1(proven: Any, capsys: pytest.CaptureFixture[str]) -> None:
    item = proven.get_item(Key={"pk": "entry#e1", "sk": "entry"})["Item"]
    proven.put_item(Item={**item, "role": "nobody"})
    assert main([*TABLE, "--room", ROOM]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"broken: altered_entry at {ROOM}#")
    assert out.endswith("link 2, entry e1: The entry is not what was linked.\n")


def test_digests_are_checked_against_their_heads(proven: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*TABLE, "--digests"]) == 0
    day, digest, chains = capsys.readouterr().out.splitlines()[0].split(maxsplit=2)
    assert (len(digest), chains) == (64, "1 chains")
    (head,) = (item for item in proven.scan()["Items"] if item["pk"] == f"heads#{day}")
    proven.put_item(Item={**head, "hash": "0" * 64})
    assert main([*TABLE, "--digests"]) == 1
    assert f"broken: wrong_digest at {day}" in capsys.readouterr().out


def test_the_table_is_the_stack_s(proven: Any, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    class Stacks:
        def describe_stacks(self, StackName: str) -> Any:
            assert StackName == "Roomkeeper"
            return {"Stacks": [{"Outputs": [{"OutputKey": "AuditTable", "OutputValue": NAMES["Audit"]}]}]}

    real = boto3.client
    monkeypatch.setattr(
        boto3, "client", lambda name, **more: Stacks() if name == "cloudformation" else real(name, **more)
    )
    assert main([]) == 0
