"""Who may call: the secret of an access key, and whether an action on a resource is allowed."""

import json
from typing import NamedTuple, Protocol

from .errors import NotAuthenticated
from .http_pool import HttpPool, Unreachable


class Grant(NamedTuple):
    """What the authority knows of a caller; no secret means that it does not know the key (or its session)."""

    secret_access_key: str | None
    principal: str
    allowed: bool


class AuthorityUnavailable(Exception):
    """The authority did not give a usable answer."""


class Authority(Protocol):
    """Answers one question per call of the control plane."""

    async def grant(self, access_key_id: str, session_token: str | None, action: str, resource: str) -> Grant: ...


class StaticAuthority:
    """One long-term key that may do everything; a session token does not go with it."""

    def __init__(self, access_key_id: str, secret_access_key: str, account: str) -> None:
        self._access_key_id = access_key_id
        self._secret = secret_access_key
        self._principal = f"arn:aws:iam::{account}:root"

    async def grant(self, access_key_id: str, session_token: str | None, action: str, resource: str) -> Grant:
        known = access_key_id == self._access_key_id and session_token is None
        return Grant(self._secret if known else None, self._principal, allowed=True)


class HttpAuthority:
    """Asks a URL: POST `{accessKeyId, sessionToken, action, resource}` -> `{secretAccessKey, principal, allowed}`."""

    def __init__(self, url: str) -> None:
        self._pool = HttpPool(url)
        _, _, path = url.partition("://")[2].partition("/")
        self._target = f"/{path}"

    async def grant(self, access_key_id: str, session_token: str | None, action: str, resource: str) -> Grant:
        question = {"accessKeyId": access_key_id, "sessionToken": session_token, "action": action, "resource": resource}
        headers = {"content-type": "application/json"}
        try:
            answer = await self._pool.call("POST", self._target, headers, json.dumps(question).encode())
            verdict = json.loads(answer.body)
            return Grant(verdict["secretAccessKey"], verdict.get("principal") or "unknown", verdict["allowed"] is True)
        except (Unreachable, ValueError, KeyError, TypeError) as problem:
            raise AuthorityUnavailable(f"the authority at {self._pool.host_header} failed: {problem!r}") from problem

    async def close(self) -> None:
        await self._pool.close()


def unknown_key() -> NotAuthenticated:
    return NotAuthenticated("UnrecognizedClientException", "The security token included in the request is invalid.")
