"""Entry point: records of the Actions table's stream, messages of a queue, or the sweep of the minute."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .composition import compose
from .runner import Runner
from .settings import parse


@lru_cache(maxsize=1)
def runner() -> Runner:
    """Put together once."""
    return compose(parse(os.environ))


def handler(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Enqueue, run or sweep."""
    records = event.get("Records")
    if not records:
        swept = runner().sweep()
        return {"overdue": swept.overdue}
    if records[0]["eventSource"] == "aws:dynamodb":
        return dict(runner().enqueue(records))
    return dict(runner().run(records))
