"""What callers have spent, one counter for each caller, budget and period in State; one atomic update spends."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from moderation.tables import PARTITION_KEY, SORT_KEY, STATE, TTL, budget_key, budget_period_key

from .dynamo_errors import CONDITION_FAILED, code_of, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

# A counter is of no use after its period; DynamoDB deletes it some time later.
KEPT_SECONDS = 3600


class DynamoBudgets:
    """Counts in a caller's own partition."""

    def __init__(self, dynamodb: "DynamoDBServiceResource", tables: Mapping[str, str]) -> None:
        self._table = dynamodb.Table(tables[STATE.name])

    def spend(self, actor: str, name: str, period_seconds: int, limit: int, now: float) -> int:
        """Spend one: 0, or if none is left, the seconds until the next period."""
        period = int(now) // period_seconds
        ends_at = (period + 1) * period_seconds
        try:
            with translated():
                self._table.update_item(
                    Key={PARTITION_KEY: budget_key(actor), SORT_KEY: budget_period_key(name, period)},
                    UpdateExpression="SET #ttl = :ttl ADD spent :one",
                    ConditionExpression="attribute_not_exists(spent) OR spent < :limit",
                    ExpressionAttributeNames={"#ttl": TTL},
                    ExpressionAttributeValues={":one": 1, ":limit": limit, ":ttl": ends_at + KEPT_SECONDS},
                )
        except ClientError as exc:
            if code_of(exc) == CONDITION_FAILED:
                return ends_at - int(now)
            raise
        return 0
