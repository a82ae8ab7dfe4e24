"""Entry point: records of the Audit table's stream, anything else is the round of the hour."""

import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from aws_edges.times import day_of

from .composition import compose
from .settings import parse
from .worker import Worker


@lru_cache(maxsize=1)
def worker() -> Worker:
    """Put together once."""
    return Worker(compose(parse(os.environ)), sys.stdout.write, day_of)


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Absorb a batch, or make the round."""
    if "Records" in event:
        return worker().batch(event["Records"])
    return worker().round(context)
