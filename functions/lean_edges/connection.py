"""One keep-alive connection that never blocks: whoever polls it lets it advance."""

import socket
from select import POLLIN, POLLOUT, poll

from lean_edges.addresses import Addresses
from lean_edges.reply import BrokenReply, Reply
from lean_edges.watch import Watch

CLOSED, CONNECTING, HANDSHAKING, IDLE, SENDING, RECEIVING = range(6)
_READ_BYTES = 65_536


class Transport:
    """Plain TCP. `wants_read` and `wants_write` are what a socket raises that has to wait; tls.py has the other one."""

    __slots__ = ("addresses", "host")

    wants_read: type[OSError] = BlockingIOError
    wants_write: type[OSError] = BlockingIOError
    handshakes = False

    def __init__(self, host: str, addresses: Addresses) -> None:
        self.host = host
        self.addresses = addresses

    def wrap(self, connected: socket.socket) -> socket.socket:
        """The socket to talk through, once TCP is connected."""
        return connected

    def refused(self, error: OSError) -> None:
        """Learn from a failed connection."""
        self.addresses.failed()


class Connection:
    """At most one request at a time. `busy` from `send` on until there is a `reply` or a `failure`.

    A connection is used again only after a complete and correct reply, and after a look whether the peer has closed
    it or sent what nobody asked for.
    """

    __slots__ = (
        "_awaited",
        "_descriptor",
        "_incoming",
        "_request",
        "_sent",
        "_socket",
        "_transport",
        "_watch",
        "busy",
        "failure",
        "reply",
        "state",
    )

    def __init__(self, transport: Transport, watch: Watch) -> None:
        self._transport = transport
        self._watch = watch
        self._descriptor = -1
        self._awaited = 0
        self._socket: socket.socket | None = None
        self._request = b""
        self._sent = 0
        self._incoming = Reply()
        self.busy = False
        self.reply: Reply | None = None
        self.state = CLOSED
        self.failure = ""

    def open(self) -> None:
        """Start to connect; needs a known address."""
        address = self._transport.addresses.current()
        if address is None:
            self.failure = "unresolved"
            return
        self.failure = ""
        family, name = address
        try:
            self._socket = socket.socket(family, socket.SOCK_STREAM)
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._descriptor = self._socket.fileno()
            self.state = CONNECTING
            self._await(POLLOUT)
            self._socket.connect(name)
        except BlockingIOError:
            return
        except OSError as error:
            self._refused(error)

    def send(self, request: bytes) -> None:
        """Send a request: at once when idle, otherwise when the connection stands."""
        self._request = request
        self._sent = 0
        self._incoming = Reply()
        self.busy = True
        self.reply = None
        self.failure = ""
        if self.state == IDLE:
            self.advance()

    def advance(self) -> None:
        """Go on as far as the socket allows: then idle, waiting for it, or closed with a `failure`."""
        try:
            if self.state == CONNECTING:
                self._connected()
            if self.state == HANDSHAKING:
                self._shake_hands()
            if self.state == IDLE:
                if not self.busy:
                    self._look()
                    return
                self.state = SENDING
            if self.state == SENDING:
                self._send()
            elif self.state == RECEIVING:
                self._receive()
        except BrokenReply as error:
            self._fail(str(error))
        except OSError as error:
            if self.state in (CONNECTING, HANDSHAKING):
                self._refused(error)
            else:
                self._fail(type(error).__name__)

    def wait(self, seconds: float) -> None:
        """Wait at most so long for something to happen to this connection, whatever happens to others."""
        alone = poll()
        alone.register(self._descriptor, self._awaited)
        alone.poll(seconds * 1000)

    def close(self) -> None:
        """Forget the connection and whatever was under way."""
        if self._socket is not None:
            if self._awaited:
                self._watch.forget(self._descriptor)
            self._socket.close()
        self._socket = None
        self._awaited = 0
        self.busy = False
        self.state = CLOSED

    def _await(self, event: int) -> None:
        if event != self._awaited:
            self._watch.await_event(self._descriptor, event, self)
            self._awaited = event

    def _look(self) -> None:
        """An idle connection has become readable: the peer has closed it, or sent what is no data, as TLS does."""
        assert self._socket is not None
        try:
            self._socket.recv(1)
        except self._transport.wants_read:
            return
        except OSError:
            pass
        self.close()

    def _connected(self) -> None:
        assert self._socket is not None
        error = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise OSError(error, "connect")
        self._socket = self._transport.wrap(self._socket)
        self.state = HANDSHAKING if self._transport.handshakes else IDLE
        self._await(POLLIN)

    def _shake_hands(self) -> None:
        try:
            self._socket.do_handshake()  # type: ignore[union-attr]  # a TLS socket in this state
        except self._transport.wants_read:
            self._await(POLLIN)
        except self._transport.wants_write:
            self._await(POLLOUT)
        else:
            self.state = IDLE
            self._await(POLLIN)

    def _send(self) -> None:
        assert self._socket is not None
        try:
            while self._sent < len(self._request):
                self._sent += self._socket.send(self._request[self._sent :] if self._sent else self._request)
        except self._transport.wants_write:
            self._await(POLLOUT)
        except self._transport.wants_read:
            self._await(POLLIN)
        else:
            # The reply takes its time: what reads first would only find nothing.
            self.state = RECEIVING
            self._await(POLLIN)

    def _receive(self) -> None:
        assert self._socket is not None
        try:
            while True:
                data = self._socket.recv(_READ_BYTES)
                if not data:
                    raise BrokenReply("closed")
                if self._incoming.feed(data):
                    self._finish()
                    return
        except self._transport.wants_read:
            self._await(POLLIN)
        except self._transport.wants_write:
            self._await(POLLOUT)

    def _finish(self) -> None:
        self.reply = self._incoming
        self.busy = False
        self.state = IDLE
        self._await(POLLIN)
        if not self.reply.reusable:
            self.close()

    def _refused(self, error: OSError) -> None:
        self._transport.refused(error)
        self._fail(f"connect: {type(error).__name__}")

    def _fail(self, failure: str) -> None:
        self.close()
        self.failure = failure
