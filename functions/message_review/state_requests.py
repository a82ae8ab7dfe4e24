"""What a message asks of the State and Windows tables, as parameters of DynamoDB's operations.

They are JSON text from the start: to build dictionaries and to encode these takes three times as long.
"""

from json.encoder import encode_basestring_ascii as quoted

from moderation.tables import (
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

# What fits into the 4 KB of one read. Who is under more, in as many rooms, costs a second one.
_SANCTIONS_PER_PAGE = 10
_WINDOW_KEPT_MINUTES = 3  # the current and the previous minute are read
# So long after its end a minute's counts have reached every replica (docs/review-path.md says what that rests on).
SETTLED_AFTER_S = 5
UNIQUE_KEPT_S = 3600  # for so long unique-chat remembers a text


def settings(tables: dict[str, str], room_id: str, *, organisation: bool) -> str:
    """BatchGetItem of the room's settings, strongly consistent; with the organisation's if asked for."""
    keys = _key(room_key(room_id), SETTINGS)
    if organisation:
        keys += f",{_key(ORGANISATION, SETTINGS)}"
    return f'{{"RequestItems":{{{quoted(tables["State"])}:{{"Keys":[{keys}],"ConsistentRead":true}}}}}}'


def sanctions(tables: dict[str, str], user_id: str) -> str:
    """Query of the sender's sanctions, strongly consistent: at the price of one read what two would cost by key.

    The one for all rooms comes first, because no room id sorts before it.
    """
    return (
        f'{{"TableName":{quoted(tables["State"])},"ConsistentRead":true,"Limit":{_SANCTIONS_PER_PAGE},'
        f'"KeyConditionExpression":"{PARTITION_KEY} = :user AND begins_with({SORT_KEY}, :sanction)",'
        f'"ExpressionAttributeValues":{{":user":{{"S":{quoted(user_key(user_id))}}},'
        f'":sanction":{{"S":{quoted(sanction_key(""))}}}}}}}'
    )


def sanction_in_room(tables: dict[str, str], room_id: str, user_id: str) -> str:
    """GetItem of the sender's sanction in one room."""
    return _item(tables["State"], _key(user_key(user_id), sanction_key(room_id)))


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
    """GetItem of the sender's window of the minute before: at half the price once nobody writes it any more."""
    minute, second = divmod(int(now), 60)
    key = _key(window_key(room_id, user_id, minute - 1))
    return _item(tables["Windows"], key, consistent=second < SETTLED_AFTER_S)


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


def _item(table: str, key: str, *, consistent: bool = True) -> str:
    return f'{{"TableName":{quoted(table)},"Key":{key},"ConsistentRead":{"true" if consistent else "false"}}}'


def _key(partition: str, sort: str = "") -> str:
    key = f'{{{quoted(PARTITION_KEY)}:{{"S":{quoted(partition)}}}'
    return f'{key},{quoted(SORT_KEY)}:{{"S":{quoted(sort)}}}}}' if sort else key + "}"
