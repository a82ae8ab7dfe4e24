"""Decisions, holds, flags and strikes as items. What is empty is left out: every byte is stored three times."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from moderation.ledger.records import OPEN, DecisionRecord, Flag, Hold, LoggedHit, RefusedText, StrikeTotal
from moderation.tables import (
    DECISIONS,
    PARTITION_KEY,
    SORT_KEY,
    TTL,
    hold_key,
    message_key,
    room_key,
    strikes_key,
    user_key,
)

from .clients import Item

DECISION, TEXT, FLAG, HOLD = "decision", "text", "flag", "hold"
BY_ROOM, BY_USER = DECISIONS.indexes


def time_sort(at_ms: int, id_: str = "") -> str:
    """Index sort key of what happened at a time; without an id, of the very first thing then."""
    return f"{at_ms:013d}#{id_}"


def decision_key(message_id: str, sort: str = DECISION) -> Item:
    """The table's key of a decision, its text or its flag."""
    return {PARTITION_KEY: message_key(message_id), SORT_KEY: sort}


def message_of(item: Mapping[str, Any]) -> str:
    """The id of the message that an item of its partition is about."""
    return str(item[PARTITION_KEY]).removeprefix(message_key(""))


def decision_item(record: DecisionRecord, expires_at: int) -> Item:
    """A decision without its text."""
    item = {
        "verdict": record.verdict,
        "at": record.at_ms,
        "elapsedMs": number(record.elapsed_ms),
        "environment": record.environment,
        "sequence": record.sequence,
        "policyHash": record.policy_hash,
        "contentHash": record.content_hash,
        "policyId": record.policy_id,
        "policyVersion": record.policy_version,
        "rule": record.rule_id,
        "reason": record.reason_code,
        "strikes": number(record.strikes),
        "flagged": record.flagged,
        "degraded": record.degraded,
        "hits": [[hit.rule_id, hit.category, hit.severity, hit.start, hit.end, hit.reading] for hit in record.hits],
        "notes": dict(record.notes),
        "truncated": record.truncated,
    }
    kept: Item = {name: value for name, value in item.items() if value}
    if record.remaining_seconds is not None:
        kept["remainingSeconds"] = record.remaining_seconds
    listed = time_sort(record.at_ms, record.message_id)
    by_user = {BY_USER.partition_key: user_key(record.user_id), BY_USER.sort_key: listed} if record.user_id else {}
    return {
        **decision_key(record.message_id),
        BY_ROOM.partition_key: room_key(record.room_id),
        BY_ROOM.sort_key: listed,
        **by_user,
        TTL: expires_at,
        **kept,
    }


def decision_of(item: Mapping[str, Any], text: str | None = None) -> DecisionRecord:
    """The reverse, with its text where that is at hand."""
    remaining = item.get("remainingSeconds")
    return DecisionRecord(
        message_id=message_of(item),
        room_id=item[BY_ROOM.partition_key].removeprefix(room_key("")),
        verdict=item["verdict"],
        at_ms=int(item.get("at", 0)),
        elapsed_ms=float(item.get("elapsedMs", 0)),
        environment=item.get("environment", ""),
        sequence=int(item.get("sequence", 0)),
        policy_hash=item.get("policyHash", ""),
        content_hash=item.get("contentHash", ""),
        user_id=item.get(BY_USER.partition_key, "").removeprefix(user_key("")),
        policy_id=item.get("policyId", ""),
        policy_version=int(item.get("policyVersion", 0)),
        rule_id=item.get("rule", ""),
        reason_code=item.get("reason", ""),
        remaining_seconds=None if remaining is None else int(remaining),
        strikes=float(item.get("strikes", 0)),
        flagged=item.get("flagged", False),
        degraded=item.get("degraded", ""),
        hits=tuple(
            LoggedHit(rule, category, int(severity), int(start), int(end), reading)
            for rule, category, severity, start, end, reading in item.get("hits", [])
        ),
        notes=item.get("notes", {}),
        truncated=item.get("truncated", False),
        text=text,
    )


def text_item(text: RefusedText) -> Item:
    """A refused text."""
    return {**decision_key(text.message_id, TEXT), "text": text.text, TTL: text.kept_until}


def hold_item(hold: Hold) -> Item:
    """A hold; decided ones leave the room's open queue."""
    queue = hold_queue(hold.room_id, hold.status)
    item: Item = {
        "user": user_key(hold.user_id),
        "name": hold.name,
        "rule": hold.rule_id,
        "reason": hold.reason_code,
        "claimedBy": hold.claimed_by,
        "claimedUntil": hold.claimed_until_ms,
        "decidedBy": hold.decided_by,
        "decidedAt": hold.decided_at_ms,
        "decisionReason": hold.reason,
    }
    text = {} if hold.text is None else {"text": hold.text}
    return {
        PARTITION_KEY: hold_key(hold.hold_id),
        SORT_KEY: HOLD,
        BY_ROOM.partition_key: queue,
        BY_ROOM.sort_key: time_sort(hold.at_ms, hold.hold_id),
        TTL: hold.kept_until,
        "roomId": hold.room_id,
        "at": hold.at_ms,
        "expiresAt": hold.expires_at_ms,
        "status": hold.status,
        "version": hold.version,
        **text,
        **{name: value for name, value in item.items() if value},
    }


def hold_of(item: Mapping[str, Any]) -> Hold:
    """The reverse."""
    return Hold(
        hold_id=item[PARTITION_KEY].removeprefix(hold_key("")),
        room_id=item["roomId"],
        user_id=item["user"].removeprefix(user_key("")),
        name=item.get("name", ""),
        text=item.get("text"),
        rule_id=item.get("rule", ""),
        reason_code=item.get("reason", ""),
        at_ms=int(item["at"]),
        expires_at_ms=int(item["expiresAt"]),
        kept_until=int(item[TTL]),
        status=item["status"],
        claimed_by=item.get("claimedBy", ""),
        claimed_until_ms=int(item.get("claimedUntil", 0)),
        decided_by=item.get("decidedBy", ""),
        decided_at_ms=int(item.get("decidedAt", 0)),
        reason=item.get("decisionReason", ""),
        version=int(item["version"]),
    )


def hold_queue(room_id: str, status: str) -> str:
    """Index partition of a room's holds of one stored status."""
    return hold_key(room_id) if status == OPEN else f"{hold_key(room_id)}#{status}"


def flag_item(flag: Flag) -> Item:
    """A flag; seen ones leave the room's queue."""
    seen = {"seenBy": flag.seen_by, "seenAt": flag.seen_at_ms} if flag.seen_by else {}
    return {
        **decision_key(flag.message_id, FLAG),
        BY_ROOM.partition_key: flag_queue(flag.room_id, flag.status),
        BY_ROOM.sort_key: time_sort(flag.at_ms, flag.message_id),
        TTL: flag.kept_until,
        "roomId": flag.room_id,
        "user": user_key(flag.user_id),
        "rule": flag.rule_id,
        "at": flag.at_ms,
        **seen,
    }


def flag_of(item: Mapping[str, Any]) -> Flag:
    """The reverse."""
    return Flag(
        message_id=message_of(item),
        room_id=item["roomId"],
        user_id=item["user"].removeprefix(user_key("")),
        rule_id=item["rule"],
        at_ms=int(item["at"]),
        kept_until=int(item[TTL]),
        seen_by=item.get("seenBy", ""),
        seen_at_ms=int(item.get("seenAt", 0)),
    )


def flag_queue(room_id: str, status: str) -> str:
    """Index partition of a room's flags of one status."""
    return f"flag#{room_id}" if status == OPEN else f"flag#{room_id}#{status}"


def strikes_item_key(user_id: str, room_id: str) -> Item:
    """The table's key of a strike total."""
    return {PARTITION_KEY: strikes_key(user_id), SORT_KEY: room_id}


def strikes_item(strikes: StrikeTotal, expires_at: int) -> Item:
    """A strike total."""
    return {
        **strikes_item_key(strikes.user_id, strikes.room_id),
        TTL: expires_at,
        "total": number(strikes.total),
        "at": strikes.at_ms,
        "halfLifeSeconds": number(strikes.half_life_seconds),
        "version": strikes.version,
        **({"marks": dict(strikes.marks)} if strikes.marks else {}),
    }


def strikes_of(item: Mapping[str, Any]) -> StrikeTotal:
    """The reverse."""
    return StrikeTotal(
        user_id=item[PARTITION_KEY].removeprefix(strikes_key("")),
        room_id=item[SORT_KEY],
        total=float(item["total"]),
        at_ms=int(item["at"]),
        half_life_seconds=float(item["halfLifeSeconds"]),
        version=int(item["version"]),
        marks={id_: int(at_ms) for id_, at_ms in item.get("marks", {}).items()},
    )


def number(value: float) -> Decimal:
    """A number as DynamoDB takes it; of 38 digits that it holds a total needs no more than these."""
    return Decimal(f"{value:.12g}")
