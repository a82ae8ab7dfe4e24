"""How each effect on the Decisions table is written, as one element of a transaction."""

from collections.abc import Callable
from typing import Any

from moderation.ledger.effects import FileDecision, LedgerEffect, PutFlag, PutHold, PutStrikes
from moderation.tables import PARTITION_KEY

from .clients import Item
from .dynamo_decision_items import decision_item, flag_item, hold_item, strikes_item

_ABSENT: Item = {"ConditionExpression": f"attribute_not_exists({PARTITION_KEY})"}


def _file_decision(effect: FileDecision) -> Item:
    return {"Item": decision_item(effect.decision, effect.expires_at), **_ABSENT}


def _put_hold(effect: PutHold) -> Item:
    return {"Item": hold_item(effect.hold), **_if_version(effect.replaces)}


def _put_flag(effect: PutFlag) -> Item:
    unseen = {"ConditionExpression": f"attribute_exists({PARTITION_KEY}) AND attribute_not_exists(seenBy)"}
    return {"Item": flag_item(effect.flag), **(unseen if effect.replaces else _ABSENT)}


def _put_strikes(effect: PutStrikes) -> Item:
    return {"Item": strikes_item(effect.strikes, effect.expires_at), **_if_version(effect.replaces)}


def _if_version(version: int) -> Item:
    if version == 0:
        return _ABSENT
    return {"ConditionExpression": "version = :version", "ExpressionAttributeValues": {":version": version}}


def ledger_put(effect: LedgerEffect) -> Item:
    """Item and condition of the put that brings an effect about."""
    return _PUTS[type(effect)](effect)


def _as_put(effect: LedgerEffect) -> tuple[str, Item]:
    return "Put", ledger_put(effect)


_PUTS: dict[type, Callable[[Any], Item]] = {
    FileDecision: _file_decision,
    PutFlag: _put_flag,
    PutHold: _put_hold,
    PutStrikes: _put_strikes,
}
LEDGER_WRITES: dict[type, Callable[[Any], tuple[str, Item]]] = dict.fromkeys(_PUTS, _as_put)
