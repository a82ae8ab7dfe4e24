"""A stand-in for the customer's service application: it knows its viewers and gets them chat tokens.

Viewers never talk to Roomkeeper. Their service does, signed with its own AWS credentials (`/service/v1`, SigV4).
Whoever asks here is believed to be who they say: a real service would know from its own login.
"""

import json
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route

from local import sample_clients
from local.seed import ServiceKey

if TYPE_CHECKING:
    from starlette.requests import Request

USER_ID = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True, slots=True)
class ServiceClient:
    """Calls Roomkeeper's service API as the customer's back end does."""

    api: str
    region: str
    key: ServiceKey

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Send one signed request below `/service/v1`."""
        url = f"{self.api}/service/v1{path}"
        payload = json.dumps(body).encode() if body is not None else b""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        request = AWSRequest(method, url, data=payload, headers=headers)
        credentials = Credentials(self.key.access_key_id, self.key.secret_access_key)
        SigV4Auth(credentials, "execute-api", self.region).add_auth(request)
        return httpx.request(method, url, content=payload, headers=dict(request.headers), timeout=30.0)

    def chat_token(self, room_id: str, user_id: str, name: str) -> httpx.Response:
        """Ask for a token with which `user_id` may chat in the room."""
        return self.call(
            "POST",
            f"/rooms/{room_id}/tokens",
            {"userId": user_id, "access": "chat", "attributes": {"displayName": name}},
        )


def app(client: ServiceClient, room_id: str) -> Starlette:
    """The service's own HTTP API: `POST /tokens` `{"userId", "name"?}`, answered by a token and the room's modes, and
    what AWS's sample clients call."""

    async def tokens(request: "Request") -> JSONResponse:
        try:
            asked = await request.json()
            user_id = asked["userId"]
            name = asked.get("name", user_id)
        except (ValueError, KeyError, TypeError, AttributeError):
            return JSONResponse({"message": "send a JSON object with userId"}, 400)
        if not isinstance(user_id, str) or not USER_ID.fullmatch(user_id) or not isinstance(name, str):
            return JSONResponse({"message": "userId: 1 to 64 letters, digits, or any of _ . @ -"}, 400)
        answer = await run_in_threadpool(client.chat_token, room_id, user_id, name)
        said = answer.json()
        if answer.is_success:
            # Events tell of changes only: who comes while a mode is on learns of it here.
            modes = await run_in_threadpool(client.call, "GET", f"/rooms/{room_id}/modes")
            said |= {"modes": modes.json()} if modes.is_success else {}
        return JSONResponse(said, answer.status_code)

    allow_any_page = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"])
    return Starlette(
        routes=[Route("/tokens", tokens, methods=["POST"]), *sample_clients.routes(client)],
        middleware=[allow_any_page],
        exception_handlers={sample_clients.Refused: sample_clients.refused},
    )
