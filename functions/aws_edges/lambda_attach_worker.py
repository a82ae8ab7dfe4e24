"""Bulk attachments are carried out by the room_attacher function, invoked asynchronously."""

import json
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


class LambdaAttachWorker:
    """Starts the function."""

    def __init__(self, client: "LambdaClient", function: str) -> None:
        self._client = client
        self._function = function

    def start(self, operation_id: str) -> None:
        """Have an operation begun."""
        payload = json.dumps({"operationId": operation_id}).encode()
        try:
            self._client.invoke(FunctionName=self._function, InvocationType="Event", Payload=payload)
        except (ClientError, ConnectionError, HTTPClientError) as exc:
            raise Unavailable("The attacher cannot be started.") from exc
