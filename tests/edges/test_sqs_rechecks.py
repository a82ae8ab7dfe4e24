"""The queue of messages that wait, with the real SDK."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from aws_edges.sqs_rechecks import SqsRechecks, read, written
from moderation.errors import Unavailable
from moderation.reconciliation.records import DeliveredMessage, Recheck

QUEUE = "https://sqs.us-west-2.amazonaws.com/123456789012/rechecks"
RECHECK = Recheck(DeliveredMessage("m1", "room00000001", "ann", "x" * 500, 1_800_000_000.125, {"role": "vip"}), 1)


@pytest.fixture
def client() -> Any:
    return boto3.client("sqs")


def test_a_message_is_sent_with_its_delay(client: Any) -> None:
    with Stubber(client) as stub:
        body = written(RECHECK)
        stub.add_response(
            "send_message", {"MessageId": "q"}, {"QueueUrl": QUEUE, "MessageBody": body, "DelaySeconds": 60}
        )
        SqsRechecks(client, QUEUE).later(RECHECK, 60)
        stub.assert_no_pending_responses()
    assert read(body) == RECHECK


def test_a_queue_that_does_not_take_it_is_unavailable(client: Any) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("send_message", "ServiceUnavailable", http_status_code=503)
        with pytest.raises(Unavailable):
            SqsRechecks(client, QUEUE).later(RECHECK, 20)


@pytest.mark.parametrize(("receives", "seconds"), [(1, 30), (2, 60), (5, 480)])
def test_a_message_that_failed_comes_back_sooner_each_time_later(client: Any, receives: int, seconds: int) -> None:
    with Stubber(client) as stub:
        expected = {"QueueUrl": QUEUE, "ReceiptHandle": "receipt", "VisibilityTimeout": seconds}
        stub.add_response("change_message_visibility", {}, expected)
        SqsRechecks(client, QUEUE).sooner("receipt", receives)
        stub.assert_no_pending_responses()


def test_one_that_cannot_be_brought_back_sooner_comes_back_anyway(client: Any) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("change_message_visibility", "MessageNotInflight")
        SqsRechecks(client, QUEUE).sooner("receipt", 1)
