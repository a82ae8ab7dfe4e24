"""What a subscriber takes for a batch."""

import base64
import gzip
import json
import tracemalloc
from typing import Any

import pytest

from aws_edges.log_subscription import BYTES_MAX, LogBatch, packed, unpacked


def invocation(unzipped: bytes) -> dict[str, Any]:
    return {"awslogs": {"data": base64.b64encode(gzip.compress(unzipped)).decode()}}


def test_a_batch_is_read_and_a_control_message_is_none() -> None:
    assert unpacked(json.loads(packed("stream", "zounds \ud800"))).source == "stream"
    assert unpacked(invocation(b'{"messageType": "CONTROL_MESSAGE"}')) == LogBatch("", ())


def test_a_payload_that_unpacks_without_end_is_refused_before_it_fills_the_memory() -> None:
    bomb = invocation(b" " * (4 * BYTES_MAX))
    assert len(bomb["awslogs"]["data"]) < 256 * 1024, "as much as an asynchronous invocation may carry"
    tracemalloc.start()
    with pytest.raises(ValueError, match="more than"):
        unpacked(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * BYTES_MAX
