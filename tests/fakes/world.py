"""A whole deployment in memory, and HTTP API events to ask it with."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote, urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey

from moderation.chain.desk import ProofDesk
from moderation.records import Moderator
from moderation.services.budgets import BudgetedLedger, Limits
from moderation.services.desk import Desk, Hook
from moderator_api.application import Api
from moderator_api.authentication import TokenVerifier
from tests.fakes.actions import InMemoryActions
from tests.fakes.audit import InMemoryChains, InMemoryHeads, InMemorySightings, InMemoryTrail
from tests.fakes.chat import ACCOUNT, InMemoryChat, InMemoryConfigurations, InMemoryWorker
from tests.fakes.chat_log import InMemoryChatLog
from tests.fakes.decisions import (
    InMemoryDecisions,
    InMemoryFlags,
    InMemoryHolds,
    InMemoryStats,
    InMemoryStrikes,
)
from tests.fakes.erasures import InMemoryErasures, InMemoryPersonalData
from tests.fakes.policies import InMemoryPolicyHeads, InMemoryPolicyVersions, InMemoryPublications
from tests.fakes.state import (
    InMemoryAttachOperations,
    InMemoryBudgets,
    InMemoryClock,
    InMemoryLedger,
    InMemoryModerators,
    InMemoryRoomSettings,
    InMemorySanctions,
    InMemoryState,
    InMemoryTokenIssues,
)

ISSUER = "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_test"
CLIENT = "client-of-the-console"
HOOK = Hook(
    "arn:aws:lambda:us-west-2:123456789012:function:review:live",
    "DENY",
    f"{ACCOUNT}:logging-configuration/ourlogging12",
)
# As many acts as a test likes; tests of the budget set their own.
LIMITS = Limits(1_000_000, 1_000_000, 1_000_000)
ROOM, FOREIGN = "room00000001", "room00000002"
KID = "first"


@cache
def key(name: str = KID) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "alg": "RS256", "use": "sig"})


class Keys:
    """A user pool's published keys; counts how often it was asked."""

    def __init__(self) -> None:
        self.names = [KID]
        self.fetched = 0

    def fetch(self) -> dict[str, Any]:
        self.fetched += 1
        return {"keys": [key(name).as_dict(private=False) for name in self.names]}


class InMemoryAnswers:
    """Idempotency in a dictionary."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, dict[str, Any]]] = {}

    def once(
        self, key: str, fingerprint: str, lambda_context: Any, make: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        from moderation.errors import IdempotencyMismatch

        if key not in self.known:
            self.known[key] = (fingerprint, make())
        known, answer = self.known[key]
        if known != fingerprint:
            raise IdempotencyMismatch("another request")
        return answer


@dataclass
class Answer:
    """What came back. `json` is the parsed body."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])


@dataclass
class World:
    """A deployment: its state, its IVS Chat, its API."""

    state: InMemoryState = field(default_factory=InMemoryState)
    clock: InMemoryClock = field(default_factory=InMemoryClock)
    chat: InMemoryChat = field(default_factory=InMemoryChat)
    configurations: InMemoryConfigurations = field(default_factory=InMemoryConfigurations)
    worker: InMemoryWorker = field(default_factory=InMemoryWorker)
    chat_log: InMemoryChatLog = field(default_factory=InMemoryChatLog)
    keys: Keys = field(default_factory=Keys)
    limits: Limits = LIMITS

    def __post_init__(self) -> None:
        state = self.state
        self.desk = Desk(
            hook=HOOK,
            erasures=InMemoryErasures(state),
            personal_data=InMemoryPersonalData(state),
            log_days=7,
            audit=ProofDesk(
                clock=self.clock,
                trail=InMemoryTrail(state.audit_rows),
                chains=InMemoryChains(state.audit_rows),
                heads=InMemoryHeads(state.audit_rows),
                sightings=InMemorySightings(state.audit_rows),
            ),
            clock=self.clock,
            ledger=BudgetedLedger(InMemoryLedger(state), InMemoryBudgets(state), self.limits, self.clock),
            room_settings=InMemoryRoomSettings(state),
            attach_operations=InMemoryAttachOperations(state),
            chat_rooms=self.chat,
            sanctions=InMemorySanctions(state),
            moderators=InMemoryModerators(state),
            token_issues=InMemoryTokenIssues(state),
            attach_worker=self.worker,
            chat_messaging=self.chat,
            logging_configurations=self.configurations,
            actions=InMemoryActions(state.actions),
            chat_log=self.chat_log,
            decisions=InMemoryDecisions(state.book),
            holds=InMemoryHolds(state.book),
            flags=InMemoryFlags(state.book),
            strikes=InMemoryStrikes(state.book),
            stats=InMemoryStats(state.book),
            policy_versions=InMemoryPolicyVersions(state.policies),
            policy_heads=InMemoryPolicyHeads(state.policies),
            publications=InMemoryPublications(state.policies),
        )
        self.api = Api(self.desk, TokenVerifier(ISSUER, CLIENT, self.keys, self.clock), InMemoryAnswers())
        for room_id in (ROOM, FOREIGN):
            self.chat.add_room(room_id)

    def person(self, role: str, *rooms: str, sub: str = "") -> str:
        """Give somebody a role (in every room unless some are named); their token."""
        sub = sub or f"sub-of-{role}"
        self.state.moderators[sub] = Moderator(sub, f"{sub}@example.com", role, rooms or ("*",))
        return self.token(sub=sub)

    def token(self, signed_by: str = KID, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """An access token; claims that are None are left out."""
        now = int(self.clock.now())
        good = {
            "iss": ISSUER,
            "client_id": CLIENT,
            "token_use": "access",
            "sub": "nobody",
            "iat": now - 10,
            "exp": now + 900,
        }
        kept = {name: value for name, value in {**good, **claims}.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": signed_by, **(header or {})}, kept, key(signed_by))

    def ask(self, method: str, path: str, body: Any = None, *, token: str = "", **more: Any) -> Answer:
        """One request, by a person with a token or, without, by a service."""
        event = request(method, path, body, token=token, **more)
        answer = self.api.handle(event, _Context())
        return Answer(int(answer["statusCode"]), answer.get("headers") or {}, answer.get("body") or "")


class _Context:
    aws_request_id = "invocation"
    function_name = "moderator_api"
    memory_limit_in_mb = 128
    invoked_function_arn = "arn:aws:lambda:us-west-2:123456789012:function:moderator_api"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 20_000


PRINCIPAL = "arn:aws:iam::123456789012:user/service"


def request(
    method: str,
    path: str,
    body: Any = None,
    *,
    token: str = "",
    query: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    raw: str | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """An event as an HTTP API makes it (payload 2.0): the path with every escape but %25 decoded.

    `raw` is a body as it is. Without a token the caller is a service, whose signature the gateway has verified.
    """
    text = raw if raw is not None else (None if body is None else json.dumps(body))
    public = path in ("/v1/health", "/v1/openapi.json")
    service = not token and not public
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    if token and token != "-":
        sent["authorization"] = f"Bearer {token}"
    if text is not None:
        sent.setdefault("content-type", "application/json")
    raw_path = unquote(path.replace("%25", "%2525"))
    return {
        "version": "2.0",
        "routeKey": "ANY /{proxy+}",
        "rawPath": f"/service{raw_path}" if service else raw_path,
        "rawQueryString": urlencode(query or {}, doseq=True),
        "queryStringParameters": {
            name: ",".join(value) if isinstance(value, list) else str(value) for name, value in (query or {}).items()
        },
        "headers": sent,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "stage": "$default",
            "requestId": "request-1",
            "http": {"method": method, "path": raw_path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
            "authorizer": {"iam": {"userArn": PRINCIPAL, "callerId": "A"}} if service else {},
        },
        "body": base64.b64encode(text.encode()).decode() if encoded and text is not None else text,
        "isBase64Encoded": encoded,
    }
