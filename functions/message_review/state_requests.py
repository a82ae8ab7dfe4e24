"""What a message asks of the State and Windows tables, as parameters of DynamoDB's operations."""

from moderation.tables import (
    ALL_ROOMS,
    ORGANISATION,
    PARTITION_KEY,
    SETTINGS,
    SORT_KEY,
    TTL,
    hash_attribute,
    room_key,
    sanction_key,
    second_attribute,
    unique_key,
    user_key,
    window_key,
)

Parameters = dict[str, object]
_WINDOW_KEPT_MINUTES = 3  # the current and the previous minute are read
UNIQUE_KEPT_S = 3600  # for so long unique-chat remembers a text


def reads(tables: dict[str, str], room_id: str, user_id: str, *, organisation: bool) -> Parameters:
    """BatchGetItem of the room's settings and the sender's two sanctions, strongly consistent; with the
    organisation's settings if asked for."""
    keys = [
        _key(room_key(room_id), SETTINGS),
        _key(user_key(user_id), sanction_key(room_id)),
        _key(user_key(user_id), sanction_key(ALL_ROOMS)),
    ]
    if organisation:
        keys.append(_key(ORGANISATION, SETTINGS))
    return {"RequestItems": {tables["State"]: {"Keys": keys, "ConsistentRead": True}}}


def organisation_read(tables: dict[str, str]) -> Parameters:
    """GetItem of the organisation's settings."""
    return {"TableName": tables["State"], "Key": _key(ORGANISATION, SETTINGS), "ConsistentRead": True}


def count(tables: dict[str, str], room_id: str, user_id: str, now: float, message_hash: str) -> Parameters:
    """UpdateItem that counts the message in the sender's window and brings the window back.

    Unconditional, so that no environment can lose against another.
    """
    minute, second = divmod(int(now), 60)
    names = {"#ttl": TTL, "#second": second_attribute(second)}
    expression = "SET #ttl = :ttl ADD #second :one"
    if message_hash:
        names["#hash"] = hash_attribute(message_hash)
        expression += ", #hash :one"
    return {
        "TableName": tables["Windows"],
        "Key": {PARTITION_KEY: {"S": window_key(room_id, user_id, minute)}},
        "UpdateExpression": expression,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": {":ttl": {"N": str((minute + _WINDOW_KEPT_MINUTES) * 60)}, ":one": {"N": "1"}},
        "ReturnValues": "ALL_NEW",
    }


def previous_window(tables: dict[str, str], room_id: str, user_id: str, now: float) -> Parameters:
    """GetItem of the sender's window of the minute before."""
    partition = window_key(room_id, user_id, int(now) // 60 - 1)
    return {"TableName": tables["Windows"], "Key": {PARTITION_KEY: {"S": partition}}, "ConsistentRead": True}


def mark_unique(tables: dict[str, str], room_id: str, now: float, message_hash: str) -> Parameters:
    """PutItem that succeeds for the first message with this hash in the room, expired marks aside."""
    return {
        "TableName": tables["Windows"],
        "Item": {PARTITION_KEY: {"S": unique_key(room_id, message_hash)}, TTL: {"N": str(int(now) + UNIQUE_KEPT_S)}},
        "ConditionExpression": "attribute_not_exists(#pk) OR #ttl <= :now",
        "ExpressionAttributeNames": {"#pk": PARTITION_KEY, "#ttl": TTL},
        "ExpressionAttributeValues": {":now": {"N": str(int(now))}},
    }


def chunk(tables: dict[str, str], partition: str, sort: str) -> Parameters:
    """GetItem of one chunk of a compiled policy."""
    return {"TableName": tables["Policies"], "Key": _key(partition, sort), "ConsistentRead": True}


def _key(partition: str, sort: str) -> Parameters:
    return {PARTITION_KEY: {"S": partition}, SORT_KEY: {"S": sort}}
