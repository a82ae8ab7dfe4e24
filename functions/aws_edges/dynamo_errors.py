"""What DynamoDB's errors mean to the core."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import Unavailable

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


def code_of(error: ClientError) -> str:
    """The service's own name of an error."""
    return error.response.get("Error", {}).get("Code", "")


def unavailable() -> Unavailable:
    """The refusal that a table out of reach becomes."""
    return Unavailable("The state store does not answer; try again in a moment.")
