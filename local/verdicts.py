"""What became of each message, put together from the two places that know a part of it.

IVS Chat (the emulator's list of reviews) knows who sent, how long the review took and whether the fallback decided;
the review function's decision line knows the verdict, the rule and, for a refused message, its text.
"""

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
from botocore.config import Config

from local.deploy import Target

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient

LATE_LINES_S = 2.0
LIMIT = 200
# Whoever asks comes again, and retries of an emulator that was stopped would keep the launcher up for half a minute.
ONCE = Config(retries={"total_max_attempts": 1})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reviewed message."""

    message_id: str
    time: str
    user_id: str
    verdict: str
    rule: str
    text: str
    elapsed_ms: float
    fallback: str


class VerdictSource:
    """Finds the verdicts given since it was last asked."""

    def __init__(self, target: Target, ivschat: str, handler_arn: str) -> None:
        self._reviews_url = f"{ivschat}/_emulator/reviews"
        functions: LambdaClient = target.client("lambda")
        self._logs: CloudWatchLogsClient = target.client("logs", ONCE)
        self._group = functions.get_function_configuration(FunctionName=handler_arn)["LoggingConfig"]["LogGroup"]
        self._http = httpx.Client(timeout=5.0)
        self._shown: set[str] = set()
        self._lines: dict[str, dict[str, Any]] = {}
        self._lines_from_ms = int(time.time() * 1000)
        self._first_seen: dict[str, float] = {}

    def new(self) -> list[Verdict]:
        """Return verdicts not returned before, oldest first; a line that has not come is waited for, not for long."""
        reviews = self._http.get(self._reviews_url, params={"limit": LIMIT}).json()["reviews"]
        self._read_lines()
        found = []
        for review in reversed(reviews):
            message_id = review["messageId"]
            if message_id in self._shown:
                continue
            line = self._lines.pop(message_id, None)
            first_seen = self._first_seen.setdefault(message_id, time.monotonic())
            if line is None and not review["fallback"] and time.monotonic() - first_seen < LATE_LINES_S:
                continue
            self._shown.add(message_id)
            del self._first_seen[message_id]
            found.append(_verdict(review, line or {}))
        return found

    def _read_lines(self) -> None:
        page = self._logs.filter_log_events(logGroupName=self._group, startTime=self._lines_from_ms)
        for event in page["events"]:
            self._lines_from_ms = max(self._lines_from_ms, event["timestamp"])
            try:
                line = json.loads(event["message"])
            except ValueError:
                continue  # START, END and REPORT lines
            if isinstance(line, dict) and line.get("type") == "decision" and line["message"] not in self._shown:
                self._lines[line["message"]] = line


def _verdict(review: dict[str, Any], line: dict[str, Any]) -> Verdict:
    return Verdict(
        message_id=review["messageId"],
        time=review["time"][11:19],
        user_id=review["userId"],
        verdict=line.get("verdict", review["result"]),
        rule=line.get("rule") or "",
        text=line.get("text", ""),
        elapsed_ms=review["elapsedMs"],
        fallback=review["cause"] or "",
    )
