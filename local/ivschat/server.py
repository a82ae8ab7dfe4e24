"""Runs an emulator: in the foreground for the command line, or in a thread of a test's own process."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from http.client import HTTPConnection
from typing import Any, Self, cast

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from .authority import Authority
from .clock import Clock
from .emulator import Emulator
from .handlers import CallableHandler, Handler, ReviewHandler
from .ids import Ids
from .settings import Settings

# Beyond this a frame ends the connection with code 1009; smaller ones that are too large get an ERROR 413.
_LARGEST_FRAME_BYTES = 131_072
_PING_SECONDS = 30.0


class _MessagingProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, whose connections the emulator can cut without a close frame."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "abort": cast("asyncio.Transport", transport).abort}

    def shutdown(self) -> None:
        """A stopped emulator looks like a broken network, so that SDK clients reconnect; a close would strand them."""
        self.transport.abort()


class Server(uvicorn.Server):
    """uvicorn serving one emulator on a socket that is already bound."""

    def __init__(self, emulator: Emulator, bound: socket.socket) -> None:
        self._emulator = emulator
        self._bound = bound
        super().__init__(
            uvicorn.Config(
                emulator,
                ws=_MessagingProtocol,
                ws_max_size=_LARGEST_FRAME_BYTES,
                ws_ping_interval=_PING_SECONDS,
                ws_per_message_deflate=False,
                http="h11",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=2,
            )
        )

    async def run_until_stopped(self) -> None:
        await self._emulator.run_until(self.serve(sockets=[self._bound]))


class Running:
    """An emulator in a thread of this process; a context manager, or `stop()` it."""

    def __init__(self, make: Callable[[], Emulator], settings: Settings, host: str, port: int) -> None:
        self.settings = settings
        bound = bind(host, port)
        address = f"{host}:{bound.getsockname()[1]}"
        self.url = f"http://{address}"
        self.messaging_url = f"ws://{address}"
        self._started = threading.Event()
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(make, bound), name="ivschat", daemon=True)
        self._thread.start()
        self._started.wait()
        if self._problem is not None:
            raise RuntimeError("the emulator did not start") from self._problem

    def call(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """`GET /_emulator/<path>`, or POST with a body. Raises: ValueError, the emulator says what is wrong with it."""
        with closing(HTTPConnection(self.url.removeprefix("http://"), timeout=10)) as connection:
            text = None if body is None else json.dumps(body)
            connection.request("GET" if text is None else "POST", f"/_emulator/{path}", text)
            response = connection.getresponse()
            answer: dict[str, Any] = json.load(response)
        if response.status != 200:
            raise ValueError(answer["message"])
        return answer

    def advance(self, seconds: float) -> None:
        """Moves the emulator's clock forward; everything that became due has happened when this returns."""
        self.call("clock", {"advanceSeconds": seconds})

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, make: Callable[[], Emulator], bound: socket.socket) -> None:
        async def main() -> None:
            self._server = Server(make(), bound)
            self._started.set()
            await self._server.run_until_stopped()

        try:
            asyncio.run(main())
        except BaseException as problem:  # noqa: BLE001 handed to the thread that waits for the start
            self._problem = problem
        finally:
            bound.close()
            self._started.set()


def start(
    settings: Settings | None = None,
    *,
    handlers: Mapping[str, Handler | ReviewHandler] | None = None,
    authority: Authority | None = None,
    clock: Clock | None = None,
    ids: Ids | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Running:
    """Starts an emulator in a thread and returns once it accepts connections.

    Args:
        settings: account, Region, key, emulated AWS endpoint, quotas.
        handlers: review handlers in this process by function ARN: a plain or coroutine function of the event.
        clock: for instance `Clock(frozen_at=...)`; moved by `Running.advance`.
        port: 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    chosen = settings or Settings()
    ready = {
        uri: entry if hasattr(entry, "invoke") else CallableHandler(entry) for uri, entry in (handlers or {}).items()
    }
    return Running(
        lambda: Emulator(chosen, handlers=ready, authority=authority, clock=clock, ids=ids), chosen, host, port
    )


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises: OSError, the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named; left on, it costs each answer 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(1024)
    except OSError:
        bound.close()
        raise
    return bound
