"""What CloudWatch Logs' errors mean to the core."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

from moderation.errors import Unavailable

_PASSING = frozenset({"LimitExceededException", "ServiceUnavailableException", "ThrottlingException"})


@contextmanager
def translated() -> Iterator[None]:
    """Turn what passes by itself into Unavailable."""
    try:
        yield
    except ClientError as exc:
        if exc.response.get("Error", {}).get("Code") in _PASSING:
            raise _unavailable() from exc
        raise
    except (ConnectionError, HTTPClientError) as exc:
        raise _unavailable() from exc


def _unavailable() -> Unavailable:
    return Unavailable("The chat log cannot be read now; try again in a moment.")
