"""What comes of invoking a review handler."""

from typing import NamedTuple


class HandlerAnswer(NamedTuple):
    """The payload as it came, and the function error if the function failed."""

    payload: bytes
    function_error: str | None = None


class InvocationFailed(Exception):
    """The handler was not run: missing, forbidden, throttled or unreachable."""
