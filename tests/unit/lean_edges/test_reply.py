"""Replies arrive in pieces of any size; what is no trustworthy reply is refused."""

import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lean_edges.reply import HEAD_BYTES_MAX, REPLY_BYTES_MAX, BrokenReply, Reply


def written(body: bytes, status: int = 200, checksum: int | None = None, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {len(body)}\r\n{more}"
    crc = zlib.crc32(body) if checksum is None else checksum
    return f"{head}x-amz-crc32: {crc}\r\n\r\n".encode() + body


@given(body=st.binary(max_size=400), status=st.sampled_from([200, 400, 500]), cuts=st.lists(st.integers(1, 600)))
def test_same_reply_however_it_is_cut(body: bytes, status: int, cuts: list[int]) -> None:
    whole = written(body, status)
    edges = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    reply = Reply()
    outcomes = [reply.feed(whole[a:b]) for a, b in pairwise(edges)]
    assert outcomes == [False] * (len(outcomes) - 1) + [True]
    assert (reply.status, reply.body, reply.reusable) == (status, body, True)


def test_connection_close_is_heeded() -> None:
    reply = Reply()
    assert reply.feed(written(b"{}", more="Connection: Close\r\n"))
    assert not reply.reusable


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xff\x00garbage", id="garbage"),
        pytest.param(b"HTTP/1.1 OK\r\n\r\n", id="no status"),
        pytest.param(written(b"{}").replace(b"HTTP/1.1", b"HTTP/1.0"), id="another version"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", id="no length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", id="chunked"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", id="negative length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", id="length is no number"),
        pytest.param(f"HTTP/1.1 200 OK\r\nContent-Length: {REPLY_BYTES_MAX + 1}\r\n\r\n".encode(), id="too long"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"x" * HEAD_BYTES_MAX, id="endless head"),
        pytest.param(written(b"{}") + b"HTTP/1.1 200 OK", id="more than announced"),
        pytest.param(written(b"{}", checksum=1), id="wrong checksum"),
    ],
)
def test_refused(data: bytes) -> None:
    with pytest.raises(BrokenReply):
        Reply().feed(data)
