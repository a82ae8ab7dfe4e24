"""AWS Signature Version 4 for one kind of request: a POST to `/` without a query, as DynamoDB's API wants it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

# What `hmac` and `hashlib` themselves call: three modules less to load (docs/decisions/0004-lean-client.md).
from _hashlib import hmac_digest
from _hashlib import openssl_sha256 as sha256

_ALGORITHM = "AWS4-HMAC-SHA256"


class Signer:
    """Signs with one set of credentials for one region and service; the derived key is kept for the day."""

    __slots__ = ("_access_key_id", "_day", "_key", "_region", "_secret", "_service")

    def __init__(self, access_key_id: str, secret_access_key: str, region: str, service: str) -> None:
        self._access_key_id = access_key_id
        self._secret = secret_access_key
        self._region = region
        self._service = service
        self._day = ""
        self._key = b""

    def authorization(self, headers: tuple[tuple[str, str], ...], payload: bytes, amz_date: str) -> str:
        """The Authorization header's value.

        `headers` are all the headers to sign: names in lower case, in order, values trimmed, `x-amz-date` among them;
        `amz_date` is its value, e.g. 20150830T123600Z.
        """
        day = amz_date[:8]
        if day != self._day:
            self._key = signing_key(self._secret, day, self._region, self._service)
            self._day = day
        names = ";".join([name for name, _ in headers])
        lines = "".join([f"{name}:{value}\n" for name, value in headers])
        canonical = f"POST\n/\n\n{lines}\n{names}\n{sha256(payload).hexdigest()}"
        scope = f"{day}/{self._region}/{self._service}/aws4_request"
        to_sign = f"{_ALGORITHM}\n{amz_date}\n{scope}\n{sha256(canonical.encode()).hexdigest()}"
        signature = hmac_digest(self._key, to_sign.encode(), "sha256").hex()
        return f"{_ALGORITHM} Credential={self._access_key_id}/{scope}, SignedHeaders={names}, Signature={signature}"


def signing_key(secret_access_key: str, day: str, region: str, service: str) -> bytes:
    """The 32-byte key derived for a day (YYYYMMDD), region and service."""
    key = f"AWS4{secret_access_key}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac_digest(key, part.encode(), "sha256")
    return key
