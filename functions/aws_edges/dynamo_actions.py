"""Actions in their table: intents that are taken, ended or handed back, each only by who holds its latest attempt."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from moderation.delivery.records import PENDING, Action, ActionFilter
from moderation.records import Intent, Page
from moderation.tables import ACTIONS, INTENT, PARTITION_KEY, SORT_KEY, action_key

from .clients import Item
from .dynamo_action_items import action, due_sort, intent_item, milliseconds
from .dynamo_action_listing import page_of
from .dynamo_errors import CANCELED, CONDITION_FAILED, code_of, translated, unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

# As many as one transaction takes.
TOGETHER_MAX = 100
ABSENT = f"attribute_not_exists({PARTITION_KEY})"
_INDEX = ACTIONS.indexes[0]
_HELD = "#status = :pending AND attempts = :attempt"


class DynamoActions:
    """Reads and writes the Actions table."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[ACTIONS.name])
        # A resource's client takes and gives plain Python values.
        self._client: Any = dynamodb.meta.client

    def get(self, action_id: str) -> Action | None:
        """One action."""
        with translated():
            item = self._table.get_item(Key=_key(action_id), ConsistentRead=True).get("Item")
        return action(item) if item else None

    def list(self, wanted: ActionFilter, limit: int, next_token: str) -> Page[Action]:
        """Those due last first."""
        return page_of(self._table, wanted, limit, next_token)

    def take(self, action_id: str, now: float, lease_until: float) -> Action | None:
        """Lease an intent whose time has come."""
        item = self._update(
            action_id,
            "SET leaseUntil = :lease, dueSort = :due REMOVE enqueue ADD attempts :one",
            "#status = :pending AND leaseUntil <= :now AND (attribute_not_exists(notBefore) OR notBefore <= :now)",
            {
                ":now": milliseconds(now),
                ":lease": milliseconds(lease_until),
                ":due": due_sort(lease_until, action_id),
                ":one": 1,
            },
        )
        return action(item) if item else None

    def finish(self, action_id: str, attempt: int, status: str, outcome: str, at: float) -> bool:
        """End an intent; the API's own go, which takes nothing, counts as the first attempt."""
        ended = self._update(
            action_id,
            "SET #status = :status, outcome = :outcome, endedAt = :at, attempts = :counted REMOVE enqueue",
            _HELD,
            {
                ":attempt": attempt,
                ":status": status,
                ":outcome": outcome,
                ":at": milliseconds(at),
                ":counted": max(attempt, 1),
            },
        )
        return ended is not None

    def hand_back(self, action_id: str, attempt: int, due_at: float, outcome: str, forgiven: int) -> bool:
        """Have an intent tried again; the table's stream puts it into its queue."""
        handed = self._update(
            action_id,
            "SET leaseUntil = :at, dueSort = :due, outcome = :outcome, enqueue = :yes, forgiven = :forgiven",
            _HELD,
            {
                ":attempt": attempt,
                ":at": milliseconds(due_at),
                ":due": due_sort(due_at, action_id),
                ":outcome": outcome,
                ":yes": True,
                ":forgiven": forgiven,
            },
        )
        return handed is not None

    def add(self, intents: Sequence[Intent]) -> int:
        """Write those that are not there yet, a hundred at a time."""
        return sum(self._add(intents[start : start + TOGETHER_MAX]) for start in range(0, len(intents), TOGETHER_MAX))

    def overdue(self, before: float, limit: int) -> Sequence[Action]:
        """The oldest pending actions that were due before then."""
        wanted: Any = {
            "IndexName": _INDEX.name,
            "KeyConditionExpression": f"#status = :pending AND {_INDEX.sort_key} < :before",
            "ExpressionAttributeNames": {"#status": _INDEX.partition_key},
            "ExpressionAttributeValues": {":pending": PENDING, ":before": f"{milliseconds(before):013d}"},
            "Limit": limit,
        }
        found: list[Action] = []
        while len(found) < limit:
            with translated():
                answer = self._table.query(**wanted)
            found += [action(item) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                break
            wanted["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        return found[:limit]

    def put_off(self, seen: Action, until: float) -> bool:
        """Move an overdue action out of the next sweeps' sight."""
        action_id = seen.intent.action_id
        moved = self._update(
            action_id,
            "SET dueSort = :due REMOVE enqueue",
            "#status = :pending AND dueSort = :seen",
            {":due": due_sort(until, action_id), ":seen": due_sort(seen.due_at, action_id)},
        )
        return moved is not None

    def _add(self, intents: Sequence[Intent]) -> int:
        left = list(intents)
        while left:
            table = self._table.name
            writes = [
                {"Put": {"TableName": table, "Item": intent_item(intent), "ConditionExpression": ABSENT}}
                for intent in left
            ]
            try:
                with translated():
                    self._client.transact_write_items(TransactItems=writes)
            except ClientError as exc:
                left = _without_those_there(left, exc)
            else:
                return len(left)
        return 0

    def _update(self, action_id: str, update: str, condition: str, values: Mapping[str, Any]) -> Item | None:
        """The item as it is afterwards; None if the condition does not hold."""
        arguments: Any = {
            "Key": _key(action_id),
            "UpdateExpression": update,
            "ConditionExpression": condition,
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": {":pending": PENDING, **values},
            "ReturnValues": "ALL_NEW",
        }
        try:
            with translated():
                return dict(self._table.update_item(**arguments)["Attributes"])
        except ClientError as exc:
            if code_of(exc) == CONDITION_FAILED:
                return None
            raise


def _key(action_id: str) -> dict[str, str]:
    return {PARTITION_KEY: action_key(action_id), SORT_KEY: INTENT}


def _without_those_there(intents: Sequence[Intent], exc: ClientError) -> list[Intent]:
    """What is left to write of a transaction that found some of its items there."""
    if code_of(exc) != CANCELED:
        raise exc
    response: Mapping[str, Any] = exc.response
    codes = [str(reason.get("Code")) for reason in response.get("CancellationReasons", [])]
    left = [intent for intent, code in zip(intents, codes, strict=True) if code != "ConditionalCheckFailed"]
    if len(left) == len(intents):
        raise unavailable() from exc
    return left
