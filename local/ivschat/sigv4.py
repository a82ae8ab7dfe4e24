"""Verifies AWS Signature Version 4 with botocore's own signer."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .errors import NotAuthenticated

_SKEW_SECONDS = 300
_ALGORITHM = "AWS4-HMAC-SHA256"
_WRONG = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
)


class HttpRequest(NamedTuple):
    """What arrived: header names in lower case, the path as it was sent."""

    method: str
    raw_path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Claim(NamedTuple):
    """The parts of an Authorization header."""

    access_key_id: str
    day: str
    region: str
    service: str
    signed_headers: list[str]
    signature: str


def read_claim(headers: Mapping[str, str]) -> Claim:
    """Who the caller says it is, not yet verified.

    Raises:
        NotAuthenticated: the header is missing or is not of this algorithm and form.
    """
    authorization = headers.get("authorization")
    if not authorization:
        raise NotAuthenticated("MissingAuthenticationTokenException", "Missing Authentication Token")
    algorithm, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    scope = parts.get("Credential", "").split("/")
    if algorithm != _ALGORITHM or len(scope) != 5 or not parts.get("SignedHeaders") or not parts.get("Signature"):
        raise NotAuthenticated(
            "IncompleteSignatureException",
            "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' of AWS4-HMAC-SHA256",
        )
    key, day, region, service, _ = scope
    return Claim(key, day, region, service, parts["SignedHeaders"].split(";"), parts["Signature"])


def verify(request: HttpRequest, claim: Claim, secret: str, region: str, now: float) -> None:
    """Raises: NotAuthenticated, with the names and texts that AWS uses."""
    headers = request.headers
    if not {"host", "x-amz-date"} <= set(claim.signed_headers):
        raise NotAuthenticated(
            "IncompleteSignatureException", "'Host' and 'X-Amz-Date' must be among the signed headers"
        )
    unsigned = [name for name in headers if name.startswith("x-amz-") and name not in claim.signed_headers]
    if unsigned:
        raise _invalid(f"Not signed: {', '.join(unsigned)}")
    _verify_scope(claim, region)
    _verify_time(headers.get("x-amz-date", ""), claim, now)
    # The signer takes this header's word for the body, so the word is compared with the body itself.
    claimed_hash = headers.get("x-amz-content-sha256")
    if claimed_hash is not None and claimed_hash != hashlib.sha256(request.body).hexdigest():
        raise _invalid("The provided 'x-amz-content-sha256' header does not match what was computed.")
    if not hmac.compare_digest(_signature(request, claim, secret), claim.signature):
        raise _invalid(_WRONG)


def _verify_scope(claim: Claim, region: str) -> None:
    if claim.service != "ivschat":
        raise _invalid("Credential should be scoped to correct service: 'ivschat'.")
    if claim.region != region:
        raise _invalid(f"Credential should be scoped to a valid Region, not '{claim.region}'.")


def _verify_time(stamp: str, claim: Claim, now: float) -> None:
    try:
        signed_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise _invalid("Date must be in ISO-8601 'basic format'.") from None
    if claim.day != stamp[:8]:
        raise _invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.")
    here = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    if signed_at.timestamp() < now - _SKEW_SECONDS:
        raise _invalid(f"Signature expired: {stamp} is now earlier than 5 min before {here}.")
    if signed_at.timestamp() > now + _SKEW_SECONDS:
        raise _invalid(f"Signature not yet current: {stamp} is still later than 5 min after {here}.")


def _signature(request: HttpRequest, claim: Claim, secret: str) -> str:
    """The signature that the caller's secret gives for this request, over the headers it says it signed."""
    url = f"http://{request.headers.get('host', '')}{request.raw_path}" + (f"?{request.query}" if request.query else "")
    signed = AWSRequest(method=request.method, url=url, data=request.body)
    for name in claim.signed_headers:
        signed.headers[name] = request.headers.get(name, "")
    signed.context["timestamp"] = request.headers["x-amz-date"]
    signer = SigV4Auth(Credentials(claim.access_key_id, secret), claim.service, claim.region)
    canonical = signer.canonical_request(signed)
    signature: str = signer.signature(signer.string_to_sign(signed, canonical), signed)
    return signature


def _invalid(message: str) -> NotAuthenticated:
    return NotAuthenticated("InvalidSignatureException", message)
