"""A review function with its tables in a DynamoDB stand-in."""

import gc
import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from typing import Any

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from lean_edges import pool
from message_review import initialise, policies, state_sources

ROOM = "BLR123456789"
USER = "mary"
PLENTY_S = 10.0


class Environment:
    """One execution environment: `say` sends it a message and gives its answer and its decision line."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.reviewer = initialise.reviewer(environ)

    def end(self) -> None:
        """What the end of its process does for a real one."""
        sources: Any = self.reviewer._sources
        connected = getattr(sources, "_connected", sources)
        for connection in connected._kept.pool._connections if connected else ():
            connection.close()

    def say(
        self, content: str = "good evening", *, user: str = USER, room: str = ROOM, context: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        event = {
            "Content": content,
            "MessageId": "AYk6xKitV4On",
            "RoomArn": f"arn:aws:ivschat:us-west-2:123456789012:room/{room}",
            "Attributes": None,
            "Sender": {"Attributes": {}, "UserId": user, "Ip": "192.0.2.1"},
        }
        stdout = io.StringIO()
        with redirect_stdout(stdout):
            answer = self.reviewer.answer(event, context)
        (line,) = stdout.getvalue().splitlines()
        return answer, json.loads(line)


@pytest.fixture
def dynamodb() -> Iterator[StandIn]:
    """An empty DynamoDB; every request must have been signed correctly."""
    with StandIn() as stand_in:
        yield stand_in
    assert stand_in.rejected == []


class Stage:
    """The time that the state round has. A test machine may stop for longer than the product's 40 ms at any moment, so
    tests run with plenty and shorten it only where running out of it is what they are about."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.set(PLENTY_S)
        self.hedge_after(PLENTY_S)

    def hedge_after(self, seconds: float) -> None:
        """A second request after so long: on a busy machine those of the product's 12 ms would be counted, too."""
        self._patch.setattr(pool, "HEDGE_AFTER_S", seconds)

    def set(self, seconds: float) -> None:
        self._patch.setattr(pool, "STAGE_S", seconds)
        self._patch.setattr(pool, "STAGE_RECONNECTING_S", seconds)
        self._patch.setattr(state_sources, "STAGE_RECONNECTING_S", seconds)
        self._patch.setattr(policies, "_LOAD_BEFORE_S", seconds)


@pytest.fixture(autouse=True)
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The state round's time, long at first."""
    return Stage(monkeypatch)


@pytest.fixture
def environment(dynamodb: StandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Environment]]:
    """Starts an execution environment; keyword arguments are further environment variables."""
    monkeypatch.setattr(gc, "freeze", lambda: None)  # would keep everything that the test run has made so far
    started: list[Environment] = []

    def start(**variables: str) -> Environment:
        started.append(Environment({**dynamodb.environment, **variables}))
        return started[-1]

    yield start
    for one in started:
        one.end()


def stored_settings(room: str = ROOM, **attributes: Any) -> dict[str, Any]:
    """A room's settings as the API stores them; attributes are typed."""
    return {"pk": {"S": f"room#{room}"}, "sk": {"S": "settings"}, **attributes}


def stored_sanction(kind: str, until: int | None = None, *, user: str = USER, scope: str = ROOM) -> dict[str, Any]:
    """A sanction as the API stores it."""
    item: dict[str, Any] = {"pk": {"S": f"user#{user}"}, "sk": {"S": f"sanction#{scope}"}, "kind": {"S": kind}}
    return item if until is None else {**item, "until": {"N": str(until)}}


def mode(name: str, **settings: int) -> dict[str, Any]:
    """The `modes` attribute with one mode."""
    return {"M": {name: {"M": {key: {"N": str(value)} for key, value in settings.items()}}}}
