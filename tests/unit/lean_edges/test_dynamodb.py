"""Typed items become plain values, and nothing that a server may say gets further than an error code."""

import base64
import json
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from lean_edges.dynamodb import DynamoDb, DynamoDbError, plain, result
from lean_edges.pool import Call
from lean_edges.reply import Reply
from lean_edges.signing import Signer

leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.text(max_size=20), st.binary(max_size=20)
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(item=st.dictionaries(st.text(min_size=1, max_size=8), values, max_size=5))
def test_reads_what_boto3_writes(item: dict[str, Any]) -> None:
    typed = {name: TypeSerializer().serialize(value) for name, value in item.items()}
    on_the_wire = json.dumps(typed, default=lambda binary: base64.b64encode(bytes(binary)).decode())
    assert plain(json.loads(on_the_wire)) == item


@pytest.mark.parametrize(
    "garbage",
    [None, 1, "x", [], {"a": 1}, {"a": {}}, {"a": {"S": "x", "N": "1"}}, {"a": {"N": "x"}}, {"a": {"N": "9" * 5000}},
     {"a": {"B": "no base64"}}, {"a": {"Q": "x"}}, {"a": {"M": []}}, {"a": {"L": 1}}, {"a": {"N": 1}}],
)  # fmt: skip
def test_garbled_item_is_an_error(garbage: object) -> None:
    with pytest.raises(DynamoDbError):
        plain(garbage)


def answered(status: int, body: bytes) -> Call:
    call = Call(b"")
    call.reply = Reply()
    call.reply.status = status
    call.reply.body = body
    return call


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (answered(400, b'{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}'), "ThrottlingException"),
        (
            answered(400, b'{"__type":"com.amazon.coral.service#UnrecognizedClientException"}'),
            "UnrecognizedClientException",
        ),
        (answered(503, b"{}"), "503"),
        (answered(503, b"<html>"), "503"),
        (answered(200, b"<html>"), "garbage"),
        (answered(200, b"[]"), "garbage"),
        (answered(200, b"{}{}"), "garbage"),
        (answered(200, b"\xff"), "garbage"),
        (answered(200, b"[" * 100_000), "garbage"),
        (Call(b""), "unanswered"),
    ],
)
def test_error_code(call: Call, code: str) -> None:
    with pytest.raises(DynamoDbError) as caught:
        result(call)
    assert caught.value.code == code


PARAMETERS = '{"TableName":"\u00e9"}'


def test_request_on_the_wire() -> None:
    client = DynamoDb("127.0.0.1:4566", Signer("AKID", "secret", "us-west-2", "dynamodb"), "token")
    head, _, body = client.call("GetItem", PARAMETERS, 1_440_938_160).request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    assert lines[0] == "POST / HTTP/1.1"
    assert headers["host"] == "127.0.0.1:4566"
    assert headers["x-amz-date"] == "20150830T123600Z"
    assert headers["x-amz-target"] == "DynamoDB_20120810.GetItem"
    assert headers["x-amz-security-token"] == "token"
    assert headers["content-length"] == str(len(body))
    assert "SignedHeaders=host;x-amz-date;x-amz-security-token;x-amz-target," in headers["authorization"]
    assert body.decode() == PARAMETERS
