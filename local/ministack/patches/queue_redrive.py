"""Dead letters can be moved back to the queues that they came from.

ministack knows neither StartMessageMoveTask nor ListMessageMoveTasks
(https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html), so that nobody
could try the redrive that docs/operating.md tells them to make. Here a task is over when the call returns, and takes no
notice of a rate; a letter that came from no queue (a function's own failure destination) makes it fail, as on AWS.
"""

import json
import time
import uuid
from typing import Any

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import sqs

from local.ministack.hooks import PinBrokenError, expect

TASKS_KEPT = 10
_tasks = AccountRegionScopedDict()


def install() -> None:
    """Add the two operations."""
    expect(sqs, "_queue_by_arn", "arn")
    if "SendMessage" not in sqs._HANDLERS or "StartMessageMoveTask" in sqs._HANDLERS:
        raise PinBrokenError("ministack's queues have other operations than expected")
    sqs._HANDLERS |= {"StartMessageMoveTask": start, "ListMessageMoveTasks": tasks_of}


def start(data: dict[str, Any], _queue_url: str) -> dict[str, Any]:
    """Move every message that nobody has in hand, as a new one that has never been received."""
    with sqs._queues_lock:
        letters, now = _queue(data["SourceArn"]), time.time()
        if not any(_leads_to(queue, data["SourceArn"]) for queue in sqs._queues.values()):
            raise sqs._Err("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.")
        kept: list[dict[str, Any]] = []
        moved, problem = 0, ""
        for message in letters["messages"]:
            target = data.get("DestinationArn") or message["sys"].get("DeadLetterQueueSourceArn")
            if message["visible_at"] > now:
                kept.append(message)
            elif not target:
                problem = "CouldNotDetermineMessageSource"
                kept.append(message)
            else:
                origin = {name: value for name, value in message["sys"].items() if name != "DeadLetterQueueSourceArn"}
                new = {"id": str(uuid.uuid4()), "receive_count": 0, "first_receive_at": None, "enqueued_at": now}
                _queue(target)["messages"].append({**message, **new, "sys": origin})
                moved += 1
        letters["messages"] = kept
    sqs.esm_wake.set()
    asked = ("SourceArn", "DestinationArn", "MaxNumberOfMessagesPerSecond")
    told = {name: data[name] for name in asked if name in data}
    outcome = {"Status": "FAILED", "FailureReason": problem} if problem else {"Status": "COMPLETED"}
    task = {**told, **outcome, "ApproximateNumberOfMessagesMoved": moved, "StartedTimestamp": int(now * 1000)}
    _tasks[data["SourceArn"]] = [task, *_tasks.get(data["SourceArn"], [])][:TASKS_KEPT]
    return {"TaskHandle": uuid.uuid4().hex}


def tasks_of(data: dict[str, Any], _queue_url: str) -> dict[str, Any]:
    """A queue's tasks, the newest first."""
    _queue(data["SourceArn"])
    return {"Results": _tasks.get(data["SourceArn"], [])[: int(data.get("MaxResults", 1))]}


def _queue(arn: str) -> dict[str, Any]:
    queue: dict[str, Any] | None = sqs._queue_by_arn(arn)
    if queue is None:
        raise sqs._Err("ResourceNotFoundException", "The resource that you specified for the SourceArn does not exist.")
    return queue


def _leads_to(queue: dict[str, Any], arn: str) -> bool:
    policy = json.loads(queue["attributes"].get("RedrivePolicy") or "{}")
    return isinstance(policy, dict) and policy.get("deadLetterTargetArn") == arn
