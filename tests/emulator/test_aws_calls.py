"""What the emulator makes of odd answers from its AWS, and of connections that are closed on it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from local.ivschat.aws_calls import AwsCallFailed, AwsCalls
from local.ivschat.http_pool import HttpPool, Unreachable

FUNCTION = "arn:aws:lambda:us-west-2:123456789012:function:review"


def http(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


async def against(answers: list[bytes], use: Callable[[str], Awaitable[Any]]) -> tuple[Any, int]:
    """What `use` returns, given a server that answers each request with the next bytes and hangs up when out of them;
    and how many connections it took."""
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        try:
            while answers:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.lower().split(b"\r\n")
                length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length"))
                await reader.readexactly(length)
                answer = answers.pop(0)
                writer.write(answer)
                if answer.endswith(b"HANGUP") or not answer:
                    break
        except asyncio.IncompleteReadError:
            pass
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        return await use(f"http://127.0.0.1:{port}"), connections


def calls(url: str) -> AwsCalls:
    return AwsCalls(url, "us-west-2", "local", "local")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (
            http("404 Not Found", b'{"message": "m"}', "x-amzn-ErrorType: ResourceNotFoundException:http://x"),
            "ResourceNotFoundException",
        ),
        (
            http("400 Bad Request", b'{"__type": "com.amazonaws#InvalidParameterException"}'),
            "InvalidParameterException",
        ),
        (http("500 Oops", b"<html>"), "Unknown"),
        (http("502 Oops", b"[1]"), "Unknown"),
        (http("200 OK", b"<html>"), "Unreadable"),
        (http("200 OK", b"[1]"), "Unreadable"),
        (http("200 OK", b"{}"), "Unreadable"),
        (http("200 OK", b'{"Policy": "no json"}'), "Unreadable"),
    ],
)
async def test_an_error_has_its_name_however_it_is_written(answer: bytes, code: str) -> None:
    async def ask(url: str) -> str:
        aws = calls(url)
        with pytest.raises(AwsCallFailed) as raised:
            await aws.function_policy(FUNCTION, None)
        await aws.close()
        return raised.value.code

    assert (await against([answer], ask))[0] == code


async def test_connections_are_kept_and_a_closed_one_is_replaced() -> None:
    good = http("200 OK", b"{}")

    async def ask(url: str) -> list[int]:
        pool = HttpPool(url)
        statuses = [(await pool.call("POST", "/", {}, b"x")).status for _ in range(4)]
        await pool.close()
        return statuses

    assert await against([good] * 4, ask) == ([200] * 4, 1)
    closing = http("200 OK", b"{}", "Connection: close")
    assert await against([good, closing, good, closing], ask) == ([200] * 4, 2)
    # An empty answer: the server hangs up on a kept connection before it answers, and the request is sent again.
    assert await against([good, b"", good, good, good], ask) == ([200] * 4, 2)


@pytest.mark.parametrize("broken", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHANGUP", b"SSH-2.0 HANGUP"])
async def test_an_answer_that_breaks_off_is_unreachable_and_not_asked_for_twice(broken: bytes) -> None:
    async def ask(url: str) -> None:
        pool = HttpPool(url)
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
            await pool.call("POST", "/", {}, b"x")

    assert await against([broken, http("200 OK", b"{}")], ask) == (None, 1)
