"""How each effect is written, as one element of a transaction: to the State table unless said otherwise."""

from collections.abc import Callable, Mapping
from typing import Any

from moderation.effects import (
    DropAttachment,
    Effect,
    KeepAttachment,
    LiftSanction,
    PutModerator,
    PutModes,
    PutSanction,
    SameSanction,
    StartAttaching,
)
from moderation.erasure.records import StartErasure
from moderation.publishing.effects import KeepPolicyVersion
from moderation.tables import (
    ATTACHMENT,
    DECISIONS,
    PARTITION_KEY,
    POLICIES,
    SETTINGS,
    SORT_KEY,
    STATE,
    TTL,
    Table,
    room_key,
)

from .clients import Item
from .dynamo_attach_operations import progress_item
from .dynamo_erasures import erasure_item
from .dynamo_ledger_effects import LEDGER_WRITES
from .dynamo_moderators import moderator_item
from .dynamo_policy_effects import POLICY_WRITES
from .dynamo_sanctions import sanction_item, sanction_item_key


def write_of(effect: Effect, tables: Mapping[str, str]) -> Item:
    """The element of a transaction that brings an effect about; `tables` maps logical names to deployed ones."""
    kind, write = _WRITES[type(effect)](effect)
    return {kind: {"TableName": tables[_ELSEWHERE.get(type(effect), STATE).name], **write}}


def _if_version(version: int) -> Item:
    if version == 0:
        return {"ConditionExpression": f"attribute_not_exists({PARTITION_KEY})"}
    return {"ConditionExpression": "version = :version", "ExpressionAttributeValues": {":version": version}}


def _put_sanction(effect: PutSanction) -> tuple[str, Item]:
    return "Put", {"Item": sanction_item(effect.sanction), **_if_version(effect.replaces)}


def _lift_sanction(effect: LiftSanction) -> tuple[str, Item]:
    sanction = effect.sanction
    key = sanction_item_key(sanction.user_id, sanction.scope)
    return "Delete", {"Key": key, **_if_version(sanction.version)}


def _same_sanction(effect: SameSanction) -> tuple[str, Item]:
    return "ConditionCheck", {"Key": sanction_item_key(effect.user_id, effect.scope), **_if_version(effect.version)}


def _put_moderator(effect: PutModerator) -> tuple[str, Item]:
    return "Put", {"Item": moderator_item(effect.moderator), **_if_version(effect.replaces)}


def _attachment_key(room_id: str) -> Item:
    return {PARTITION_KEY: room_key(room_id), SORT_KEY: ATTACHMENT}


def _keep_attachment(effect: KeepAttachment) -> tuple[str, Item]:
    attachment = effect.attachment
    item = {
        **_attachment_key(attachment.room_id),
        "handlerUri": attachment.handler_uri,
        "fallbackResult": attachment.fallback_result,
        "loggingArns": list(attachment.logging_arns),
    }
    return "Put", {"Item": item}


def _drop_attachment(effect: DropAttachment) -> tuple[str, Item]:
    return "Delete", {"Key": _attachment_key(effect.room_id)}


def _put_modes(effect: PutModes) -> tuple[str, Item]:
    # An update, because the room's settings hold its policy too.
    values: Item = {":after": dict(effect.after), ":before": dict(effect.before)}
    condition = "modes = :before" if effect.before else "attribute_not_exists(modes) OR modes = :before"
    return "Update", {
        "Key": {PARTITION_KEY: room_key(effect.room_id), SORT_KEY: SETTINGS},
        "UpdateExpression": "SET modes = :after",
        "ConditionExpression": condition,
        "ExpressionAttributeValues": values,
    }


def _start_attaching(effect: StartAttaching) -> tuple[str, Item]:
    item = progress_item(effect.progress) | {TTL: effect.expires_at}
    return "Put", {"Item": item, "ConditionExpression": f"attribute_not_exists({PARTITION_KEY})"}


def _start_erasure(effect: StartErasure) -> tuple[str, Item]:
    return "Put", {
        "Item": erasure_item(effect.erasure),
        "ConditionExpression": f"attribute_not_exists({PARTITION_KEY})",
    }


_ELSEWHERE: dict[type, Table] = {KeepPolicyVersion: POLICIES, **dict.fromkeys(LEDGER_WRITES, DECISIONS)}
_WRITES: dict[type, Callable[[Any], tuple[str, Item]]] = {
    DropAttachment: _drop_attachment,
    KeepAttachment: _keep_attachment,
    LiftSanction: _lift_sanction,
    PutModerator: _put_moderator,
    PutModes: _put_modes,
    PutSanction: _put_sanction,
    SameSanction: _same_sanction,
    StartAttaching: _start_attaching,
    StartErasure: _start_erasure,
    **POLICY_WRITES,
    **LEDGER_WRITES,
}
