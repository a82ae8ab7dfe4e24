"""Entry point of the moderator API. It is put together in INIT, with the whole processor, while nobody waits yet.

A wrong environment fails INIT with all of its problems in the log, and the first request with it.
"""

import os
from typing import Any

from .composition import compose
from .settings import parse

_api = compose(parse(os.environ))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one HTTP API request."""
    return _api.handle(event, context)
