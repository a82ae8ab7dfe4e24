"""TLS with certificate and host-name checks, set up at a fraction of the usual cost.

The default trust store holds some 140 roots and costs 20 ms of CPU to load. DynamoDB's certificates come from Amazon
Trust Services, whose roots AWS asks clients to trust (https://www.amazontrust.com/repository/); these are loaded
first. If a certificate does not verify against them, the default store takes their place for the connections that
follow: AWS may change roots, and then the cost is one degraded message, not an outage.
"""

import socket
import ssl

from lean_edges.addresses import Addresses
from lean_edges.amazon_roots import AMAZON_ROOTS
from lean_edges.connection import Transport


class Tls(Transport):
    """TLS 1.2 or later over TCP."""

    __slots__ = ("_context", "_widened")

    wants_read = ssl.SSLWantReadError
    wants_write = ssl.SSLWantWriteError
    handshakes = True

    def __init__(self, host: str, addresses: Addresses, roots: str = AMAZON_ROOTS) -> None:
        super().__init__(host, addresses)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._context.load_verify_locations(cadata=roots)
        self._widened = False

    def wrap(self, connected: socket.socket) -> socket.socket:
        """A TLS socket; its handshake is still to come."""
        # The name as bytes: a str would load the IDNA codec.
        name = self.host.encode()
        return self._context.wrap_socket(connected, server_hostname=name, do_handshake_on_connect=False)

    def refused(self, error: OSError) -> None:
        """An unknown root widens the trust store, once; anything else is the address's fault."""
        if isinstance(error, ssl.SSLCertVerificationError) and not self._widened:
            self._widened = True
            self._context.load_default_certs()
            return
        super().refused(error)
