"""The queues urgent and bulk: a message holds an action's id and nothing else."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.delivery.operations import queue_of
from moderation.delivery.records import Waiting

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# As many as one call takes.
TOGETHER_MAX = 10


class SqsActionQueues:
    """Implements moderation.delivery.ports.ActionQueues. `urls` has both queues' URLs by name."""

    def __init__(self, client: "SQSClient", urls: Mapping[str, str]) -> None:
        self._client = client
        self._urls = urls

    def put(self, waiting: Sequence[Waiting]) -> Sequence[str]:
        """Enqueue, ten at a time; ids of those that were not taken."""
        refused: list[str] = []
        for queue, url in self._urls.items():
            mine = [each for each in waiting if queue_of(each.operation) == queue]
            for start in range(0, len(mine), TOGETHER_MAX):
                refused += self._send(url, mine[start : start + TOGETHER_MAX])
        return refused

    def _send(self, url: str, batch: Sequence[Waiting]) -> Iterable[str]:
        entries: Any = [
            {"Id": str(number), "MessageBody": written(each.action_id), "DelaySeconds": each.delay_seconds}
            for number, each in enumerate(batch)
        ]
        try:
            answer = self._client.send_message_batch(QueueUrl=url, Entries=entries)
        except (ClientError, ConnectionError, HTTPClientError):
            return [each.action_id for each in batch]
        return [batch[int(failed["Id"])].action_id for failed in answer.get("Failed", [])]


def written(action_id: str) -> str:
    """An action as a queue's message."""
    return json.dumps({"actionId": action_id})


def read(body: str) -> str:
    """The reverse of `written`; raises KeyError, TypeError or ValueError for anything else."""
    return str(json.loads(body)["actionId"])
