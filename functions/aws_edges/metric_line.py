"""Metrics in CloudWatch's embedded format: one line of a function's log, without dimensions."""

import json
from collections.abc import Mapping

NAMESPACE = "Roomkeeper"
COUNT = "Count"
MILLISECONDS = "Milliseconds"
SECONDS = "Seconds"


def metric_line(now: float, metrics: Mapping[str, tuple[float, str]], **beside: object) -> str:
    """The line with its end. `metrics` are values and units by name; `beside` is what else the line says."""
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [[]],
        "Metrics": [{"Name": name, "Unit": unit} for name, (_, unit) in metrics.items()],
    }
    about = {"Timestamp": int(now * 1000), "CloudWatchMetrics": [directive]}
    values = {name: value for name, (value, _) in metrics.items()}
    return json.dumps({"_aws": about, **values, **beside}) + "\n"
