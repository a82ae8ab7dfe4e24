"""Viewers who chat through the IVS Chat emulator, so many lines a second, and how long each waits to see its own."""

import asyncio
import json
import time

from websockets.asyncio.client import ClientConnection, connect

from bench.latency.events import chat_lines

_REFUSED = "go kill yourself"
_REFUSED_EVERY = 20


async def chat(url: str, tokens: list[str], rate: int, seconds: int) -> tuple[list[float], int]:
    """Each viewer in turn says a line, `rate` a second in all: ms until senders hear of theirs, and the number said."""
    pending: dict[str, float] = {}
    taken: list[float] = []
    sockets = [await connect(url, subprotocols=[token], compression=None) for token in tokens]  # type: ignore[list-item]  # a token is a str
    readers = [asyncio.create_task(_listen(socket, pending, taken)) for socket in sockets]
    lines = chat_lines(1_000)
    count = rate * seconds
    started = time.perf_counter()
    for number in range(count):
        await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
        content = _REFUSED if number % _REFUSED_EVERY == 0 else lines[number % len(lines)]
        request = f"r{number}"
        pending[request] = time.perf_counter()
        frame = {"Action": "SEND_MESSAGE", "Content": content, "RequestId": request}
        await sockets[number * 7 % len(sockets)].send(json.dumps(frame))
    await asyncio.sleep(2)
    for reader in readers:
        reader.cancel()
    for socket in sockets:
        await socket.close()
    return taken, count


async def _listen(socket: ClientConnection, pending: dict[str, float], taken: list[float]) -> None:
    async for raw in socket:
        since = pending.pop(json.loads(raw).get("RequestId") or "", None)
        if since is not None:
            taken.append((time.perf_counter() - since) * 1e3)


def percentiles(values: list[float]) -> dict[str, float]:
    """p50, p99, p99.9 and max."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return {
        "p50": ordered[last // 2],
        "p99": ordered[int(last * 0.99)],
        "p99.9": ordered[int(last * 0.999)],
        "max": ordered[-1],
    }
