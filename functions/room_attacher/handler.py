"""Entry point: `{"operationId": …}` from the API, anything else is the scheduled check."""

import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .attacher import Attacher
from .composition import compose
from .pace import Pace
from .settings import parse


@lru_cache(maxsize=1)
def attacher() -> Attacher:
    """Put together once."""
    settings = parse(os.environ)
    return Attacher(compose(settings), settings.attach_unguarded, sys.stdout.write, Pace())


def handler(event: Mapping[str, Any], context: Any) -> dict[str, object]:
    """Attach in bulk, or check."""
    operation_id = event.get("operationId")
    if operation_id is not None:
        return attacher().work_off(str(operation_id), context)
    return attacher().check(context)
