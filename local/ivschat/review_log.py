"""What became of each review: CloudWatch's counters per handler and, beyond AWS, why each fallback happened."""

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from .shapes import iso8601

_KEPT = 1_000

# The CloudWatch metric of the causes that have one. A function error shows in AWS/Lambda Errors.
_METRICS = {
    "timeout": "InvocationErrors",
    "invocation_error": "InvocationErrors",
    "invalid_response": "ResponseValidationErrors",
    "function_error": "LambdaErrors",
}


@dataclass(slots=True)
class ReviewRecord:
    """One review; `cause` and `detail` are empty unless the fallback decided."""

    message_id: str
    room_arn: str
    user_id: str
    uri: str
    started_ns: int
    elapsed_ns: int = 0
    result: str = ""
    edited: bool = False
    cause: str = ""
    detail: str = ""
    late_answer: str = ""
    late_by_ms: float | None = None

    def decide(self, allowed: bool, *, edited: bool) -> None:
        self.result, self.edited = "ALLOW" if allowed else "DENY", edited

    def fall_back(self, allowed: bool, cause: str, detail: str) -> None:
        self.result, self.cause, self.detail = "ALLOW" if allowed else "DENY", cause, detail

    def as_json(self) -> dict[str, Any]:
        return {
            "messageId": self.message_id,
            "roomArn": self.room_arn,
            "userId": self.user_id,
            "uri": self.uri,
            "time": iso8601(self.started_ns),
            "elapsedMs": round(self.elapsed_ns / 1e6, 3),
            "result": self.result,
            "edited": self.edited,
            "fallback": bool(self.cause),
            "cause": self.cause or None,
            "detail": self.detail or None,
            "lateByMs": self.late_by_ms,
            "lateAnswer": self.late_answer or None,
        }


class ReviewLog:
    """Counters since the start or the last reset, and the latest reviews."""

    def __init__(self, review_timeout_ms: int) -> None:
        self._timeout_ms = review_timeout_ms
        self._counters: dict[str, Counter[str]] = {}
        self._latest: deque[ReviewRecord] = deque(maxlen=_KEPT)

    def add(self, record: ReviewRecord) -> None:
        counter = self._counters.setdefault(record.uri, Counter())
        counter["Reviews"] += 1
        counter[record.result] += 1
        if record.edited:
            counter["Edited"] += 1
        if record.cause:
            counter[f"Fallback.{record.cause}"] += 1
            counter[_METRICS[record.cause]] += 1
        self._latest.append(record)

    def late(self, record: ReviewRecord, now_ns: int, answer: str) -> None:
        """The handler answered after its deadline; the answer changes nothing any more."""
        record.late_answer = answer
        record.late_by_ms = round((now_ns - record.started_ns) / 1e6 - self._timeout_ms, 3)
        self._counters.setdefault(record.uri, Counter())["LateAnswers"] += 1

    def forget(self) -> None:
        self._counters.clear()
        self._latest.clear()

    def as_json(self, *, limit: int, cause: str | None) -> dict[str, Any]:
        """Counters per handler, and the latest reviews first, of one cause or `any` fallback if asked for."""
        chosen = [entry for entry in reversed(self._latest) if cause is None or _is(entry, cause)]
        handlers = {uri: dict(sorted(counter.items())) for uri, counter in self._counters.items()}
        return {"handlers": handlers, "reviews": [entry.as_json() for entry in chosen[:limit]]}


def _is(record: ReviewRecord, cause: str) -> bool:
    return bool(record.cause) if cause == "any" else record.cause == cause
