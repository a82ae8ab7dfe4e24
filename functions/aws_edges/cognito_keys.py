"""The user pool's signing keys, fetched from where it publishes them."""

import json
from typing import Any

from botocore.awsrequest import AWSRequest
from botocore.exceptions import ConnectionError, HTTPClientError
from botocore.httpsession import URLLib3Session

from moderation.errors import Unavailable

TIMEOUT_S = 2


class CognitoKeys:
    """Fetches a JSON Web Key Set (RFC 7517) with the SDK's own HTTP session; nothing is cached here."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = URLLib3Session(timeout=TIMEOUT_S)

    def fetch(self) -> dict[str, Any]:
        """The key set."""
        try:
            answer = self._session.send(AWSRequest("GET", self._url).prepare())
            keys = json.loads(answer.content) if answer.status_code == 200 else None
        except (ConnectionError, HTTPClientError, ValueError) as exc:
            raise Unavailable("The user pool's signing keys cannot be fetched.") from exc
        if not isinstance(keys, dict) or not isinstance(keys.get("keys"), list):
            raise Unavailable("The user pool's signing keys cannot be fetched.")
        return keys
