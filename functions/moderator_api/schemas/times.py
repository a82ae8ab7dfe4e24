"""Points in time on the wire: RFC 3339, shown in UTC, asked for with any offset."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BeforeValidator, StringConstraints

from aws_edges.times import rfc3339

_PATTERN = (
    "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?"
    "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
)
_RFC3339 = re.compile(_PATTERN)


def _checked(value: object) -> object:
    """Say what is wanted, before the pattern would be shown instead."""
    if isinstance(value, str) and not _RFC3339.fullmatch(value):
        raise ValueError("a time as in RFC 3339 is wanted, such as 2026-11-22T20:15:00Z")
    return value


Time = Annotated[str, StringConstraints(pattern=_PATTERN), BeforeValidator(_checked)]
SinceQuery = Annotated[Time, Query(description="From this time on (RFC 3339)")]
UntilQuery = Annotated[Time, Query(description="Before this time (RFC 3339)")]
AtQuery = Annotated[Time, Query(description="Send time of the message (RFC 3339)")]


def seconds_of(time: str | None) -> float | None:
    """Epoch seconds of what matched the pattern; the 31st of a shorter month is the 1st of the next."""
    if time is None:
        return None
    first = datetime.fromisoformat(f"{time[:8]}01{time[10:]}")
    return (first + timedelta(days=int(time[8:10]) - 1)).timestamp()


def time_of_ms(epoch_ms: int) -> str:
    """Epoch milliseconds as the API shows them."""
    return rfc3339(datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=epoch_ms))


def time_of(epoch_seconds: float) -> str:
    """Epoch seconds as the API shows them."""
    return time_of_ms(round(epoch_seconds * 1000))
