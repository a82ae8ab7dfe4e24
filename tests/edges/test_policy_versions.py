"""Documents and compiled data at rest: by hash, in chunks, repaired only where they are broken."""

from typing import TYPE_CHECKING, Any

import pytest

from aws_edges.dynamo_policy_versions import DynamoPolicyVersions
from moderation.compile import compile_policy
from moderation.compiled_form import content_hash
from moderation.default import default_document
from moderation.load import load
from moderation.tables import (
    CHUNK_BYTES_MAX,
    PARTITION_KEY,
    POLICIES,
    SORT_KEY,
    chunk_key,
    compiled_key,
    document_key,
)
from tests.edges.conftest import NAMES

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource
    from mypy_boto3_dynamodb.service_resource import Table


@pytest.fixture
def table(dynamodb: "DynamoDBServiceResource") -> "Table":
    return dynamodb.Table(NAMES[POLICIES.name])


@pytest.fixture
def versions(dynamodb: "DynamoDBServiceResource") -> DynamoPolicyVersions:
    return DynamoPolicyVersions(dynamodb, NAMES)


def chunks(table: "Table", partition: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in table.meta.client.get_paginator("scan").paginate(TableName=table.name):
        found |= {str(item[SORT_KEY]): item for item in page["Items"] if str(item[PARTITION_KEY]) == partition}
    return found


def compiled_words(*words: str) -> bytes:
    rule = {"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": list(words)}}
    made = compile_policy({"rules": [rule]})
    assert made.problems == ()
    return made.data


@pytest.mark.parametrize("size", [1, CHUNK_BYTES_MAX, CHUNK_BYTES_MAX + 1, 5 * CHUNK_BYTES_MAX - 1])
def test_compiled_data_come_back_as_they_went_whatever_their_size(
    versions: DynamoPolicyVersions, table: "Table", size: int
) -> None:
    data = b"RKP1" + bytes(number % 251 for number in range(size - 4 if size > 4 else size))
    versions.keep_compiled(data)
    assert versions.compiled(content_hash(data)) == data
    stored = chunks(table, compiled_key(content_hash(data)))
    assert len(stored) == -(-len(data) // CHUNK_BYTES_MAX)
    assert all(len(item["data"].value) <= CHUNK_BYTES_MAX and item["chunks"] == len(stored) for item in stored.values())


def test_what_was_never_stored_is_not_there(versions: DynamoPolicyVersions) -> None:
    assert versions.compiled("0" * 32) is None
    assert versions.document("0" * 32) is None
    assert versions.get("house", 1) is None


def test_a_whole_copy_is_not_written_again(versions: DynamoPolicyVersions, table: "Table") -> None:
    data = compiled_words("zounds")
    versions.keep_compiled(data)
    table.update_item(
        Key={PARTITION_KEY: compiled_key(content_hash(data)), SORT_KEY: chunk_key(0)},
        UpdateExpression="SET untouched = :yes",
        ExpressionAttributeValues={":yes": True},
    )
    versions.keep_compiled(data)
    assert chunks(table, compiled_key(content_hash(data)))[chunk_key(0)]["untouched"] is True


@pytest.mark.parametrize("damage", ["lost", "changed", "text", "fewer"])
def test_a_broken_copy_is_no_policy_until_the_same_content_is_kept_again(
    versions: DynamoPolicyVersions, table: "Table", damage: str
) -> None:
    data = b"RKP1" + bytes(2 * CHUNK_BYTES_MAX)
    name = content_hash(data)
    versions.keep_compiled(data)
    key = {PARTITION_KEY: compiled_key(name), SORT_KEY: chunk_key(1)}
    whole = dict(table.get_item(Key=key)["Item"])
    if damage == "lost":
        table.delete_item(Key=key)
    elif damage == "changed":
        table.put_item(Item={**whole, "data": b"x" * CHUNK_BYTES_MAX})
    elif damage == "text":
        table.put_item(Item={**whole, "data": "no bytes"})
    else:
        first = {PARTITION_KEY: compiled_key(name), SORT_KEY: chunk_key(0)}
        table.put_item(Item={**table.get_item(Key=first)["Item"], "chunks": 1})
    assert versions.compiled(name) is None
    versions.keep_compiled(data)
    assert versions.compiled(name) == data


def test_a_large_document_comes_back_with_its_members_in_order(versions: DynamoPolicyVersions, table: "Table") -> None:
    # Digits of a hash do not compress away, so that the document takes several chunks.
    terms = [content_hash(str(number).encode()) for number in range(20_000)]
    document = {"rules": [{"id": "own", "kind": "terms", "params": {"terms": terms}}], "name": "Ünï", "allow": []}
    name = versions.keep_document(document)
    assert versions.document(name) == document
    assert list(versions.document(name) or ()) == ["rules", "name", "allow"]
    assert len(chunks(table, document_key(name))) > 1
    assert versions.keep_document({**document, "name": "other"}) != name


def test_a_broken_document_is_none(versions: DynamoPolicyVersions, table: "Table") -> None:
    name, other = versions.keep_document({"rules": []}), versions.keep_document({"rules": [1]})
    foreign = chunks(table, document_key(other))[chunk_key(0)]
    for data in (foreign["data"], b"no zlib"):
        table.put_item(Item={**foreign, PARTITION_KEY: document_key(name), "data": data})
        assert versions.document(name) is None


def test_the_bundled_policy_survives_the_round(versions: DynamoPolicyVersions) -> None:
    made = compile_policy(default_document())
    versions.keep_compiled(made.data)
    stored = versions.compiled(made.hash)
    assert stored is not None
    assert load(stored).hash == made.hash
