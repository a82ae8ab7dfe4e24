"""AWS Signature Version 4 for one kind of request: a POST to `/` without a query, as DynamoDB's API wants it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

# What `hashlib` itself calls: two modules less to load (docs/decisions/0004-lean-client.md).
from _hashlib import HASH
from _hashlib import openssl_sha256 as sha256

from lean_edges.keyed_hash import hmac_sha256, pads

_ALGORITHM = "AWS4-HMAC-SHA256"
Headers = tuple[tuple[str, str], ...]


class Signer:
    """Signs with one set of credentials for one region and service; the derived key is kept for the day."""

    __slots__ = ("_access_key_id", "_day", "_inner", "_outer", "_region", "_secret", "_service")

    def __init__(self, access_key_id: str, secret_access_key: str, region: str, service: str) -> None:
        self._access_key_id = access_key_id
        self._secret = secret_access_key
        self._region = region
        self._service = service
        self._day = ""
        self._inner = self._outer = sha256()

    def prepare(self, headers: Headers, amz_date: str) -> "Signature":
        """The signature of requests with these headers, whatever their payload.

        `headers` are all the headers to sign: names in lower case, in order, values trimmed, `x-amz-date` among them;
        `amz_date` is its value, e.g. 20150830T123600Z.
        """
        day = amz_date[:8]
        if day != self._day:
            inner, outer = pads(signing_key(self._secret, day, self._region, self._service))
            self._inner, self._outer = sha256(inner), sha256(outer)
            self._day = day
        names = ";".join([name for name, _ in headers])
        lines = "".join([f"{name}:{value}\n" for name, value in headers])
        scope = f"{day}/{self._region}/{self._service}/aws4_request"
        return Signature(
            canonical=sha256(f"POST\n/\n\n{lines}\n{names}\n".encode()),
            to_sign=f"{_ALGORITHM}\n{amz_date}\n{scope}\n",
            keyed=(self._inner, self._outer),
            beginning=f"{_ALGORITHM} Credential={self._access_key_id}/{scope}, SignedHeaders={names}, Signature=",
        )


class Signature:
    """All that can be hashed before there is a payload: hashes go on from copies of what they have got so far, in a
    quarter of the time of hashing it all again."""

    __slots__ = ("_beginning", "_canonical", "_inner", "_outer", "_to_sign")

    def __init__(self, canonical: HASH, to_sign: str, keyed: tuple[HASH, HASH], beginning: str) -> None:
        self._canonical = canonical
        self._to_sign = to_sign
        self._inner, self._outer = keyed
        self._beginning = beginning

    def authorization(self, payload: bytes) -> str:
        """The Authorization header's value."""
        canonical = self._canonical.copy()
        canonical.update(sha256(payload).hexdigest().encode())
        inner = self._inner.copy()
        inner.update((self._to_sign + canonical.hexdigest()).encode())
        outer = self._outer.copy()
        outer.update(inner.digest())
        return self._beginning + outer.hexdigest()


def signing_key(secret_access_key: str, day: str, region: str, service: str) -> bytes:
    """The 32-byte key derived for a day (YYYYMMDD), region and service."""
    key = f"AWS4{secret_access_key}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac_sha256(key, part.encode())
    return key
