"""In the State table: the latest version of each policy, and which version is in force where."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Key

from moderation.publishing.records import PolicyPointer, PolicyVersion, Publication
from moderation.records import Page
from moderation.tables import (
    ALL_ROOMS,
    HEAD,
    ORGANISATION,
    PARTITION_KEY,
    PUBLICATION,
    SETTINGS,
    SORT_KEY,
    STATE,
    policy_key,
    room_key,
)

from .clients import Item
from .dynamo_errors import reading_page, translated
from .dynamo_policy_versions import version_members, version_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

_INDEX = STATE.indexes[0]
_HEADS = "policies"
_IN_FORCE = "policies-in-force"
_SCOPES_MAX = 100


class DynamoPolicyHeads:
    """Reads the latest versions."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def latest(self, policy_id: str) -> PolicyVersion | None:
        """One policy's latest version."""
        with translated():
            answer = self._table.get_item(Key=_head_key(policy_id), ConsistentRead=True)
        return version_of(answer["Item"]) if "Item" in answer else None

    def list(self, limit: int, next_token: str) -> Page[PolicyVersion]:
        """All policies by id. The token is the last one's id."""
        start: Any = {}
        if next_token:
            start = {"ExclusiveStartKey": _head_key(next_token) | _listed(_HEADS, next_token)}
        with reading_page(next_token):
            answer = self._table.query(
                IndexName=_INDEX.name,
                KeyConditionExpression=Key(_INDEX.partition_key).eq(_HEADS),
                Limit=limit,
                **start,
            )
        heads = [version_of(item) for item in answer["Items"]]
        return Page(heads, heads[-1].policy_id if answer.get("LastEvaluatedKey") else "")


class DynamoPublications:
    """Reads what is in force."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def get(self, scope: str) -> Publication:
        """What is in force in a scope."""
        # In this order: should the pointer move in between, the revision is the old one, and guards against using both.
        publication, settings = self._item(_publication_key(scope)), self._item(settings_key(scope))
        return Publication(
            scope=scope,
            pointer=_pointer(settings),
            earlier=tuple(_pointer(each) for each in publication.get("earlier", ())),
            fail_mode=settings.get("failMode", ""),
            revision=int(publication.get("revision", 0)),
            at=int(publication.get("at", 0)),
        )

    def of(self, policy_id: str) -> Sequence[Publication]:
        """Scopes in which a policy is in force."""
        with translated():
            answer = self._table.query(
                IndexName=_INDEX.name,
                KeyConditionExpression=Key(_INDEX.partition_key).eq(_IN_FORCE)
                & Key(_INDEX.sort_key).begins_with(f"{policy_id}#"),
                Limit=_SCOPES_MAX,
            )
        return [
            Publication(
                scope=str(item[_INDEX.sort_key]).rpartition("#")[2],
                pointer=_pointer(item),
                revision=int(str(item["revision"])),
            )
            for item in answer["Items"]
        ]

    def _item(self, key: Item) -> dict[str, Any]:
        with translated():
            answer = self._table.get_item(Key=key, ConsistentRead=True)
        return answer.get("Item", {})


def head_item(version: PolicyVersion) -> Item:
    """A policy's head as stored."""
    return {**_head_key(version.policy_id), **_listed(_HEADS, version.policy_id), **version_members(version)}


def publication_item(publication: Publication) -> Item:
    """A publication as stored. Where nothing is published it is in no index."""
    item: Item = {
        **_publication_key(publication.scope),
        "earlier": [_members(pointer) for pointer in publication.earlier],
        "revision": publication.revision,
        "at": publication.at,
        **_members(publication.pointer),
    }
    if publication.pointer is None:
        return item
    return {**item, **_listed(_IN_FORCE, f"{publication.pointer.policy_id}#{publication.scope}")}


def settings_key(scope: str) -> Item:
    """Key of the settings that reviews read."""
    return {PARTITION_KEY: _partition(scope), SORT_KEY: SETTINGS}


def _publication_key(scope: str) -> Item:
    return {PARTITION_KEY: _partition(scope), SORT_KEY: PUBLICATION}


def _partition(scope: str) -> str:
    return ORGANISATION if scope == ALL_ROOMS else room_key(scope)


def _head_key(policy_id: str) -> Item:
    return {PARTITION_KEY: policy_key(policy_id), SORT_KEY: HEAD}


def _listed(scope: str, sort: str) -> Item:
    return {_INDEX.partition_key: scope, _INDEX.sort_key: sort}


def _members(pointer: PolicyPointer | None) -> Item:
    if pointer is None:
        return {}
    return {"policyId": pointer.policy_id, "policyVersion": pointer.version, "policyHash": pointer.hash}


def _pointer(item: Mapping[str, Any]) -> PolicyPointer | None:
    if not item.get("policyHash"):
        return None
    return PolicyPointer(item["policyId"], int(item["policyVersion"]), item["policyHash"])
