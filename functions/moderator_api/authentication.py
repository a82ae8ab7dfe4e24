"""Who asks. The gateway has checked the same before; here it is checked again, in depth, and nothing is believed."""

from collections.abc import Mapping
from typing import Any, Protocol

from joserfc import jws, jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from moderation.errors import Forbidden, Unauthenticated
from moderation.ports import Clock, Moderators
from moderation.records import PERSON, SERVICE_CALLER, Actor
from moderation.roles import SERVICE
from moderation.tables import ALL_ROOMS

LEEWAY_S = 30
REFETCH_AFTER_S = 60
TOKEN_CHARACTERS_MAX = 8192


class KeySource(Protocol):
    """Where a user pool's signing keys come from."""

    def fetch(self) -> dict[str, Any]:
        """The JSON Web Key Set."""
        ...


class TokenVerifier:
    """Verifies access tokens of one user pool and one client."""

    def __init__(self, issuer: str, client_id: str, source: KeySource, clock: Clock) -> None:
        self._source = source
        self._clock = clock
        self._keys: KeySet | None = None
        self._fetched_at = 0.0
        self._registry = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.now()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": issuer},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            client_id={"essential": True, "value": client_id},
            token_use={"essential": True, "value": "access"},
        )

    def verify(self, token: str) -> dict[str, Any]:
        """The claims of a good token; Unauthenticated for any other."""
        try:
            if len(token) > TOKEN_CHARACTERS_MAX or not jws.extract_compact(token.encode()).headers().get("kid"):
                raise _refused()
            claims = self._decoded(token)
            self._registry.validate(claims)
            # An array that holds the value asked for would do for the registry; Cognito writes texts.
            if not all(isinstance(claims[name], str) for name in ("client_id", "sub", "token_use")):
                raise _refused()
        except (JoseError, ValueError, TypeError) as exc:
            raise _refused() from exc
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, self._key_set(), algorithms=["RS256"]).claims
        except InvalidKeyIdError:
            # The pool may have rotated its keys. Strangers' tokens must not make us fetch again and again.
            if self._clock.now() - self._fetched_at < REFETCH_AFTER_S:
                raise
            self._fetch()
            return jwt.decode(token, self._key_set(), algorithms=["RS256"]).claims

    def _key_set(self) -> KeySet:
        return self._keys or self._fetch()

    def _fetch(self) -> KeySet:
        """New keys. Until they are here the old ones stay, and one failure a minute is enough for strangers' tokens."""
        self._fetched_at = self._clock.now()
        self._keys = KeySet.import_key_set(self._source.fetch())  # type: ignore[arg-type] # plain JSON
        return self._keys


def person(headers: Mapping[str, str], verifier: TokenVerifier, moderators: Moderators) -> Actor:
    """The moderator whose access token came along; role and rooms are read now, from our own record."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated("Send an access token: `Authorization: Bearer …`.")
    claims = verifier.verify(token.strip())
    moderator = moderators.get(str(claims["sub"]))
    if moderator is None or not moderator.active:
        raise Forbidden("You are known, but have no role here.", code="no_role")
    return Actor(PERSON, moderator.sub, moderator.role, moderator.rooms, moderator.username)


def service(request_context: Mapping[str, Any]) -> Actor:
    """The IAM principal whose signature the gateway verified."""
    iam = (request_context.get("authorizer") or {}).get("iam") or {}
    arn = iam.get("userArn")
    if not isinstance(arn, str) or not arn:
        raise Unauthenticated("Sign the request (SigV4, service execute-api).")
    principal = _without_session(arn)
    return Actor(SERVICE_CALLER, principal, SERVICE, (ALL_ROOMS,), principal.rpartition("/")[2])


def _without_session(arn: str) -> str:
    """A role is one service, whatever its sessions are called."""
    return "/".join(arn.split("/")[:2]) if ":assumed-role/" in arn else arn


def _refused() -> Unauthenticated:
    return Unauthenticated("This access token is not good here; log in again.", code="token_refused")
