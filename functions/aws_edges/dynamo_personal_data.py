"""Rows that name a user, found and removed in every table that has any."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

from moderation.delivery.records import PENDING
from moderation.erasure.records import HeldRow, Removed
from moderation.tables import (
    ACTIONS,
    ALL_ROOMS,
    AUDIT,
    DECISIONS,
    PARTITION_KEY,
    READABLE,
    SORT_KEY,
    STATE,
    TTL,
    hold_key,
    message_key,
    readable_key,
    sanction_key,
    strikes_key,
    token_issues_key,
    user_key,
)

from .audit_items import OF_NO_USER_MARK
from .clients import Item
from .dynamo_decision_items import BY_USER, DECISION, FLAG, HOLD, TEXT
from .dynamo_errors import CONDITION_FAILED, code_of, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

FOUND_AT_ONCE = 100
_WORDS: dict[str, Item] = {
    # What was done to a policy or a moderator stays readable, whoever chats under its name.
    "by_subject": {"FilterExpression": Attr(OF_NO_USER_MARK).not_exists()},
    "by_person": {},
}


class DynamoPersonalData:
    """Implements moderation.erasure.ports.PersonalData."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._state = dynamodb.Table(tables[STATE.name])
        self._decisions = dynamodb.Table(tables[DECISIONS.name])
        self._audit = dynamodb.Table(tables[AUDIT.name])
        self._actions = dynamodb.Table(tables[ACTIONS.name])

    def messages(self, user_id: str) -> Sequence[str]:
        """Ids of messages with a decision, at most a hundred."""
        with translated():
            answer = self._decisions.query(
                IndexName=BY_USER.name,
                KeyConditionExpression=Key(BY_USER.partition_key).eq(user_key(user_id)),
                Limit=FOUND_AT_ONCE,
            )
        return [str(item[PARTITION_KEY]).removeprefix(message_key("")) for item in answer["Items"]]

    def remove_message(self, message_id: str) -> None:
        """The decision goes last: it is what leads here."""
        for partition, sort in (
            (hold_key(message_id), HOLD),
            (message_key(message_id), FLAG),
            (message_key(message_id), TEXT),
            (message_key(message_id), DECISION),
        ):
            _remove(self._decisions, partition, sort)

    def entries(self, user_id: str, until: float) -> Sequence[str]:
        """Ids of audit entries with words about a user, at most a hundred of each index."""
        ids: dict[str, None] = {}
        for index in (each for each in AUDIT.indexes if each.name in _WORDS):
            found = _pages(
                self._audit.query,
                IndexName=index.name,
                KeyConditionExpression=Key(index.partition_key).eq(user_id)
                & Key(index.sort_key).lt(f"{int(until * 1000):013d}"),
                Limit=FOUND_AT_ONCE,
                **_WORDS[index.name],
            )
            rows = islice(found, FOUND_AT_ONCE)
            ids |= dict.fromkeys(str(item[PARTITION_KEY]).removeprefix(readable_key("")) for item in rows)
        return list(ids)

    def remove_words(self, entry_id: str) -> None:
        """The readable part of an audit entry."""
        _remove(self._audit, readable_key(entry_id), READABLE)

    def remove_ended_actions(self, user_id: str) -> tuple[int, bool]:
        """Looks through the whole table, of which no index knows users: erasures are few, actions kept for a month."""
        removed, waiting = 0, False
        for item in self._actions_on(user_id):
            if item["status"] == PENDING:
                waiting = True
            else:
                _remove(self._actions, item[PARTITION_KEY], item[SORT_KEY])
                removed += 1
        return removed, waiting

    def remove_rows(self, user_id: str, now: float) -> tuple[Removed, int]:
        """Strikes and tokens whole; of a sanction in force what was written about the user."""
        rows = [(self._decisions, item) for item in _query(self._decisions, strikes_key(user_id))]
        kept = 0
        for item in _query(self._state, user_key(user_id)):
            if not str(item[SORT_KEY]).startswith(sanction_key("")) or int(item.get("until", now + 1)) <= now:
                rows.append((self._state, item))
            else:
                kept += self._without_reason(item)
        for table, item in rows:
            _remove(table, item[PARTITION_KEY], item[SORT_KEY])
        return Removed(rows=len(rows)), kept

    def held(self, user_id: str) -> Sequence[HeldRow]:
        """Rows under the user's own keys."""
        items = [*_query(self._state, user_key(user_id)), *_query(self._decisions, strikes_key(user_id))]
        return [_held(item) for item in items]

    def _without_reason(self, item: Item) -> int:
        """1 if the sanction is still there; one that was replaced meanwhile is for the next round."""
        try:
            with translated():
                self._state.update_item(
                    Key={name: item[name] for name in (PARTITION_KEY, SORT_KEY)},
                    UpdateExpression="SET reason = :nothing",
                    ConditionExpression=Attr("version").eq(item["version"]),
                    ExpressionAttributeValues={":nothing": ""},
                )
        except ClientError as exc:
            if code_of(exc) != CONDITION_FAILED:
                raise
        return 1

    def _actions_on(self, user_id: str) -> Iterator[Item]:
        names_user = Attr("arguments.userId").eq(user_id) | Attr("arguments.attributes.userId").eq(user_id)
        return _pages(self._actions.scan, FilterExpression=names_user)


def _query(table: Any, partition: str) -> Iterator[Item]:
    return _pages(
        table.query,
        KeyConditionExpression=Key(PARTITION_KEY).eq(partition),
        ConsistentRead=True,
    )


def _pages(read: Any, **asked: object) -> Iterator[Item]:
    start: Item = {}
    while True:
        with translated():
            answer = read(**asked, **start)
        yield from answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def _remove(table: Any, partition: str, sort: str) -> None:
    with translated():
        table.delete_item(Key={PARTITION_KEY: partition, SORT_KEY: sort})


def _held(item: Item) -> HeldRow:
    sort = str(item[SORT_KEY])
    kind, room = "strikes", sort
    for name, prefix in (("sanction", sanction_key("")), ("tokens", token_issues_key(""))):
        if sort.startswith(prefix):
            kind, room = name, sort.removeprefix(prefix)
    keys = {PARTITION_KEY, SORT_KEY, TTL, "scope", "scopeSort"}
    members = json.loads(json.dumps({name: item[name] for name in item if name not in keys}, default=_number))
    return HeldRow(kind, "" if room == ALL_ROOMS else room, members)


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value))
