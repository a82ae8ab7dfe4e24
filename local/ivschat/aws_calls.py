"""Signed calls on the emulated AWS: Lambda for message review, CloudWatch Logs for the chat log."""

import json
from typing import Any
from urllib.parse import quote

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .http_pool import HttpAnswer, HttpPool


class AwsCallFailed(Exception):
    """The service answered with an error; `code` is its name."""

    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.status = status


class AwsCalls:
    """The few operations that IVS Chat itself needs, with the emulator's own credentials."""

    def __init__(self, endpoint: str, region: str, access_key_id: str, secret_access_key: str) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._pool = HttpPool(endpoint)
        self._credentials = Credentials(access_key_id, secret_access_key)
        self._region = region

    async def invoke_function(self, uri: str, payload: bytes) -> HttpAnswer:
        """The Invoke operation on a function, version or alias ARN; answers 200 carry the function's own payload."""
        target = f"/2015-03-31/functions/{quote(uri, safe='')}/invocations"
        headers = {"content-type": "application/json", "x-amz-invocation-type": "RequestResponse"}
        answer = await self._call("lambda", "POST", target, headers, payload)
        if answer.status != 200:
            raise _failure(answer)
        return answer

    async def function_policy(self, function: str, qualifier: str | None) -> dict[str, Any]:
        """The resource policy of a function, or of the version or alias that the qualifier names."""
        target = f"/2015-03-31/functions/{quote(function, safe='')}/policy"
        if qualifier:
            target += f"?Qualifier={quote(qualifier, safe='')}"
        answer = await self._call("lambda", "GET", target, {}, b"")
        found = _members(answer).get("Policy", "")
        try:
            policy: dict[str, Any] = json.loads(found)
        except ValueError:
            raise AwsCallFailed("Unreadable", "the answer has no policy", answer.status) from None
        return policy

    async def logs(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        """One CloudWatch Logs operation in the JSON 1.1 protocol."""
        headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": f"Logs_20140328.{operation}"}
        answer = await self._call("logs", "POST", "/", headers, json.dumps(request).encode())
        return _members(answer)

    async def _call(self, service: str, method: str, target: str, headers: dict[str, str], body: bytes) -> HttpAnswer:
        request = AWSRequest(method=method, url=self._endpoint + target, headers=headers, data=body)
        SigV4Auth(self._credentials, service, self._region).add_auth(request)
        return await self._pool.call(method, target, dict(request.headers.items()), body)

    async def close(self) -> None:
        await self._pool.close()


def _members(answer: HttpAnswer) -> dict[str, Any]:
    """The members of a good answer. Raises: AwsCallFailed, for an error and for what is no JSON object."""
    if answer.status != 200:
        raise _failure(answer)
    try:
        members = json.loads(answer.body or b"{}")
    except ValueError:
        members = None
    if not isinstance(members, dict):
        raise AwsCallFailed("Unreadable", "the answer is not a JSON object", answer.status)
    return members


def _failure(answer: HttpAnswer) -> AwsCallFailed:
    """The error of a REST or JSON service: its name stands in a header or in the body."""
    try:
        body = json.loads(answer.body)
    except ValueError:
        body = {}
    members = body if isinstance(body, dict) else {}
    code = answer.headers.get("x-amzn-errortype") or str(members.get("__type") or members.get("code") or "Unknown")
    message = str(members.get("message") or members.get("Message") or f"status {answer.status}")
    return AwsCallFailed(code.partition(":")[0].rpartition("#")[2], message, answer.status)
