"""How each effect on policies is written, as one element of a transaction."""

from collections.abc import Callable
from typing import Any

from moderation.publishing.effects import KeepPolicyVersion, PointAt, PutPolicyHead, PutPublication, SetFailMode
from moderation.tables import PARTITION_KEY

from .clients import Item
from .dynamo_policy_versions import version_item
from .dynamo_publications import head_item, publication_item, settings_key


def _keep_version(effect: KeepPolicyVersion) -> tuple[str, Item]:
    return "Put", {
        "Item": version_item(effect.version),
        "ConditionExpression": f"attribute_not_exists({PARTITION_KEY})",
    }


def _put_head(effect: PutPolicyHead) -> tuple[str, Item]:
    return "Put", {"Item": head_item(effect.version), **_follows("version", effect.version.version - 1)}


def _put_publication(effect: PutPublication) -> tuple[str, Item]:
    return "Put", {"Item": publication_item(effect.publication), **_follows("revision", effect.replaces)}


def _point_at(effect: PointAt) -> tuple[str, Item]:
    # An update, because the settings hold modes and fail mode too.
    write: Item = {"Key": settings_key(effect.scope)}
    if effect.pointer is None:
        return "Update", {**write, "UpdateExpression": "REMOVE policyId, policyVersion, policyHash"}
    return "Update", {
        **write,
        "UpdateExpression": "SET policyId = :id, policyVersion = :version, policyHash = :hash",
        "ExpressionAttributeValues": {
            ":id": effect.pointer.policy_id,
            ":version": effect.pointer.version,
            ":hash": effect.pointer.hash,
        },
    }


def _set_fail_mode(effect: SetFailMode) -> tuple[str, Item]:
    write: Item = {"Key": settings_key(effect.scope)}
    if not effect.fail_mode:
        return "Update", {**write, "UpdateExpression": "REMOVE failMode"}
    return "Update", {
        **write,
        "UpdateExpression": "SET failMode = :mode",
        "ExpressionAttributeValues": {":mode": effect.fail_mode},
    }


def _follows(attribute: str, before: int) -> Item:
    """The condition that the row still is what was read."""
    if before == 0:
        return {"ConditionExpression": f"attribute_not_exists({PARTITION_KEY})"}
    return {
        "ConditionExpression": "#count = :before",
        "ExpressionAttributeNames": {"#count": attribute},
        "ExpressionAttributeValues": {":before": before},
    }


POLICY_WRITES: dict[type, Callable[[Any], tuple[str, Item]]] = {
    KeepPolicyVersion: _keep_version,
    PointAt: _point_at,
    PutPolicyHead: _put_head,
    PutPublication: _put_publication,
    SetFailMode: _set_fail_mode,
}
