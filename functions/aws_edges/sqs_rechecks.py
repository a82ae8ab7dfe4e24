"""Messages that wait for their decision line, in a queue whose delay is the waiting."""

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import Unavailable
from moderation.reconciliation.records import DeliveredMessage, Recheck

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# Five tries, which the queue allows, then take a quarter of an hour.
FIRST_RETRY_SECONDS = 30


class SqsRechecks:
    """Implements moderation.reconciliation.ports.Rechecks."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def later(self, recheck: Recheck, seconds: int) -> None:
        """Send it with a delay: at most 900 s, SQS's limit."""
        try:
            self._client.send_message(QueueUrl=self._queue_url, MessageBody=written(recheck), DelaySeconds=seconds)
        except (ClientError, ConnectionError, HTTPClientError) as exc:
            raise Unavailable("The queue of messages to be looked at again does not answer.") from exc

    def sooner(self, receipt: str, receives: int) -> None:
        """Bring a message that failed back earlier than the queue would: after 30 s, then twice that, and so on.

        Raises nothing: it comes back in any case.
        """
        seconds = FIRST_RETRY_SECONDS * 2 ** (receives - 1)
        with suppress(ClientError, ConnectionError, HTTPClientError):
            self._client.change_message_visibility(
                QueueUrl=self._queue_url, ReceiptHandle=receipt, VisibilityTimeout=seconds
            )


def written(recheck: Recheck) -> str:
    """A recheck as a queue's message."""
    message = recheck.message
    body = {
        "waits": recheck.waits,
        "messageId": message.message_id,
        "roomId": message.room_id,
        "userId": message.user_id,
        "content": message.content,
        "at": message.at,
        "senderAttributes": dict(message.sender_attributes),
        "attributes": dict(message.attributes),
    }
    return json.dumps(body, separators=(",", ":"))


def read(body: str) -> Recheck:
    """The reverse of `written`; raises KeyError or ValueError for anything else."""
    fields: dict[str, Any] = json.loads(body)
    message = DeliveredMessage(
        message_id=fields["messageId"],
        room_id=fields["roomId"],
        user_id=fields["userId"],
        content=fields["content"],
        at=fields["at"],
        sender_attributes=fields["senderAttributes"],
        attributes=fields["attributes"],
    )
    return Recheck(message, fields["waits"])
