"""Log subscriptions deliver in batches, understand JSON patterns, and retry like any asynchronous invocation.

ministack looks for every word of a pattern in the line, so that `{ $.type = "decision" }` matched nothing, and starts
one thread and one invocation per log write: at 100 reviews a second the destination's environments piled up to 94
processes. A failed delivery was lost.
"""

import base64
import contextvars
import gzip
import json
import logging
import threading
import time
from typing import Any
from uuid import uuid4

from ministack.core.concurrency import spawn_background
from ministack.core.responses import get_account_id
from ministack.services import cloudwatch_logs, lambda_svc

from local.ministack.hooks import expect, replace
from local.ministack.log_patterns import BadPatternError, compiled

BATCH_SECONDS = 0.5
# Lambda takes an asynchronous event of up to 1 MB; a line is 4 KB at most and shrinks when it is packed.
BATCH_EVENTS_MAX = 2_000
RETRIES = 2
RETRY_SECONDS = 1.0  # then twice that; AWS waits one minute, then two

_Events = list[dict[str, Any]]
_log = logging.getLogger("local.ministack.log_subscriptions")


class _Subscription:
    """One filter of one log group: what waits for it, and the thread that delivers while something does."""

    def __init__(self, group: str, name: str, destination: str) -> None:
        self._envelope = {
            "messageType": "DATA_MESSAGE",
            "owner": get_account_id(),
            "logGroup": group,
            "subscriptionFilters": [name],
        }
        self._destination = destination
        self._lock = threading.Lock()
        self._waiting: dict[str, _Events] = {}
        self._delivering = False

    def queue(self, stream: str, events: _Events) -> None:
        with self._lock:
            # Lambda has a stream per environment, ministack one per invocation: those count as one here.
            self._waiting.setdefault(stream[: stream.find("]") + 1] or stream, []).extend(events)
            if self._delivering:
                return
            self._delivering = True
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._deliver,), daemon=True).start()

    def _deliver(self) -> None:
        while True:
            time.sleep(BATCH_SECONDS)
            with self._lock:
                streams, self._waiting = self._waiting, {}
                if not streams:
                    self._delivering = False
                    return
            for stream, events in streams.items():
                for start in range(0, len(events), BATCH_EVENTS_MAX):
                    self._invoke({"logStream": stream, "logEvents": events[start : start + BATCH_EVENTS_MAX]})

    def _invoke(self, batch: dict[str, Any]) -> None:
        function, _, _ = lambda_svc._get_func_record_for_ref(self._destination)
        if not function:
            _log.error("there is no function %s to send logs to", self._destination)
            return
        data = base64.b64encode(gzip.compress(json.dumps({**self._envelope, **batch}).encode())).decode()
        event = {"awslogs": {"data": data}}
        result = lambda_svc._execute_function(function, event)
        if result.get("error"):
            # One bad batch does not hold up what comes after it.
            spawn_background(_retry, function, event, result, thread_name="log-subscription-retry")


def _retry(function: dict[str, Any], event: dict[str, Any], result: dict[str, Any]) -> None:
    """Lambda's own retries of an asynchronous invocation, then the function's on-failure destination."""
    settings = function.get("event_invoke_config") or (function.get("event_invoke_configs") or {}).get("$LATEST") or {}
    for attempt in range(int(settings.get("MaximumRetryAttempts", RETRIES))):
        time.sleep(RETRY_SECONDS * 2**attempt)
        result = lambda_svc._execute_function(function, event)
        if not result.get("error"):
            return
    destination = (settings.get("DestinationConfig") or {}).get("OnFailure", {}).get("Destination")
    if destination:
        lambda_svc._route_async_failure(destination, function["config"]["FunctionName"], event, result)


_subscriptions: dict[tuple[str, str, str, str], _Subscription] = {}


def install() -> None:
    """Replace the fan-out that both PutLogEvents and a function's own lines go through."""
    parameters = "group_name stream_name events"
    expect(lambda_svc, "_route_async_failure", "target_arn func_name event result")
    expect(lambda_svc, "_execute_function", "func event")
    replace(cloudwatch_logs, "_fanout_to_subscription_filters", parameters, fan_out)


def fan_out(group_name: str, stream_name: str, events: list[dict[str, Any]]) -> None:
    """Queue matching events for each subscription of the group."""
    group = cloudwatch_logs._log_groups.get(group_name)
    for settings in ((group or {}).get("subscriptionFilters") or {}).values():
        name, destination = settings["filterName"], settings["destinationArn"]
        try:
            matches = compiled(settings.get("filterPattern", ""))
        except BadPatternError as problem:
            _log.error("subscription %s has an invalid pattern: %s", name, problem)
            continue
        now_ms = int(time.time() * 1000)
        matched = [
            {"id": uuid4().hex, "timestamp": event.get("timestamp", now_ms), "message": event.get("message", "")}
            for event in events
            if matches(event.get("message", ""))
        ]
        if matched:
            key = get_account_id(), group_name, name, destination
            subscription = _subscriptions.get(key) or _subscriptions.setdefault(
                key, _Subscription(group_name, name, destination)
            )
            subscription.queue(stream_name, matched)
