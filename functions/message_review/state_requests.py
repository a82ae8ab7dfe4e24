"""What a message asks of the State and Windows tables, as parameters of DynamoDB's operations.

They are JSON text from the start: to build dictionaries and to encode these takes three times as long.
"""

from json.encoder import encode_basestring_ascii as quoted

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

_WINDOW_KEPT_MINUTES = 3  # the current and the previous minute are read
UNIQUE_KEPT_S = 3600  # for so long unique-chat remembers a text


def reads(tables: dict[str, str], room_id: str, user_id: str, *, organisation: bool) -> str:
    """BatchGetItem of the room's settings and the sender's two sanctions, strongly consistent; with the
    organisation's settings if asked for."""
    user = user_key(user_id)
    keys = (
        f"{_key(room_key(room_id), SETTINGS)},{_key(user, sanction_key(room_id))},{_key(user, sanction_key(ALL_ROOMS))}"
    )
    if organisation:
        keys += f",{_key(ORGANISATION, SETTINGS)}"
    return f'{{"RequestItems":{{{quoted(tables["State"])}:{{"Keys":[{keys}],"ConsistentRead":true}}}}}}'


def organisation_read(tables: dict[str, str]) -> str:
    """GetItem of the organisation's settings."""
    return _item(tables["State"], _key(ORGANISATION, SETTINGS))


def count(tables: dict[str, str], room_id: str, user_id: str, now: float, message_hash: str) -> str:
    """UpdateItem that counts the message in the sender's window and brings the window back.

    Unconditional, so that no environment can lose against another.
    """
    minute, second = divmod(int(now), 60)
    names = f'"#ttl":{quoted(TTL)},"#second":{quoted(second_attribute(second))}'
    expression = "SET #ttl = :ttl ADD #second :one"
    if message_hash:
        names += f',"#hash":{quoted(hash_attribute(message_hash))}'
        expression += ", #hash :one"
    return (
        f'{{"TableName":{quoted(tables["Windows"])},"Key":{_key(window_key(room_id, user_id, minute))},'
        f'"UpdateExpression":"{expression}","ExpressionAttributeNames":{{{names}}},'
        f'"ExpressionAttributeValues":{{":ttl":{{"N":"{(minute + _WINDOW_KEPT_MINUTES) * 60}"}},":one":{{"N":"1"}}}},'
        '"ReturnValues":"ALL_NEW"}'
    )


def previous_window(tables: dict[str, str], room_id: str, user_id: str, now: float) -> str:
    """GetItem of the sender's window of the minute before."""
    return _item(tables["Windows"], _key(window_key(room_id, user_id, int(now) // 60 - 1)))


def mark_unique(tables: dict[str, str], room_id: str, now: float, message_hash: str) -> str:
    """PutItem that succeeds for the first message with this hash in the room, expired marks aside."""
    mark = f'{quoted(PARTITION_KEY)}:{{"S":{quoted(unique_key(room_id, message_hash))}}}'
    return (
        f'{{"TableName":{quoted(tables["Windows"])},'
        f'"Item":{{{mark},{quoted(TTL)}:{{"N":"{int(now) + UNIQUE_KEPT_S}"}}}},'
        '"ConditionExpression":"attribute_not_exists(#pk) OR #ttl <= :now",'
        f'"ExpressionAttributeNames":{{"#pk":{quoted(PARTITION_KEY)},"#ttl":{quoted(TTL)}}},'
        f'"ExpressionAttributeValues":{{":now":{{"N":"{int(now)}"}}}}}}'
    )


def chunk(tables: dict[str, str], partition: str, sort: str) -> str:
    """GetItem of one chunk of a compiled policy."""
    return _item(tables["Policies"], _key(partition, sort))


def _item(table: str, key: str) -> str:
    return f'{{"TableName":{quoted(table)},"Key":{key},"ConsistentRead":true}}'


def _key(partition: str, sort: str = "") -> str:
    key = f'{{{quoted(PARTITION_KEY)}:{{"S":{quoted(partition)}}}'
    return f'{key},{quoted(SORT_KEY)}:{{"S":{quoted(sort)}}}}}' if sort else key + "}"
