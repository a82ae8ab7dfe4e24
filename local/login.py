"""Log a seeded user in the way the console does: authorization code with PKCE on the emulated managed login."""

import base64
import hashlib
import secrets
from urllib.parse import parse_qs, urlsplit

import httpx

SCOPES = "openid email profile"


class LoginError(RuntimeError):
    """The login page or the token endpoint refused; the message is theirs."""


def access_token(authority: str, client_id: str, redirect_uri: str, username: str, password: str) -> str:
    """Return a fresh access token of `username`. `authority` is the base URL of `/oauth2/authorize`."""
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    grant = {"client_id": client_id, "redirect_uri": redirect_uri}
    with httpx.Client(base_url=authority, timeout=10.0) as http:
        form = {
            **grant,
            "response_type": "code",
            "scope": SCOPES,
            "state": secrets.token_urlsafe(16),
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "username": username,
            "password": password,
        }
        answer = http.post("/login", data=form)
        code = parse_qs(urlsplit(answer.headers.get("location", "")).query).get("code")
        if not code:
            raise LoginError(f"login of {username} was refused: HTTP {answer.status_code} {answer.text[:200]}")
        redeem = {**grant, "grant_type": "authorization_code", "code": code[0], "code_verifier": verifier}
        tokens = http.post("/oauth2/token", data=redeem)
        if tokens.status_code != httpx.codes.OK:
            raise LoginError(f"the code of {username} was refused: HTTP {tokens.status_code} {tokens.text[:200]}")
        token: str = tokens.json()["access_token"]
        return token
