"""One emulated IVS Chat: its parts put together, and the ASGI application that serves all of it on one port."""

from collections.abc import Awaitable, Mapping
from typing import Any

from .authority import Authority, HttpAuthority, StaticAuthority
from .aws_calls import AwsCalls
from .chat_log import ChatLog
from .clock import Clock
from .connections import Connections
from .data_plane import DataPlane
from .faults import Faults
from .gateway import Gateway, HttpReply, operation_methods
from .handlers import Handlers, ReviewHandler
from .http_pool import Closable
from .ids import Ids
from .introspection import Introspection
from .messaging import Messaging
from .operations.chat import ChatOperations
from .operations.logging_configurations import LoggingConfigurationOperations
from .operations.rooms import RoomOperations
from .operations.tags import TagOperations
from .registry import Registry
from .review import Reviewer
from .review_log import ReviewLog
from .settings import Settings
from .sigv4 import HttpRequest
from .spec import Spec

# Far above the largest request of the model; more is not read.
_BODY_BYTES = 1_048_576


class Emulator:
    """Belongs to one event loop."""

    def __init__(
        self,
        settings: Settings,
        *,
        handlers: Mapping[str, ReviewHandler],
        authority: Authority | None = None,
        clock: Clock | None = None,
        ids: Ids | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or Clock()
        ids = ids or Ids()
        credentials = settings.access_key_id, settings.secret_access_key
        aws = AwsCalls(settings.aws_endpoint, settings.region, *credentials) if settings.aws_endpoint else None
        authority = authority or _authority(settings)
        self._closed_at_the_end = [part for part in (aws, authority, *handlers.values()) if isinstance(part, Closable)]
        self.spec = Spec()
        self.faults = Faults()
        self.registry = Registry(settings, self.clock)
        self.connections = Connections()
        self.review_log = ReviewLog(settings.quotas.review_timeout_ms)
        self.chat_log = ChatLog(self.registry.logging_configurations.get, aws, self.clock, settings.chat_log_seconds)
        found = Handlers(handlers, aws, settings.account, self.clock, settings.permission_seconds)
        reviewer = Reviewer(found, self.clock, settings.quotas, self.faults, self.review_log)
        messaging = Messaging(self.connections, reviewer, self.chat_log, self.clock, ids)
        self._data_plane = DataPlane(
            self.registry, self.connections, messaging, self.clock, ids, settings.quotas, self.faults
        )
        operations = operation_methods(
            self.spec,
            RoomOperations(self.registry, found, settings, self.clock, ids),
            LoggingConfigurationOperations(self.registry, self.chat_log, settings, self.clock, ids),
            ChatOperations(self.registry, messaging, self.connections, settings.quotas, self.clock, ids),
            TagOperations(self.registry),
        )
        self._gateway = Gateway(
            self.spec,
            operations,
            authority,
            self.registry,
            self.clock,
            ids,
            self.faults,
            settings.region,
            settings.account,
        )
        self._introspection = Introspection(self)

    def reset(self) -> None:
        """Back to the state after the start: resources, counters and faults gone, connections cut."""
        for connection in self.connections.select():
            connection.abort()
        self.registry.forget()
        self.review_log.forget()
        self.chat_log.forget()
        self.faults.update(Faults().as_json())

    async def run_until(self, served: Awaitable[None]) -> None:
        """What goes on beside the requests, while they are served."""
        self.chat_log.start()
        try:
            await served
        finally:
            await self.chat_log.stop()
            for part in self._closed_at_the_end:
                await part.close()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await self._data_plane.serve(scope, receive, send)
            return
        path = scope["raw_path"].decode("latin-1")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = scope["query_string"].decode("latin-1")
        body = await _body(receive)
        request = HttpRequest(scope["method"], path, query, headers, body or b"")
        if body is None:
            reply = HttpReply(413, {}, b"")
        elif path.startswith("/_emulator/"):
            reply = self._introspection.answer(request)
        else:
            reply = await self._gateway.answer(request)
        await send({"type": "http.response.start", "status": reply.status, "headers": _raw(reply)})
        await send({"type": "http.response.body", "body": reply.body})


def _raw(reply: HttpReply) -> list[tuple[bytes, bytes]]:
    """Headers for ASGI; an answer without content must not state a length."""
    length = {} if reply.status == 204 else {"content-length": str(len(reply.body))}
    return [(name.encode(), value.encode("latin-1")) for name, value in {**reply.headers, **length}.items()]


def _authority(settings: Settings) -> Authority:
    if settings.authority_url is not None:
        return HttpAuthority(settings.authority_url)
    return StaticAuthority(settings.access_key_id, settings.secret_access_key, settings.account)


async def _body(receive: Any) -> bytes | None:
    """The whole body, or None if it is larger than any request may be."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        event = await receive()
        part, more = event.get("body", b""), event.get("more_body", False)
        size += len(part)
        if size <= _BODY_BYTES:
            parts.append(part)
    return b"".join(parts) if size <= _BODY_BYTES else None
