"""One parallel round of requests over connections that are kept: no threads, no retries, one deadline."""

from time import monotonic

from lean_edges.connection import CLOSED, CONNECTING, HANDSHAKING, IDLE, Connection, Transport
from lean_edges.reply import Reply
from lean_edges.watch import Watch

STAGE_S = 0.040
STAGE_RECONNECTING_S = 0.080
HEDGE_AFTER_S = 0.012
_SERVER_ERROR = 500
_OPENING = (CONNECTING, HANDSHAKING)


class Call:
    """A request and what came of it: `reply`, or why there is none in `failure` ("" = still under way).

    `repeatable`: a read, which may be sent on a second connection when the first is slow. `patient`: may take longer
    than one round and goes on in those that follow; it keeps its connection to itself meanwhile.
    """

    __slots__ = ("connections", "failure", "patient", "repeatable", "reply", "request")

    def __init__(self, request: bytes, *, repeatable: bool = False, patient: bool = False) -> None:
        self.request = request
        self.repeatable = repeatable
        self.patient = patient
        self.reply: Reply | None = None
        self.failure = ""
        self.connections: list[Connection] = []

    @property
    def under_way(self) -> bool:
        """Neither answered nor failed."""
        return self.reply is None and not self.failure

    def settle(self) -> None:
        """Take the first good reply; a server's error counts when no other connection may still bring better."""
        for connection in self.connections[:]:
            if connection.busy:
                continue
            self.connections.remove(connection)
            reply = connection.reply
            if reply is None:
                if not self.connections:
                    self.failure = connection.failure
            elif reply.status < _SERVER_ERROR or not self.connections:
                self.reply = reply
                self.drop()
                return

    def drop(self, failure: str = "") -> None:
        """Close what is still waiting for a reply: a late one must not answer the next request."""
        self.failure = failure
        for connection in self.connections:
            connection.close()
        self.connections.clear()


class Pool:
    """A few connections to one endpoint, owned by one execution environment, which handles one message at a time."""

    __slots__ = ("_calls", "_connections", "_transport", "_watch")

    def __init__(self, transport: Transport, size: int) -> None:
        self._transport = transport
        self._watch = Watch()
        self._connections = [Connection(transport, self._watch) for _ in range(size)]
        self._calls: list[Call] = []

    def open(self, seconds: float) -> None:
        """Connect all that is closed, waiting at most this long; in INIT only."""
        until = monotonic() + seconds
        for connection in self._connections:
            if connection.state == CLOSED:
                connection.open()
        while (now := monotonic()) < until and any(c.state in _OPENING for c in self._connections):
            self._advance(until - now)

    def round(self, calls: list[Call], started: float, until: float) -> None:
        """Run calls together and wait for them; afterwards each has a reply or a failure, or is patient.

        `started` and `until` are monotonic times: the round ends STAGE_S after the former, STAGE_RECONNECTING_S if a
        connection had to be opened, and never after the latter.
        """
        fresh = [call for call in calls if call.under_way and not call.connections]
        if monotonic() >= min(until, started + STAGE_S):
            # Too late to send: a request given up at once would cost its connection.
            for call in fresh:
                call.failure = "" if call.patient else "timeout"
            return
        proven = self._proven() if fresh else []
        if fresh and not proven:
            self._transport.addresses.wait(min(until, started + STAGE_RECONNECTING_S) - monotonic())
        reconnecting = [self._begin(call, proven) for call in fresh]
        if any(reconnecting):
            self._wait(calls, min(until, started + STAGE_RECONNECTING_S), started + HEDGE_AFTER_S)
        else:
            self._open_one()
            self._wait(calls, min(until, started + STAGE_S), started + HEDGE_AFTER_S)
        for call in calls:
            if call.under_way and not call.patient:
                call.drop("timeout")
        self._calls = [call for call in self._calls if call.under_way]

    def _wait(self, calls: list[Call], until: float, hedge_at: float) -> None:
        """Until all calls are settled or the time is over.

        The last request is waited for by itself, and what has come meanwhile is read with its reply: to be woken by
        each takes more CPU than to read them. All are watched while connections are opened or calls have two.
        """
        watch_all = any(c.state in _OPENING for c in self._connections)
        while pending := [call for call in calls if call.under_way]:
            now = monotonic()
            if now >= until:
                # What has come while this process had no CPU is there without waiting.
                self._advance(0)
                return
            if now >= hedge_at:
                hedge_at = until
                watch_all = True
                self._hedge(calls)
            elif watch_all:
                self._advance(min(until, hedge_at) - now)
            else:
                pending[-1].connections[0].wait(min(until, hedge_at) - now)
                self._advance(0)

    def _proven(self) -> list[Connection]:
        """Connections that are open, idle and silent, after one look at all of them."""
        self._advance(0)
        return [connection for connection in self._connections if connection.state == IDLE]

    def _begin(self, call: Call, proven: list[Connection]) -> bool:
        """Send a call on a proven connection, else on one opened for it. Says whether it had to be opened."""
        opened = not proven
        if proven:
            connection = proven.pop()
        else:
            # One that a former message began to open may have died meanwhile: the last choice.
            free = sorted((c for c in self._connections if not c.busy and c.state != IDLE), key=lambda c: c.state)
            if not free:
                call.failure = "no connection free"
                return False
            connection = free[0]
            if connection.state == CLOSED:
                connection.open()
            if connection.failure:
                call.failure = connection.failure
                return True
        connection.send(call.request)
        call.connections.append(connection)
        call.settle()
        self._calls.append(call)
        return opened

    def _open_one(self) -> None:
        """Begin to replace a lost spare in the shadow of a round that does not need it."""
        for connection in self._connections:
            if connection.state == CLOSED:
                connection.open()
                return

    def _hedge(self, calls: list[Call]) -> None:
        spares = self._proven()
        for call in calls:
            if call.under_way and call.repeatable and spares:
                spare = spares.pop()
                spare.send(call.request)
                call.connections.append(spare)

    def _advance(self, seconds: float) -> None:
        """Wait for any connection that something happens to, and let those that can go on. Calls take their replies at
        once: a connection that still holds one would pass for idle, and its call for answered by the next request."""
        for connection in self._watch.ready(seconds):
            connection.advance()
        for call in self._calls:
            if call.connections:
                call.settle()
