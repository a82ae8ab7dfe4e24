"""The ledger's queues: lines that nobody can read, and environments whose lines are looked at later on."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import Unavailable

from .log_subscription import packed

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

# SQS waits no longer. Lambda tries a batch three times within some three minutes (functions of a minute at most, a
# minute and two between them); what is throttled longer than that is taken for lost and found again later.
LATE_SECONDS = 900
# A little longer than a busy environment counts by itself (ledger_writer.receipts).
COUNT_SECONDS = 35
# A decision line has 4 KB; of anything longer the beginning tells enough.
CHARACTERS_MAX = 64_000


class SqsBrokenLines:
    """Implements moderation.ledger.ports.BrokenLines."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def put(self, lines: Sequence[tuple[str, str]], source: str) -> None:
        """One queue message a line: an invocation's payload, with what is wrong with it as an attribute."""
        for line, problem in lines:
            _send(
                self._client,
                self._queue_url,
                packed(source, line[:CHARACTERS_MAX]),
                attributes={"problem": {"DataType": "String", "StringValue": problem[:256]}},
            )


class SqsLooks:
    """Implements moderation.ledger.ports.Looks."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def at_counts(self, environment: str, counted_at: int) -> None:
        """A message that becomes visible when another batch would have counted."""
        self._ask({"environment": environment, "countedAt": counted_at}, COUNT_SECONDS)

    def at_gaps(self, environment: str, up_to: int) -> None:
        """A message that becomes visible when what was late has come."""
        self._ask({"environment": environment, "upTo": up_to}, LATE_SECONDS)

    def _ask(self, asked: Mapping[str, object], delay_seconds: int) -> None:
        _send(self._client, self._queue_url, json.dumps(asked), delay_seconds=delay_seconds)


def _send(
    client: "SQSClient",
    queue_url: str,
    body: str,
    *,
    delay_seconds: int = 0,
    attributes: dict[str, dict[str, str]] | None = None,
) -> None:
    try:
        client.send_message(
            QueueUrl=queue_url,
            MessageBody=body,
            DelaySeconds=delay_seconds,
            MessageAttributes=attributes or {},  # type: ignore[arg-type]  # plain dictionaries
        )
    except (ConnectionError, HTTPClientError) as exc:
        raise Unavailable("The queue does not answer.") from exc
    except ClientError as exc:
        if exc.response.get("Error", {}).get("Code") in ("RequestThrottled", "ServiceUnavailable", "InternalFailure"):
            raise Unavailable("The queue does not answer.") from exc
        raise
