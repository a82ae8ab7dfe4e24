"""What the ledger leaves at rest, and what it makes of DynamoDB's refusals."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from aws_edges.dynamo_ledger import DynamoLedger
from moderation.audit import salted
from moderation.errors import ChangedMeanwhile, Unavailable
from moderation.records import AuditEntry, Intent
from tests.edges.conftest import NAMES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

ENTRY = AuditEntry(
    "entry1",
    1_800_000_000.25,
    "person:ann",
    "lead",
    "ImposeSanction",
    "room00000001",
    "ada",
    "spam",
    None,
    {"b": 1},
    "q",
)
INTENT = Intent(
    "entry1", "DisconnectUser", "room00000001", {"userId": "ada"}, "person:ann", 1_800_000_000, 1_800_000_005
)


def _refusing(monkeypatch: pytest.MonkeyPatch, ledger: DynamoLedger, error: Exception) -> None:
    def refuse(**_: Any) -> None:
        raise error

    monkeypatch.setattr(ledger._client, "transact_write_items", refuse)


def test_users_are_in_the_readable_part_only(dynamodb: "DynamoDBServiceResource") -> None:
    DynamoLedger(dynamodb, NAMES).commit(ENTRY, [INTENT], [])
    items = {str(item["sk"]): item for item in dynamodb.Table(NAMES["Audit"]).scan()["Items"]}
    assert set(items) == {"entry", "readable"}
    # Partitions of their own: the eraser's role is limited by them.
    assert (items["entry"]["pk"], items["readable"]["pk"]) == ("entry#entry1", "readable#entry1")
    assert (items["entry"]["room"], items["entry"]["month"]) == ("room00000001", "2027-01")
    assert items["entry"]["timeSort"] == items["readable"]["timeSort"] == "1800000000250#entry1"
    assert items["entry"]["by"] == items["readable"]["actor"] == "person:ann"
    for text in ("ada", "spam"):
        assert text in repr(items["readable"])
        # Hex digits may spell a short name.
        assert text not in repr({name: value for name, value in items["entry"].items() if "Hash" not in name})
    salt = str(items["readable"]["salt"])
    assert items["entry"]["subjectHash"] == salted(salt, "ada")
    assert items["entry"]["afterHash"] == salted(salt, '{"b":1}')


def test_an_intent_is_pending_and_leased_until_it_ends(dynamodb: "DynamoDBServiceResource") -> None:
    ledger = DynamoLedger(dynamodb, NAMES)
    ledger.commit(ENTRY, [INTENT], [])
    key = {"pk": "action#entry1", "sk": "intent"}
    item = dynamodb.Table(NAMES["Actions"]).get_item(Key=key)["Item"]
    assert (item["status"], item["leaseUntil"], item["attempts"]) == ("pending", 1_800_000_005_000, 0)
    assert item["dueSort"] == "1800000005000#entry1"
    ledger.finish("entry1", "failed", "ThrottlingException", 1_800_000_001)
    item = dynamodb.Table(NAMES["Actions"]).get_item(Key=key)["Item"]
    assert (item["status"], item["outcome"], item["attempts"]) == ("failed", "ThrottlingException", 1)


def _canceled(*codes: str) -> ClientError:
    response: Any = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(response, "TransactWriteItems")


def _refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "TransactWriteItems")


@pytest.mark.parametrize(
    ("error", "becomes"),
    [
        (_canceled("None", "None", "ConditionalCheckFailed"), ChangedMeanwhile),
        (_canceled("TransactionConflict", "None"), ChangedMeanwhile),
        (_canceled("ThrottlingError", "None"), Unavailable),
        (_canceled("None", "ValidationError"), ClientError),
        (_refused("ThrottlingException"), Unavailable),
        (_refused("ProvisionedThroughputExceededException"), Unavailable),
        (_refused("InternalServerError"), Unavailable),
        (_refused("AccessDeniedException"), ClientError),
        (_refused("ValidationException"), ClientError),
        (EndpointConnectionError(endpoint_url="http://x"), Unavailable),
    ],
)
def test_what_passes_is_told_from_what_does_not(
    dynamodb: "DynamoDBServiceResource",
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    becomes: type[Exception],
) -> None:
    ledger = DynamoLedger(dynamodb, NAMES)
    _refusing(monkeypatch, ledger, error)
    with pytest.raises(becomes):
        ledger.commit(ENTRY, [INTENT], [])


def test_an_act_on_nobody_is_recorded_though_an_index_takes_no_empty_key(dynamodb: "DynamoDBServiceResource") -> None:
    DynamoLedger(dynamodb, NAMES).commit(replace(ENTRY, subject="", room_id=""), [], [])
    items = {str(item["sk"]): item for item in dynamodb.Table(NAMES["Audit"]).scan()["Items"]}
    assert "subject" not in items["readable"]
    assert items["entry"]["room"] == "org"
    assert items["entry"]["subjectHash"] == salted(str(items["readable"]["salt"]), "")
