"""Decisions read: by message, by room, by user, and the packed ones by room and time."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from moderation.ledger import packs
from moderation.ledger.records import AllowedMessage, DecisionFilter, DecisionRecord
from moderation.ports import Clock
from moderation.records import Page
from moderation.tables import DECISIONS, PARTITION_KEY, TTL, Index, allowed_key, message_key, room_key, user_key

from .clients import Item
from .dynamo_decision_items import BY_ROOM, BY_USER, DECISION, TEXT, decision_key, decision_of, time_sort
from .dynamo_errors import reading_page, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

# A filter is applied after reading; somebody waits, so a page reads no further than this.
QUERIES_MAX = 5
_LATEST = time_sort(10**13 - 1)


class DynamoDecisions:
    """Implements moderation.ledger.ports.Decisions."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str], clock: Clock) -> None:
        self._table = dynamodb.Table(tables[DECISIONS.name])
        self._clock = clock

    def get(self, message_id: str) -> DecisionRecord | None:
        """A message's decision with its text."""
        with translated():
            items = self._table.query(
                KeyConditionExpression=Key(PARTITION_KEY).eq(message_key(message_id)),
                FilterExpression=self._kept(),
                ConsistentRead=True,
            )["Items"]
        parts: dict[object, Any] = {item["sk"]: item for item in items}
        if DECISION not in parts:
            return None
        return decision_of(parts[DECISION], parts.get(TEXT, {}).get("text"))

    def allowed(self, room_id: str, since: float, until: float) -> Sequence[AllowedMessage]:
        """Plain ALLOWs, minute by minute; a message that several packs hold is given once."""
        since_ms, until_ms = int(since * 1000), int(until * 1000)
        found: dict[str, AllowedMessage] = {}
        for minute in range(since_ms // packs.MINUTE_MS, -(-until_ms // packs.MINUTE_MS)):
            for item in self._minute(room_id, minute):
                for message in packs.read(bytes(item["messages"]), minute, item["policyHash"]):
                    if since_ms <= message.at_ms < until_ms:
                        found[message.message_id] = message
        return list(found.values())

    def by_room(self, room_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        """A room's decisions, newest first."""
        return self._listed(BY_ROOM, room_key(room_id), wanted, limit, next_token)

    def by_user(self, user_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        """A user's decisions, newest first."""
        return self._listed(BY_USER, user_key(user_id), wanted, limit, next_token)

    def _minute(self, room_id: str, minute: int) -> list[Any]:
        items: list[Any] = []
        start: Any = {}
        while True:
            with translated():
                answer = self._table.query(
                    KeyConditionExpression=Key(PARTITION_KEY).eq(allowed_key(room_id, minute)),
                    FilterExpression=self._kept(),
                    **start,
                )
            items += answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return items
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def _listed(
        self, index: Index, partition: str, wanted: DecisionFilter, limit: int, next_token: str
    ) -> Page[DecisionRecord]:
        """The token is the index's sort key of the last one."""
        first = time_sort(max(0, int((wanted.since or 0) * 1000)))
        # Sort keys go on after the time, so a bare time is before everything that happened then.
        last = _LATEST if wanted.until is None else time_sort(max(0, int(wanted.until * 1000)))
        if first > last:
            return Page([])
        query: Any = {
            "IndexName": index.name,
            "KeyConditionExpression": Key(index.partition_key).eq(partition) & Key(index.sort_key).between(first, last),
            "ScanIndexForward": False,
            "Limit": limit,
            "FilterExpression": self._filter(wanted),
        }
        found: list[Any] = []
        token = next_token
        for _ in range(QUERIES_MAX):
            start: Any = {"ExclusiveStartKey": _start(index, partition, token)} if token else {}
            with reading_page(next_token):
                answer = self._table.query(**query, **start)
            found += answer["Items"]
            token = str(answer.get("LastEvaluatedKey", {}).get(index.sort_key, ""))
            if not token or len(found) >= limit:
                break
        if len(found) > limit:
            found = found[:limit]
            token = found[-1][index.sort_key]
        return Page([decision_of(item) for item in found], token)

    def _filter(self, wanted: DecisionFilter) -> ConditionBase:
        condition: ConditionBase = self._kept()
        values = {
            "room": wanted.room_id and room_key(wanted.room_id),
            "verdict": wanted.verdict,
            "rule": wanted.rule_id,
        }
        for name, value in values.items():
            if value:
                condition = condition & Attr(name).eq(value)
        return condition

    def _kept(self) -> ConditionBase:
        return Attr(TTL).gt(int(self._clock.now()))


def _start(index: Index, partition: str, token: str) -> Item:
    """Index keys and table key of the item that a listing goes on after."""
    message_id = token.partition("#")[2]
    return {index.partition_key: partition, index.sort_key: token, **decision_key(message_id)}
