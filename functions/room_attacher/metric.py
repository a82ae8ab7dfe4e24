"""The number of rooms that nobody reviews, in CloudWatch's embedded metric format."""

import json

NAMESPACE = "Roomkeeper"
NAME = "UnguardedRooms"


def line(unguarded: int, now: float) -> str:
    """One log line that CloudWatch turns into a metric without dimensions."""
    metric = {"Namespace": NAMESPACE, "Dimensions": [[]], "Metrics": [{"Name": NAME, "Unit": "Count"}]}
    return json.dumps({"_aws": {"Timestamp": int(now * 1000), "CloudWatchMetrics": [metric]}, NAME: unguarded})
