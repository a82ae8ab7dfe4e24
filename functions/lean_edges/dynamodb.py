"""DynamoDB's wire format: signed requests out, items and refusals in. JSON 1.0 over the pool's connections."""

import binascii  # all that base64 would do here, for 1 ms less of a cold start
import json
import time
from collections.abc import Callable

from lean_edges.pool import Call
from lean_edges.signing import Signature, Signer

_TARGET = "DynamoDB_20120810."
_OK = 200
# Without the look for spaces around it, which DynamoDB does not send, decoding takes half the time.
_decoded = json.JSONDecoder().raw_decode

Item = dict[str, object]


class DynamoDbError(Exception):
    """A call without a result. `code` is DynamoDB's error code without its prefix, or the connection's failure."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DynamoDb:
    """Builds calls for one endpoint with one set of credentials."""

    __slots__ = ("_heads", "_host", "_second", "_session_token", "_signer")

    def __init__(self, host: str, signer: Signer, session_token: str) -> None:
        self._host = host
        self._signer = signer
        self._session_token = session_token
        self._second = -1
        self._heads: dict[str, tuple[str, Signature]] = {}

    def call(
        self, operation: str, parameters: str, now: float, *, repeatable: bool = False, patient: bool = False
    ) -> Call:
        """A signed call of an operation, e.g. "GetItem", with its parameters in JSON; `now` in epoch seconds. Good for
        five minutes."""
        if int(now) != self._second:
            self._second = int(now)
            self._heads.clear()
        if operation not in self._heads:
            self._heads[operation] = self._head(operation)
        head, signature = self._heads[operation]
        payload = parameters.encode()
        request = f"{head}{signature.authorization(payload)}\r\ncontent-length: {len(payload)}\r\n\r\n{parameters}"
        return Call(request.encode(), repeatable=repeatable, patient=patient)

    def _head(self, operation: str) -> tuple[str, Signature]:
        """All of a request's head that is the same for a second."""
        amz_date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(self._second))
        headers = [("host", self._host), ("x-amz-date", amz_date)]
        if self._session_token:
            headers.append(("x-amz-security-token", self._session_token))
        headers.append(("x-amz-target", _TARGET + operation))
        lines = "".join([f"{name}: {value}\r\n" for name, value in headers])
        head = f"POST / HTTP/1.1\r\n{lines}content-type: application/x-amz-json-1.0\r\nauthorization: "
        return head, self._signer.prepare(tuple(headers), amz_date)


def result(call: Call) -> dict[str, object]:
    """What a finished call brought; raises DynamoDbError for a refusal, a failure or a body that is no JSON object."""
    if call.reply is None:
        raise DynamoDbError(call.failure or "unanswered")
    refused = call.reply.status != _OK
    try:
        text = call.reply.body.decode()
        body, end = _decoded(text)
    except (ValueError, RecursionError) as error:
        # What is between us and DynamoDB answers in other formats.
        raise DynamoDbError(str(call.reply.status) if refused else "garbage") from error
    if not isinstance(body, dict) or end < len(text):
        raise DynamoDbError("garbage")
    if refused:
        raise DynamoDbError(str(body.get("__type", call.reply.status)).rpartition("#")[2])
    return body


def plain(item: object) -> Item:
    """An item's attributes as plain values; raises DynamoDbError for what is none."""
    try:
        return {name: _value(value) for name, value in item.items()}  # type: ignore[attr-defined]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise DynamoDbError("garbage") from error


def _value(typed: dict[str, object]) -> object:
    ((kind, value),) = typed.items()
    return _READERS[kind](value)


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


_READERS: dict[str, Callable[..., object]] = {
    "S": str,
    "N": _number,
    "BOOL": bool,
    "NULL": lambda _: None,
    "B": lambda text: binascii.a2b_base64(text, strict_mode=True),
    "M": lambda members: {name: _value(value) for name, value in members.items()},
    "L": lambda members: [_value(value) for value in members],
    "SS": list,
    "NS": lambda members: [_number(text) for text in members],
}
