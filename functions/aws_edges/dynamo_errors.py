"""What DynamoDB's errors mean to the core."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import ChangedMeanwhile, Invalid, Unavailable

CONDITION_FAILED = "ConditionalCheckFailedException"
CANCELED = "TransactionCanceledException"
# Anything else is a mistake of ours and ends as one.
_PASSING = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what passes by itself into Unavailable."""
    try:
        yield
    except ClientError as exc:
        if code_of(exc) in _PASSING:
            raise unavailable() from exc
        raise
    except (ConnectionError, HTTPClientError) as exc:
        raise unavailable() from exc


@contextmanager
def reading_page(next_token: str) -> Iterator[None]:
    """The same while a page is read: what DynamoDB cannot start from is a cursor that somebody made up."""
    try:
        with translated():
            yield
    except ClientError as exc:
        if next_token and code_of(exc) == "ValidationException":
            raise Invalid([("?cursor", "This cursor leads nowhere.")]) from exc
        raise


def canceled(error: ClientError) -> list[str]:
    """Why each element of a transaction that was cancelled failed, if what failed is a condition on a row.

    Raises ChangedMeanwhile if a row was being changed at the moment, Unavailable for what passes by itself, and the
    error for a mistake of ours.
    """
    response: Mapping[str, Any] = error.response
    reasons = [str(reason.get("Code")) for reason in response.get("CancellationReasons", [])]
    if "ConditionalCheckFailed" in reasons:
        return reasons
    if "TransactionConflict" in reasons:
        raise ChangedMeanwhile("Somebody changed this at the same moment; look again.") from error
    if "ValidationError" in reasons:
        raise error
    raise unavailable() from error


def code_of(error: ClientError) -> str:
    """The service's own name of an error."""
    return error.response.get("Error", {}).get("Code", "")


def unavailable() -> Unavailable:
    """The refusal that a table out of reach becomes."""
    return Unavailable("The state store does not answer; try again in a moment.")
