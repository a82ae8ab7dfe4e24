"""FilterLogEvents takes JSON patterns, newest first and in pages.

ministack takes any JSON pattern for "everything", knows no `startFromHead` and hands out no `nextToken`: a search for
one viewer's messages brought everybody's, oldest first, and could not be continued.
"""

from typing import Any

from ministack.core.responses import error_response_json, json_response
from ministack.services import cloudwatch_logs

from local.ministack.hooks import expect, replace
from local.ministack.log_patterns import BadPatternError, compiled

PAGE_EVENTS_MAX = 10_000


def install() -> None:
    """Replace the operation."""
    expect(cloudwatch_logs, "_resolve_log_group_name", "data")
    replace(cloudwatch_logs, "_filter_log_events", "data", filter_log_events)


def filter_log_events(data: dict[str, Any]) -> Any:
    """One page. The token is the place in the whole result, which holds as long as nobody writes in between."""
    group = cloudwatch_logs._resolve_log_group_name(data)
    known = cloudwatch_logs._log_groups.get(group)
    names = data.get("logStreamNames")
    if known is None or any(name not in known["streams"] for name in names or ()):
        return error_response_json("ResourceNotFoundException", "The specified log stream does not exist.", 400)
    try:
        matches = compiled(data.get("filterPattern", ""))
    except BadPatternError as problem:
        return error_response_json("InvalidParameterException", f"Invalid filter pattern: {problem}", 400)
    first, last = data.get("startTime", 0), data.get("endTime", float("inf"))
    with cloudwatch_logs._log_events_lock:
        found = [
            {**event, "logStreamName": name}
            for name, stream in known["streams"].items()
            if not names or name in names
            for event in stream["events"]
            if first <= event["timestamp"] <= last and matches(event["message"])
        ]
    found.sort(
        key=lambda event: (event["timestamp"], event["ingestionTime"]), reverse=not data.get("startFromHead", True)
    )
    start, limit = int(data.get("nextToken") or 0), min(data.get("limit", PAGE_EVENTS_MAX), PAGE_EVENTS_MAX)
    rest = {"nextToken": str(start + limit)} if start + limit < len(found) else {}
    return json_response({"events": found[start : start + limit], "searchedLogStreams": [], **rest})
