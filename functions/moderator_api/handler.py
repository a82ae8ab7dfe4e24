"""Entry point of the moderator API."""

import os
from functools import lru_cache
from typing import Any

from .application import Api
from .composition import compose
from .settings import parse


@lru_cache(maxsize=1)
def api() -> Api:
    """The API, put together on the first request, so that a wrong environment shows in an answer's log."""
    return compose(parse(os.environ))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one HTTP API request."""
    return api().handle(event, context)
