"""What a pool's connections wait for, kept from round to round: to tell the kernel anew takes longer than to ask it."""

from select import poll

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lean_edges.connection import Connection


class Watch:
    """The open descriptors of a pool."""

    __slots__ = ("_connections", "_poll")

    def __init__(self) -> None:
        self._poll = poll()
        self._connections: dict[int, Connection] = {}

    def await_event(self, descriptor: int, event: int, connection: "Connection") -> None:
        """Wait for POLLIN or POLLOUT on a connection's descriptor, for nothing else from now on."""
        self._poll.register(descriptor, event)
        self._connections[descriptor] = connection

    def forget(self, descriptor: int) -> None:
        """To be told before the descriptor is closed."""
        self._poll.unregister(descriptor)
        del self._connections[descriptor]

    def ready(self, seconds: float) -> list["Connection"]:
        """Wait at most so long for a connection that can go on; all that can."""
        return [self._connections[descriptor] for descriptor, _ in self._poll.poll(max(0.0, seconds) * 1000)]
