"""The control plane's way in: HTTP request to operation to answer, in the order in which AWS refuses things."""

import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from botocore import xform_name

from .authority import Authority, AuthorityUnavailable, unknown_key
from .clock import Clock
from .errors import NotAuthenticated, ServiceError, access_denied, throttled, validation
from .faults import Faults
from .frames import well_formed
from .http_pool import Unreachable
from .ids import Ids
from .rates import admit
from .registry import Registry
from .shapes import check, dump
from .sigv4 import HttpRequest, read_claim, verify
from .spec import Operation, Spec

_log = logging.getLogger(__name__)

# Operations of the model that are not served, each with the reason; a test holds this table and the code together.
NOT_EMULATED: dict[str, str] = {}

_IDENTIFIERS = ("identifier", "roomIdentifier", "resourceArn")

OperationMethod = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class HttpReply(NamedTuple):
    """Status, headers and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes


class Gateway:
    """Authenticates, authorises, limits, validates, performs and renders."""

    def __init__(
        self,
        spec: Spec,
        operations: Mapping[str, OperationMethod],
        authority: Authority,
        registry: Registry,
        clock: Clock,
        ids: Ids,
        faults: Faults,
        region: str,
        account: str,
    ) -> None:
        self._spec = spec
        self._operations = operations
        self._authority = authority
        self._registry = registry
        self._clock = clock
        self._ids = ids
        self._faults = faults
        self._region = region
        self._account = account

    async def answer(self, request: HttpRequest) -> HttpReply:
        if self._faults.control_delay_ms:
            await self._clock.sleep(self._faults.control_delay_ms / 1000)
        try:
            return await self._serve(request)
        except NotAuthenticated as refusal:
            return self._reply(refusal.status, {"message": refusal.message}, refusal.name)
        except ServiceError as problem:
            return self._failed(problem)
        except (AuthorityUnavailable, Unreachable) as problem:
            _log.error("%s", problem)
            return self._failed(ServiceError("InternalServerException", str(problem)))
        except Exception:  # noqa: BLE001 the boundary: a caller gets an answer whatever went wrong
            _log.exception("%s %s failed", request.method, request.raw_path)
            return self._failed(ServiceError("InternalServerException", "The emulator failed; see its log"))

    async def _serve(self, request: HttpRequest) -> HttpReply:
        claim = read_claim(request.headers)
        routed = self._spec.route(request.method, request.raw_path)
        params = _params(request, routed[1] if routed else {})
        action = f"ivschat:{routed[0].name if routed else 'UnknownOperation'}"
        resource = self._resource(routed[0] if routed else None, params)
        session_token = request.headers.get("x-amz-security-token")
        grant = await self._authority.grant(claim.access_key_id, session_token, action, resource)
        if grant.secret_access_key is None:
            raise unknown_key()
        # Signatures are dated by the callers' clocks, which do not follow the emulator's when it is moved.
        verify(request, claim, grant.secret_access_key, self._region, time.time())
        if routed is None:
            text = f"Unknown operation: {request.method} {request.raw_path}"
            raise ServiceError("ValidationException", text, reason="UNKNOWN_OPERATION", fieldList=[])
        if not grant.allowed:
            raise access_denied(grant.principal, action, resource)
        return await self._perform(routed[0], params)

    async def _perform(self, operation: Operation, params: dict[str, Any] | None) -> HttpReply:
        self._apply_faults(operation)
        window = self._registry.api_rates[operation.name]
        if admit(self._clock.now_ns(), window):
            raise throttled(operation.name, "", window.limit)
        if params is None:
            raise ServiceError("ValidationException", "The body is not a JSON object", reason="OTHER", fieldList=[])
        shape = operation.model.input_shape
        assert shape is not None, "every operation of this model has an input"
        if problems := check(params, shape):
            raise validation(problems)
        known = shape.members
        given = {name: value for name, value in params.items() if name in known and value is not None}
        result = await self._operations[operation.name](given)
        if operation.status == 204 or operation.model.output_shape is None:
            return self._reply(operation.status, None)
        return self._reply(operation.status, dump(result, operation.model.output_shape))

    def _apply_faults(self, operation: Operation) -> None:
        if self._faults.fails_internally():
            raise ServiceError("InternalServerException", "The fault internalErrorPercent is set")
        if self._faults.throttles(operation.name):
            raise throttled(operation.name, "", self._registry.api_rates[operation.name].limit)
        modelled = [shape.name for shape in operation.model.error_shapes]
        if self._faults.pending_verification and "PendingVerification" in modelled:
            raise ServiceError("PendingVerification", "Your account is pending verification")

    def _resource(self, operation: Operation | None, params: dict[str, Any] | None) -> str:
        """The ARN that a policy is matched against; `*` in place of an id for what has none yet.

        Only the operation's own identifier counts: a caller could name an ARN of its own in another member.
        """
        shape = operation.model.input_shape if operation else None
        known = shape.members if shape else {}
        named = next((params.get(name) for name in _IDENTIFIERS if params and name in known), None)
        if isinstance(named, str):
            return named
        kind = "logging-configuration" if operation and "LoggingConfiguration" in operation.name else "room"
        return f"arn:aws:ivschat:{self._region}:{self._account}:{kind}/*"

    def _failed(self, problem: ServiceError) -> HttpReply:
        """The error with every member that its shape requires, so that typed clients show no blanks."""
        members = {"message": problem.message, **problem.members}
        body = {name: members[name] for name in self._spec.error_members[problem.name] if name in members}
        return self._reply(self._spec.error_statuses[problem.name], body, problem.name)

    def _reply(self, status: int, body: Any, error: str | None = None) -> HttpReply:
        headers = {"x-amzn-requestid": self._ids.request_id()}
        if error is not None:
            headers["x-amzn-errortype"] = error
        if body is None:
            return HttpReply(status, headers, b"")
        headers["content-type"] = "application/json"
        return HttpReply(status, headers, json.dumps(body).encode())


def operation_methods(spec: Spec, *providers: object) -> dict[str, OperationMethod]:
    """The methods that perform the model's operations, found by the SDK's own spelling of their names."""
    methods: dict[str, OperationMethod] = {}
    for operation in spec.operations:
        for provider in providers:
            if (method := getattr(provider, xform_name(operation.name), None)) is not None:
                methods[operation.name] = method
    return methods


def _params(request: HttpRequest, path_members: dict[str, str]) -> dict[str, Any] | None:
    """Body, path and query members together; None if the body is not a JSON object."""
    params: object = {}
    if request.body:
        try:
            params = json.loads(request.body)
            if b"\\u" in request.body:
                params = json.loads(well_formed(json.dumps(params, ensure_ascii=False)))
        except (ValueError, RecursionError):
            return None
    if not isinstance(params, dict):
        return None
    return {**params, **path_members, **_query(request.query)}


def _query(query: str) -> dict[str, Any]:
    """The one query member of the model, a list."""
    keys = parse_qs(query, keep_blank_values=True).get("tagKeys")
    return {} if keys is None else {"tagKeys": keys}
