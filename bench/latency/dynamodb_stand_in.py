"""A DynamoDB on this machine that checks every signature, and fails on demand.

It knows the operations that the review function sends and computes their expressions by what they mean, not by
parsing DynamoDB's language: an expression that the review function does not use is refused.
"""

import asyncio
import gc
import json
import re
import ssl
import sys
import threading
import warnings
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable

Item = dict[str, dict[str, Any]]
_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/dynamodb/aws4_request, SignedHeaders=([^,]+), "
)
_BAD_SIGNATURE = "InvalidSignatureException"


class Refusal(Exception):
    """An error answer: status and DynamoDB's error code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class Tables:
    """Items by table and key, and the operations on them."""

    def __init__(self) -> None:
        self.items: dict[str, dict[tuple[str, str], Item]] = {}
        self.unprocessed = False

    def put(self, table: str, item: Item) -> None:
        """Store an item as the API would have."""
        self.items.setdefault(table, {})[_key(item)] = item

    def delete(self, table: str, partition: str, sort: str = "") -> None:
        """Remove an item."""
        self.items.get(table, {}).pop((partition, sort), None)

    def run(self, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Answer one operation."""
        handlers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "GetItem": self._get,
            "BatchGetItem": self._batch_get,
            "Query": self._query,
            "PutItem": self._put_marked,
            "UpdateItem": self._update,
        }
        if operation not in handlers:
            raise Refusal(400, "UnknownOperationException")
        return handlers[operation](parameters)

    def _get(self, parameters: dict[str, Any]) -> dict[str, Any]:
        item = self.items.get(parameters["TableName"], {}).get(_key(parameters["Key"]))
        return {"Item": item} if item is not None else {}

    def _batch_get(self, parameters: dict[str, Any]) -> dict[str, Any]:
        if self.unprocessed:
            return {"Responses": {}, "UnprocessedKeys": parameters["RequestItems"]}
        responses = {}
        for table, wanted in parameters["RequestItems"].items():
            stored = self.items.get(table, {})
            responses[table] = [stored[_key(key)] for key in wanted["Keys"] if _key(key) in stored]
        return {"Responses": responses, "UnprocessedKeys": {}}

    def _query(self, parameters: dict[str, Any]) -> dict[str, Any]:
        if parameters["KeyConditionExpression"] != "pk = :user AND begins_with(sk, :sanction)":
            raise Refusal(400, "ValidationException")
        values = parameters["ExpressionAttributeValues"]
        partition, beginning = values[":user"]["S"], values[":sanction"]["S"]
        stored = self.items.get(parameters["TableName"], {})
        keys = sorted(key for key in stored if key[0] == partition and key[1].startswith(beginning))
        page = [stored[key] for key in keys[: parameters["Limit"]]]
        more = {"LastEvaluatedKey": {"pk": page[-1]["pk"], "sk": page[-1]["sk"]}} if len(keys) > len(page) else {}
        return {"Items": page, "Count": len(page), "ScannedCount": len(page), **more}

    def _put_marked(self, parameters: dict[str, Any]) -> dict[str, Any]:
        if parameters["ConditionExpression"] != "attribute_not_exists(#pk) OR #ttl <= :now":
            raise Refusal(400, "ValidationException")
        stored = self.items.setdefault(parameters["TableName"], {})
        key = _key(parameters["Item"])
        now = int(parameters["ExpressionAttributeValues"][":now"]["N"])
        if key in stored and int(stored[key]["ttl"]["N"]) > now:
            raise Refusal(400, "ConditionalCheckFailedException")
        stored[key] = parameters["Item"]
        return {}

    def _update(self, parameters: dict[str, Any]) -> dict[str, Any]:
        expression = re.fullmatch(r"SET (#\w+) = (:\w+) ADD (.*)", parameters["UpdateExpression"])
        if expression is None:
            raise Refusal(400, "ValidationException")
        names, values = parameters["ExpressionAttributeNames"], parameters["ExpressionAttributeValues"]
        stored = self.items.setdefault(parameters["TableName"], {})
        item = stored.setdefault(_key(parameters["Key"]), dict(parameters["Key"]))
        item[names[expression[1]]] = values[expression[2]]
        for addition in expression[3].split(", "):
            name, value = addition.split()
            before = int(item.get(names[name], {"N": "0"})["N"])
            item[names[name]] = {"N": str(before + int(values[value]["N"]))}
        return {"Attributes": item} if parameters.get("ReturnValues") == "ALL_NEW" else {}


class StandIn:
    """The server: `with StandIn() as dynamodb:` listens on a free port of 127.0.0.1 in a thread of its own.

    `operations` counts verified requests, e.g. "GetItem Policies"; `rejected` holds those with a bad signature.
    `fault(operation)` is asked before each answer and names what goes wrong (see `_spoil`), "" for nothing.
    """

    def __init__(self, certificate: ssl.SSLContext | None = None) -> None:
        self.tables = Tables()
        self.fault: Callable[[str], str] = lambda operation: ""
        self.operations: Counter[str] = Counter()
        self.rejected: list[str] = []
        self.connections = 0
        self.port = 0
        self._certificate = certificate
        self._credentials = Credentials("AKIDEXAMPLE", "secret", "token")
        self._writers: set[asyncio.StreamWriter] = set()
        self._conversations: set[Any] = set()
        self._loop: asyncio.AbstractEventLoop
        self._stopped = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> "StandIn":
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)
        # asyncio may leave behind the transport of a connection that its peer reset while it was being accepted.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()

    @property
    def environment(self) -> dict[str, str]:
        """What a review function needs in its environment to use this server."""
        scheme = "https" if self._certificate else "http"
        return {
            "STATE_TABLE": "State",
            "WINDOWS_TABLE": "Windows",
            "POLICIES_TABLE": "Policies",
            "AWS_REGION": "us-west-2",
            "AWS_ACCESS_KEY_ID": self._credentials.access_key,
            "AWS_SECRET_ACCESS_KEY": self._credentials.secret_key,
            "AWS_SESSION_TOKEN": self._credentials.token or "",
            "AWS_ENDPOINT_URL_DYNAMODB": f"{scheme}://localhost:{self.port}",
        }

    def close_idle(self) -> None:
        """Close every connection, as DynamoDB does after a while without requests."""
        for writer in list(self._writers):
            self._loop.call_soon_threadsafe(writer.close)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, ssl=self._certificate)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        server.close()
        await asyncio.sleep(0.05)  # what the kernel has accepted just now arrives here
        for conversation in list(self._conversations):
            conversation.cancel()
        for writer in list(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0.05)  # transports close in the loop's next turns

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A plain function, because a coroutine may be cancelled before its first step and then closes nothing."""
        self.connections += 1
        self._writers.add(writer)
        conversation = self._loop.create_task(self._converse(reader, writer))
        self._conversations.add(conversation)
        conversation.add_done_callback(self._conversations.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                lines = (line.partition(": ") for line in head.split("\r\n")[1:-2])
                headers = {name.lower(): value for name, _, value in lines}
                body = await reader.readexactly(int(headers["content-length"]))
                operation = headers["x-amz-target"].partition(".")[2]
                fault = self.fault(operation)
                if not await self._answer(writer, operation, headers, body, fault):
                    return
        except (asyncio.IncompleteReadError, asyncio.CancelledError, OSError):
            return
        finally:
            writer.transport.abort()
            self._writers.discard(writer)

    async def _answer(
        self, writer: asyncio.StreamWriter, operation: str, headers: dict[str, str], body: bytes, fault: str
    ) -> bool:
        """Answer one request, well or badly; False when the connection is to be closed."""
        kind, _, argument = fault.partition(":")
        if kind == "hang":
            await asyncio.sleep(3600)
        if kind == "close":
            return False
        if kind == "slow":
            await asyncio.sleep(float(argument))
        status, answer = self._result(operation, headers, body)
        if kind == "throttled":
            status, answer = 400, _error("ProvisionedThroughputExceededException")
        elif kind == "server_error":
            status, answer = 500, _error("InternalServerError")
        elif kind == "bad_json":
            answer = b"\x00<html>" + answer
        elif kind == "lie":
            answer = argument.encode()
        checksum = zlib.crc32(answer) ^ (kind == "wrong_checksum")
        reply = (
            f"HTTP/1.1 {status} X\r\nContent-Type: application/x-amz-json-1.0\r\nx-amz-crc32: {checksum}\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        ).encode() + answer
        if kind == "garbage":
            reply = b"\xff\x00" * 400
        if kind in ("half", "half_and_close"):
            reply = reply[: len(reply) // 2]
        writer.write(reply)
        await writer.drain()
        return kind not in ("close_idle", "half_and_close")

    def _result(self, operation: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        try:
            self._verify(headers, body)
            parameters = json.loads(body)
            self.operations[
                f"{operation} {'+'.join(parameters.get('RequestItems', [parameters.get('TableName')]))}"
            ] += 1
            return 200, json.dumps(self.tables.run(operation, parameters)).encode()
        except Refusal as refusal:
            if refusal.code == _BAD_SIGNATURE:
                self.rejected.append(operation)
            return refusal.status, _error(refusal.code)

    def _verify(self, headers: dict[str, str], body: bytes) -> None:
        """Sign the request once more with botocore and compare."""
        claimed = headers["authorization"]
        parts = _AUTHORIZATION.match(claimed)
        if parts is None or parts[1] != self._credentials.access_key:
            raise Refusal(400, _BAD_SIGNATURE)
        if headers.get("x-amz-security-token") != self._credentials.token:
            raise Refusal(400, "UnrecognizedClientException")
        signed = {name: headers[name] for name in parts[3].split(";") if not name.startswith("x-amz-date")}
        request = AWSRequest("POST", f"http://{headers['host']}/", headers=signed, data=body)
        request.context["timestamp"] = headers["x-amz-date"]
        request.headers["X-Amz-Date"] = headers["x-amz-date"]
        signer = SigV4Auth(self._credentials, "dynamodb", parts[2])
        canonical = signer.canonical_request(request)
        signature = signer.signature(signer.string_to_sign(request, canonical), request)
        if not claimed.endswith(f"Signature={signature}"):
            raise Refusal(400, _BAD_SIGNATURE)


def _key(item: dict[str, Any]) -> tuple[str, str]:
    return item["pk"]["S"], item.get("sk", {"S": ""})["S"]


def _error(code: str) -> bytes:
    return json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "stand-in"}).encode()


def serve_until_stdin_closes() -> None:
    """A stand-in in a process of its own: prints its environment, then, when stdin ends, what it has counted."""
    with StandIn() as dynamodb:
        print(json.dumps(dynamodb.environment), flush=True)
        sys.stdin.read()
        print(json.dumps({"operations": dynamodb.operations, "rejected": len(dynamodb.rejected)}), flush=True)


if __name__ == "__main__":
    serve_until_stdin_closes()
