"""How many chat tokens a user got, by room and minute: a limit, and a trail of where sessions may be open."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

from moderation.delivery.operations import SESSION_SECONDS_MAX
from moderation.tables import PARTITION_KEY, SORT_KEY, STATE, TTL, token_issues_key, user_key

from .dynamo_errors import CONDITION_FAILED, code_of, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource


class DynamoTokenIssues:
    """Counts tokens in the user's partition of State."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def count(self, user_id: str, room_id: str, now: float, limit: int) -> int:
        """Count one token: 0, or if the minute's are used up, the seconds until the next minute."""
        minute, expires_at = int(now // 60), int(now) + SESSION_SECONDS_MAX
        key = {PARTITION_KEY: user_key(user_id), SORT_KEY: token_issues_key(room_id)}
        within = "issuedMinute = :minute AND issued < :limit"
        begins = f"attribute_not_exists({PARTITION_KEY}) OR issuedMinute < :minute"
        if self._update(
            key, "SET #ttl = :ttl ADD issued :one", within, {":minute": minute, ":limit": limit, ":ttl": expires_at}
        ) or self._update(
            key,
            "SET issuedMinute = :minute, issued = :one, #ttl = :ttl",
            begins,
            {":minute": minute, ":ttl": expires_at},
        ):
            return 0
        return 60 - int(now % 60)

    def rooms(self, user_id: str, now: float) -> Sequence[str]:
        """Rooms in which a session may be open."""
        wanted: Any = {
            "KeyConditionExpression": Key(PARTITION_KEY).eq(user_key(user_id))
            & Key(SORT_KEY).begins_with(token_issues_key("")),
            "FilterExpression": Attr(TTL).gt(int(now)),
            "ConsistentRead": True,
        }
        rooms: list[str] = []
        while True:
            with translated():
                answer = self._table.query(**wanted)
            rooms += [str(item[SORT_KEY]).removeprefix(token_issues_key("")) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                return rooms
            wanted["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def _update(self, key: Mapping[str, str], update: str, condition: str, values: Mapping[str, int]) -> bool:
        arguments: Any = {
            "Key": key,
            "UpdateExpression": update,
            "ConditionExpression": condition,
            "ExpressionAttributeNames": {"#ttl": TTL},
            "ExpressionAttributeValues": {":one": 1, **values},
        }
        try:
            with translated():
                self._table.update_item(**arguments)
        except ClientError as exc:
            if code_of(exc) == CONDITION_FAILED:
                return False
            raise
        return True
