"""Idempotency-Key on POST: the same request gets the same answer for a day, another one is refused."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any, Protocol

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)

from moderation.errors import Conflict, IdempotencyMismatch, Invalid, Unavailable
from moderation.records import Actor
from moderation.tables import PARTITION_KEY, SORT_KEY, TTL

HEADER = "idempotency-key"
KEPT_SECONDS = 86_400
KEY_CHARACTERS_MAX = 255
# A token is never stored, so it cannot be given out twice either: a repetition mints a new one. What changes nothing
# can be asked again, and some of its answers are larger than what is remembered may be.
NEVER_REMEMBERED = ("/tokens", "/validate", "/test", "/verify")

Answer = dict[str, Any]


class IdempotencyStore(Protocol):
    """Remembers answers by key."""

    def once(self, key: str, fingerprint: str, lambda_context: Any, make: Callable[[], Answer]) -> Answer:
        """`make`'s answer, or the one that it gave before under the same key and fingerprint."""
        ...


class DynamoIdempotencyStore:
    """Powertools' idempotency on the State table, one partition per key."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def once(self, key: str, fingerprint: str, lambda_context: Any, make: Callable[[], Answer]) -> Answer:
        """The answer; refusals are not remembered."""
        layer = DynamoDBPersistenceLayer(
            table_name=self._table,
            key_attr=PARTITION_KEY,
            sort_key_attr=SORT_KEY,
            static_pk_value=f"idempotency#{key}",
            expiry_attr=TTL,
            boto3_client=self._client,
        )
        # With the context known, a crash blocks the key for no longer than the function could have run.
        config = IdempotencyConfig(
            event_key_jmespath="key",
            payload_validation_jmespath="fingerprint",
            expires_after_seconds=KEPT_SECONDS,
            lambda_context=lambda_context,
        )

        def answer(*, asked: dict[str, str]) -> Answer:
            return make()

        remembering: Callable[..., Answer] = idempotent_function(
            answer, data_keyword_argument="asked", persistence_store=layer, config=config
        )
        try:
            return remembering(asked={"key": key, "fingerprint": fingerprint})
        except IdempotencyValidationError as exc:
            raise IdempotencyMismatch("This Idempotency-Key was used for another request.") from exc
        except IdempotencyAlreadyInProgressError as exc:
            raise Conflict("The same request is being worked on.", code="request_in_progress") from exc
        except IdempotencyPersistenceLayerError as exc:
            raise Unavailable("The state store does not answer; try again in a moment.") from exc


def checked_key(headers: dict[str, str]) -> str:
    """The key that came along, "" for none."""
    if HEADER not in headers:
        return ""
    key = headers[HEADER]
    if not 1 <= len(key) <= KEY_CHARACTERS_MAX or not key.isprintable():
        raise Invalid([("?Idempotency-Key", f"1 to {KEY_CHARACTERS_MAX} printable characters.")])
    return key


def fingerprint_of(method: str, path: str, body: str) -> str:
    """What makes two requests the same: method, path, and the body's value whatever its spelling."""
    value = json.dumps(json.loads(body), sort_keys=True) if body else ""
    return hashlib.sha256(f"{method} {path}\n{value}".encode()).hexdigest()


def action_id_of(actor: Actor, key: str, fingerprint: str, now: float) -> str:
    """The id of what the request sets off: the same under one key, so that nothing is recorded twice.

    For a day, as the answer is remembered: who asks again after that means it, and it goes on record again.
    """
    if not key:
        return secrets.token_hex(13)
    day = int(now // KEPT_SECONDS)
    return hashlib.sha256(f"{actor.reference}\n{key}\n{fingerprint}\n{day}".encode()).hexdigest()[:26]


def answered_once(
    store: IdempotencyStore, key: str, fingerprint: str, lambda_context: Any, make: Callable[[], Response[Any]]
) -> Response[Any]:
    """A route's response, remembered by key."""

    def made() -> Answer:
        response = make()
        return {"status": response.status_code, "type": response.content_type, "body": response.body}

    answer = store.once(key, fingerprint, lambda_context, made)
    return Response(status_code=int(answer["status"]), content_type=answer["type"], body=answer["body"])
