"""What the API asks on its first request, answered at once: the pool's keys and a moderator's record."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

from moderation.tables import PARTITION_KEY, SORT_KEY

REGION, POOL, CLIENT, SUB = "us-west-2", "us-west-2_bench", "client", "moderator"
KEY = RSAKey.generate_key(2048, {"kid": "bench", "alg": "RS256", "use": "sig"})
ISSUER = f"https://cognito-idp.{REGION}.amazonaws.com/{POOL}"
_RECORD = {
    PARTITION_KEY: {"S": f"moderator#{SUB}"},
    SORT_KEY: {"S": "profile"},
    "role": {"S": "moderator"},
    "rooms": {"L": [{"S": "*"}]},
    "username": {"S": "moderator@example.com"},
    "active": {"BOOL": True},
    "version": {"N": "1"},
}


class StandIn:
    """An HTTP server on loopback; a context manager."""

    def __enter__(self) -> "StandIn":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def token(now: int) -> str:
    """A person's access token."""
    claims = {"iss": ISSUER, "client_id": CLIENT, "token_use": "access", "sub": SUB, "iat": now - 10, "exp": now + 900}
    return jwt.encode({"alg": "RS256", "kid": "bench"}, claims, KEY)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer({"keys": [KEY.as_dict(private=False)]}, "application/json")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"Item": _RECORD}, "application/x-amz-json-1.0")

    def _answer(self, document: dict[str, Any], media_type: str) -> None:
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        # In one piece: written apart, the second waits for the client's delayed acknowledgement.
        self._headers_buffer.append(b"\r\n" + body)  # type: ignore[attr-defined]  # where the base class collects them
        self.flush_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
