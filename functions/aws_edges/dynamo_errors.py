"""What DynamoDB's errors mean to the core."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import Invalid, Unavailable

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


def code_of(error: ClientError) -> str:
    """The service's own name of an error."""
    return error.response.get("Error", {}).get("Code", "")


def unavailable() -> Unavailable:
    """The refusal that a table out of reach becomes."""
    return Unavailable("The state store does not answer; try again in a moment.")
