"""What CloudWatch Logs hands to a subscriber.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
"""

import base64
import gzip
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Thirty times what CloudWatch Logs takes in one PutLogEvents. A megabyte of nothing unpacks to a gigabyte.
BYTES_MAX = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LogBatch:
    """Log lines in the order in which they were written; `source` names their log stream."""

    source: str
    messages: tuple[str, ...]


def unpacked(event: Mapping[str, Any]) -> LogBatch:
    """The batch in an invocation; raises whatever comes of a payload that is none."""
    payload = payload_of(event)
    if payload is None:
        return LogBatch("", ())
    return LogBatch(str(payload["logStream"]), tuple(str(each["message"]) for each in payload["logEvents"]))


def payload_of(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """What an invocation carries; None for the control message by which CloudWatch tries whether anybody is there."""
    payload: dict[str, Any] = json.loads(_unzipped(base64.b64decode(event["awslogs"]["data"])))
    return payload if payload["messageType"] == "DATA_MESSAGE" else None


def _unzipped(data: bytes) -> bytes:
    with gzip.open(io.BytesIO(data)) as stream:
        text = stream.read(BYTES_MAX + 1)
    if len(text) > BYTES_MAX:
        raise ValueError(f"a payload that unpacks to more than {BYTES_MAX} bytes")
    return text


def packed(source: str, message: str) -> str:
    """One line as an invocation's payload again: whoever has mended what was wrong can invoke the function with it."""
    payload = {"messageType": "DATA_MESSAGE", "logStream": source, "logEvents": [{"message": message}]}
    data = base64.b64encode(gzip.compress(json.dumps(payload).encode("utf-8", "backslashreplace"))).decode()
    return json.dumps({"awslogs": {"data": data}})
