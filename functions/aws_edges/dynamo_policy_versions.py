"""Policy versions in the Policies table: small immutable items, and documents and compiled data by their hashes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from moderation.compiled_form import content_hash
from moderation.publishing.documents import document_hash, packed, unpacked
from moderation.publishing.records import PolicyBase, PolicyVersion
from moderation.records import Page
from moderation.tables import (
    PARTITION_KEY,
    POLICIES,
    SORT_KEY,
    compiled_key,
    document_key,
    policy_key,
    version_key,
)

from . import dynamo_chunks
from .clients import Item
from .dynamo_errors import reading_page, translated, unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource


class DynamoPolicyVersions:
    """Reads versions; writes what versions name by hash before one names it."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[POLICIES.name])

    def get(self, policy_id: str, version: int) -> PolicyVersion | None:
        """One version."""
        with translated():
            answer = self._table.get_item(Key=_key(policy_id, version), ConsistentRead=True)
        return version_of(answer["Item"]) if "Item" in answer else None

    def list(self, policy_id: str, limit: int, next_token: str) -> Page[PolicyVersion]:
        """Versions, newest first. The token is the last one's number."""
        start: Any = {}
        if next_token.isdecimal():
            start = {"ExclusiveStartKey": _key(policy_id, int(next_token))}
        with reading_page(next_token):
            answer = self._table.query(
                KeyConditionExpression=Key(PARTITION_KEY).eq(policy_key(policy_id)),
                ScanIndexForward=False,
                ConsistentRead=True,
                Limit=limit,
                **start,
            )
        versions = [version_of(item) for item in answer["Items"]]
        return Page(versions, str(versions[-1].version) if answer.get("LastEvaluatedKey") else "")

    def document(self, document_hash: str) -> dict[str, object] | None:
        """A document."""
        data = dynamo_chunks.read(self._table, document_key(document_hash))
        return None if data is None else unpacked(data, document_hash)

    def compiled(self, content_hash: str) -> bytes | None:
        """Compiled data."""
        return self._whole(content_hash)

    def keep_document(self, document: Mapping[str, object]) -> str:
        """Store a document."""
        name = document_hash(document)
        if self.document(name) is None:
            dynamo_chunks.write(self._table, document_key(name), packed(document), "json+zlib")
        return name

    def keep_compiled(self, data: bytes) -> None:
        """Store compiled data and read them again."""
        name = content_hash(data)
        if self._whole(name) is not None:
            return
        dynamo_chunks.write(self._table, compiled_key(name), data, data[:4].decode("ascii", "replace"))
        if self._whole(name) is None:
            raise unavailable()

    def _whole(self, name: str) -> bytes | None:
        data = dynamo_chunks.read(self._table, compiled_key(name))
        return data if data is not None and content_hash(data) == name else None


def version_item(version: PolicyVersion) -> Item:
    """A version as stored."""
    return {**_key(version.policy_id, version.version), **version_members(version)}


def version_members(version: PolicyVersion) -> Item:
    """A version without the key under which it is stored."""
    return {
        "policyId": version.policy_id,
        "version": version.version,
        "hash": version.hash,
        "documentHash": version.document_hash,
        "bases": [[base.policy_id, base.version, base.document_hash] for base in version.bases],
        "cost": dict(version.cost),
        "name": version.name,
        "note": version.note,
        "author": version.author,
        "at": version.at,
    }


def version_of(item: Mapping[str, Any]) -> PolicyVersion:
    """A stored version."""
    return PolicyVersion(
        policy_id=item["policyId"],
        version=int(item["version"]),
        hash=item["hash"],
        document_hash=item["documentHash"],
        bases=tuple(PolicyBase(name, int(number), document) for name, number, document in item["bases"]),
        cost={name: int(value) for name, value in item["cost"].items()},
        name=item["name"],
        note=item["note"],
        author=item["author"],
        at=int(item["at"]),
    )


def _key(policy_id: str, version: int) -> Item:
    return {PARTITION_KEY: policy_key(policy_id), SORT_KEY: version_key(version)}
