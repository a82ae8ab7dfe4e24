"""A small HTTP/1.1 client with kept-alive connections for the one server it is given.

Each reviewed message is one Lambda call, and the latency of the whole stack is measured through it, so its cost
matters: docs/decisions/0009 has the figures against httpx and boto3. h11 does the protocol.
"""

import asyncio
import ssl
from typing import NamedTuple, Protocol, runtime_checkable
from urllib.parse import urlsplit

import h11

_CHUNK = 65_536
# Connections kept when idle; more may be open while calls overlap.
_KEPT_IDLE = 64


class HttpAnswer(NamedTuple):
    """Status, headers with lower-case names, and the whole body."""

    status: int
    headers: dict[str, str]
    body: bytes


@runtime_checkable
class Closable(Protocol):
    """Holds connections that end with the emulator."""

    async def close(self) -> None: ...


class Unreachable(Exception):
    """The server could not be reached or broke off before it had answered."""


class _Link:
    """One connection and its protocol state."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.protocol = h11.Connection(our_role=h11.CLIENT)
        self.answered = False

    async def exchange(self, request: h11.Request, body: bytes) -> HttpAnswer:
        self.answered = False
        sent = [self.protocol.send(event) for event in (request, h11.Data(data=body), h11.EndOfMessage())]
        self.writer.write(b"".join(part for part in sent if part))
        response: h11.Response | None = None
        parts: list[bytes] = []
        while True:
            event = self.protocol.next_event()
            if event is h11.NEED_DATA:
                received = await self.reader.read(_CHUNK)
                self.answered = self.answered or bool(received)
                self.protocol.receive_data(received)
            elif isinstance(event, h11.Response):
                response = event
            elif isinstance(event, h11.Data):
                parts.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                break
            elif not isinstance(event, h11.InformationalResponse):
                raise ConnectionError("the server closed the connection before it had answered")
        if response is None:
            raise ConnectionError("the server answered without a status")
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in response.headers}
        return HttpAnswer(response.status_code, headers, b"".join(parts))

    def renew(self) -> bool:
        """Ready for the next request, if both sides want to keep the connection."""
        if self.protocol.our_state is not h11.DONE or self.protocol.their_state is not h11.DONE:
            return False
        self.protocol.start_next_cycle()
        return True


class HttpPool:
    """Calls on the server of one base URL (http or https)."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{base_url} is not an http or https URL")
        self.host_header = parts.netloc.rpartition("@")[2]
        self._host = parts.hostname
        self._port = parts.port or (443 if parts.scheme == "https" else 80)
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._idle: list[_Link] = []

    async def call(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> HttpAnswer:
        """One request; `target` is path and query. A kept connection that turns out closed is replaced once.

        Raises:
            Unreachable: no connection, or it broke before the answer was complete.
        """
        fields = {"host": self.host_header, "content-length": str(len(body)), **headers}
        request = h11.Request(method=method, target=target, headers=list(fields.items()))
        kept = self._take()
        try:
            if kept is not None:
                try:
                    return await self._use(kept, request, body)
                except (OSError, h11.RemoteProtocolError):
                    # Closed by the server while it was idle: nothing of an answer came, so the request is sent again.
                    if kept.answered:
                        raise
            reader, writer = await asyncio.open_connection(self._host, self._port, ssl=self._tls)
            return await self._use(_Link(reader, writer), request, body)
        except (OSError, h11.RemoteProtocolError) as problem:
            raise Unreachable(f"{self.host_header}: {problem}") from problem

    async def _use(self, link: _Link, request: h11.Request, body: bytes) -> HttpAnswer:
        keep = False
        try:
            answer = await link.exchange(request, body)
            keep = link.renew() and len(self._idle) < _KEPT_IDLE
            return answer
        finally:
            if keep:
                self._idle.append(link)
            else:
                link.writer.close()

    def _take(self) -> _Link | None:
        while self._idle:
            link = self._idle.pop()
            if not link.reader.at_eof():
                return link
            link.writer.close()
        return None

    async def close(self) -> None:
        """Closes the idle connections; those in use close with their calls."""
        writers = [link.writer for link in self._idle]
        self._idle.clear()
        for writer in writers:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)
