"""One keep-alive connection that never blocks: whoever polls it lets it advance."""

import socket
from select import POLLIN, POLLOUT

from lean_edges.addresses import Addresses
from lean_edges.reply import BrokenReply, Reply

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
        "_incoming",
        "_request",
        "_sent",
        "_socket",
        "_transport",
        "busy",
        "failure",
        "interest",
        "reply",
        "state",
    )

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._socket: socket.socket | None = None
        self._request = b""
        self._sent = 0
        self._incoming = Reply()
        self.busy = False
        self.reply: Reply | None = None
        self.state = CLOSED
        self.interest = 0
        self.failure = ""

    def fileno(self) -> int:
        """The descriptor to poll for `interest`."""
        return -1 if self._socket is None else self._socket.fileno()

    def still_open(self) -> bool:
        """Whether an idle connection that has become readable is one still: TLS sends what is no data, too."""
        assert self._socket is not None
        try:
            self._socket.recv(1)
        except self._transport.wants_read:
            return True
        except OSError:
            pass
        self.close()
        return False

    def open(self) -> None:
        """Start to connect; needs a known address."""
        address = self._transport.addresses.current()
        if address is None:
            self.failure = "unresolved"
            return
        self.failure = ""
        family, name = address
        try:
            self._socket = socket.socket(family, socket.SOCK_STREAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.state = CONNECTING
            self.interest = POLLOUT
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
        """Go on as far as the socket allows: then idle, waiting for `interest`, or closed with a `failure`."""
        try:
            if self.state == CONNECTING:
                self._connected()
            if self.state == HANDSHAKING:
                self._shake_hands()
            if self.state == IDLE and self.busy:
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

    def close(self) -> None:
        """Forget the connection and whatever was under way."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self.busy = False
        self.state = CLOSED
        self.interest = 0

    def _connected(self) -> None:
        assert self._socket is not None
        error = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise OSError(error, "connect")
        self._socket = self._transport.wrap(self._socket)
        self.interest = 0
        self.state = HANDSHAKING if self._transport.handshakes else IDLE

    def _shake_hands(self) -> None:
        try:
            self._socket.do_handshake()  # type: ignore[union-attr]  # a TLS socket in this state
        except self._transport.wants_read:
            self.interest = POLLIN
        except self._transport.wants_write:
            self.interest = POLLOUT
        else:
            self.state = IDLE
            self.interest = 0

    def _send(self) -> None:
        assert self._socket is not None
        try:
            while self._sent < len(self._request):
                self._sent += self._socket.send(self._request[self._sent :] if self._sent else self._request)
        except self._transport.wants_write:
            self.interest = POLLOUT
        except self._transport.wants_read:
            self.interest = POLLIN
        else:
            # The reply takes its time: what reads first would only find nothing.
            self.state = RECEIVING
            self.interest = POLLIN

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
            self.interest = POLLIN
        except self._transport.wants_write:
            self.interest = POLLOUT

    def _finish(self) -> None:
        self.reply = self._incoming
        self.busy = False
        self.interest = 0
        self.state = IDLE
        if not self.reply.reusable:
            self.close()

    def _refused(self, error: OSError) -> None:
        self._transport.refused(error)
        self._fail(f"connect: {type(error).__name__}")

    def _fail(self, failure: str) -> None:
        self.close()
        self.failure = failure
