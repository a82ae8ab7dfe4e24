"""Entry point: a batch of log lines, or queue messages that ask for a look at an environment's lines."""

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from aws_edges.log_subscription import unpacked

from .composition import LedgerWriter, compose
from .settings import parse


@lru_cache(maxsize=1)
def ledger_writer() -> LedgerWriter:
    """Put together once."""
    return compose(parse(os.environ))


def handler(event: Mapping[str, Any], _context: object) -> None:
    """Commit a batch or raise: Lambda then delivers it again, and at last to the on-failure queue."""
    if "awslogs" in event:
        ledger_writer().writer.write(unpacked(event))
        return
    for message in event["Records"]:
        asked = json.loads(message["body"])
        receipts, environment = ledger_writer().receipts, str(asked["environment"])
        if "countedAt" in asked:
            receipts.count(environment, int(asked["countedAt"]))
        else:
            receipts.look_for_gaps(environment, int(asked["upTo"]))
