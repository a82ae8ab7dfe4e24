"""An emulator per test on a clock that stands still, and boto3 clients that talk to it."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import boto3
import pytest
from botocore.config import Config

from local.ivschat.clock import Clock
from local.ivschat.server import Running, start
from local.ivschat.settings import Quotas, Settings
from tests.emulator.viewer import Viewer

if TYPE_CHECKING:
    from mypy_boto3_ivschat import IvschatClient

FROZEN_AT = 1_800_000_000.0
# One for all: a session keeps the service models that it has read.
SESSION = boto3.Session()
FUNCTION = "arn:aws:lambda:us-west-2:123456789012:function:review:live"


class Chat:
    """One running emulator with shortcuts for the steps that most scenes begin with."""

    def __init__(self, running: Running, close: ExitStack) -> None:
        self.running = running
        self.api: IvschatClient = client(running)
        self._close = close

    def room(self, **members: Any) -> str:
        return self.api.create_room(**members)["arn"]

    def token(self, room: str, user: str = "ada", *capabilities: str, **members: Any) -> str:
        chosen: Any = list(capabilities or ("SEND_MESSAGE", "DELETE_MESSAGE", "DISCONNECT_USER"))
        return self.api.create_chat_token(roomIdentifier=room, userId=user, capabilities=chosen, **members)["token"]

    def viewer(self, room: str, user: str = "ada", *capabilities: str, **members: Any) -> Viewer:
        token = self.token(room, user, *capabilities, **members)
        return self._close.enter_context(Viewer(self.running.messaging_url, token))

    def reviews(self, query: str = "") -> dict[str, Any]:
        return self.running.call(f"reviews{query}")


def client(running: Running, **overrides: Any) -> "IvschatClient":
    """boto3 without retries, and without its own checks, so that the emulator's are what is seen."""
    keys = {
        "aws_access_key_id": running.settings.access_key_id,
        "aws_secret_access_key": running.settings.secret_access_key,
    }
    config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    known: dict[str, Any] = {"region_name": "us-west-2", "endpoint_url": running.url, "config": config, **keys}
    return SESSION.client("ivschat", **{**known, **overrides})


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def json_server(answer: Callable[[Any], Any]) -> Iterator[str]:
    """The URL of a server that answers the JSON of each POST with JSON; None is answered with status 500."""

    def respond(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        result = answer(json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))))
        start_response("500 No" if result is None else "200 OK", [("Content-Type", "application/json")])
        return [json.dumps(result).encode()]

    with make_server("127.0.0.1", 0, respond, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/path?query=1"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def start_chat() -> Iterator[Callable[..., Chat]]:
    """Starts emulators; everything it started ends with the test."""
    with ExitStack() as close:

        def begin(*, quotas: Quotas | None = None, frozen: bool = True, **options: Any) -> Chat:
            chosen = quotas or Quotas().without_api_rates()
            settings = options.pop("settings", None) or Settings(quotas=chosen)
            options.setdefault("clock", Clock(frozen_at=FROZEN_AT) if frozen else Clock())
            return Chat(close.enter_context(start(settings, **options)), close)

        yield begin


@pytest.fixture
def chat(start_chat: Callable[..., Chat]) -> Chat:
    """An emulator with AWS's quotas but for the API rates, on a clock that stands still."""
    return start_chat()
