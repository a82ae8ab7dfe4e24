"""The API in memory as a WSGI application, for clients that want one; the gateway's part is played here."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from tests.fakes.world import World, request

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Wsgi:
    """Answers with one world. WSGI decodes the whole path, where an HTTP API leaves `%25`: so it is put back."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name[:5] == "HTTP_"}
        headers["content-type"] = environ.get("CONTENT_TYPE", "")
        sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode("utf-8", "surrogateescape")
        event = request(environ["REQUEST_METHOD"], "/", token="-", raw=sent or None, headers=headers)
        query = environ.get("QUERY_STRING", "")
        event["rawPath"] = event["requestContext"]["http"]["path"] = path.replace("%", "%25")
        event["rawQueryString"] = query
        parsed = parse_qs(query, keep_blank_values=True)
        event["queryStringParameters"] = {name: ",".join(values) for name, values in parsed.items()}
        answer = self._world.api.handle(event, _Context())
        status = HTTPStatus(answer["statusCode"])
        start_response(f"{int(status)} {status.phrase}", list((answer.get("headers") or {}).items()))
        return [(answer.get("body") or "").encode()]


class _Context:
    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 20_000
