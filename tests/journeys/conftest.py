"""People and services that act on the local stack."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from local import login
from local.service_app import ServiceClient
from local.stack import LocalStack
from tests.journeys.viewer import Viewer


@dataclass(frozen=True)
class Person:
    """A logged-in person's view of the API."""

    http: httpx.Client

    def get(self, path: str) -> httpx.Response:
        return self.http.get(f"/v1{path}")

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return self.http.post(f"/v1{path}", json=body or {}, headers={"Idempotency-Key": str(uuid.uuid4())})

    def put(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self.http.put(f"/v1{path}", json=body)

    def delete(self, path: str) -> httpx.Response:
        return self.http.delete(f"/v1{path}")


@pytest.fixture(scope="session")
def token_of(local_stack: LocalStack) -> Callable[[str], str]:
    """An access token of the seeded user with a role, through the login page's own requests."""
    where = local_stack.endpoints
    kept: dict[str, str] = {}

    def token(role: str) -> str:
        if role not in kept:
            user = next(user for user in where.users if user.role == role)
            client_id = local_stack.outputs["UserPoolClientId"]
            kept[role] = login.access_token(where.aws, client_id, where.console, user.username, user.password)
        return kept[role]

    return token


@pytest.fixture(scope="session")
def person(local_stack: LocalStack, token_of: Callable[[str], str]) -> Iterator[Callable[[str], Person]]:
    """The API as a seeded role sees it."""
    clients: list[httpx.Client] = []

    def as_role(role: str) -> Person:
        headers = {"Authorization": f"Bearer {token_of(role)}"}
        clients.append(httpx.Client(base_url=local_stack.endpoints.api, headers=headers, timeout=20.0))
        return Person(clients[-1])

    yield as_role
    for client in clients:
        client.close()


@pytest.fixture
def service(local_stack: LocalStack) -> ServiceClient:
    """The customer's service application, signing with its own IAM key."""
    return local_stack.service


@pytest.fixture
def room_id(local_stack: LocalStack) -> str:
    """The demo room's 12-character id."""
    return local_stack.endpoints.room_arn.rsplit("/", 1)[1]


@pytest.fixture
def user_id() -> str:
    """A viewer nobody else in this run is."""
    return f"viewer-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def joining(local_stack: LocalStack, service: ServiceClient, room_id: str) -> Callable[[str], Viewer]:
    """Let a user join the demo room through the service application."""

    def join(user_id: str) -> Viewer:
        answer = service.chat_token(room_id, user_id, user_id)
        assert answer.is_success, answer.text
        return Viewer(local_stack.endpoints.messaging, answer.json()["token"])

    return join
