"""One JSON line per message on stdout: what the ledger, reconciliation and the metrics are made of.

Format in docs/review-path.md. The line is also an EMF document (CloudWatch reads its metrics from it), with the
dimensions function and verdict only: a dimension per room or rule would cost 0.30 USD a month each. The number of
reviews is the sample count of ElapsedMs. Every byte here is one per message: 100 bytes are 0.05 USD per million.
"""

import json
import sys
import time
from contextlib import suppress

LINE_BYTES_MAX = 4096
_LAST_SECOND = 253_402_300_799.0  # of the year 9999: a clock gone wrong must not fail the line
_NAMESPACE = "Roomkeeper"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What json.dumps leaves as it is when it may write non-ASCII, and terminals and str.splitlines act upon.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


class DecisionLines:
    """Writes the lines of one execution environment, numbered so that a lost one leaves a gap."""

    __slots__ = ("_function", "_metrics", "environment", "sequence")

    def __init__(self, function: str, environment: str) -> None:
        self._function = function
        self.environment = environment
        self.sequence = 0
        self._metrics: list[dict[str, str]] = [{"Name": "ElapsedMs"}]

    def write(
        self,
        level: str,
        verdict: str,
        now: float,
        elapsed_ms: float,
        fields: dict[str, object],
        marks: tuple[str, ...] = (),
    ) -> None:
        """Write one line; `now` in epoch seconds, `marks` are metrics that this message counts towards.

        Never raises: a review must not fail because its record does.
        """
        self.sequence += 1
        now = min(max(now, 0.0), _LAST_SECOND)
        line: dict[str, object] = {
            "level": level,
            "timestamp": _timestamp(now),
            "type": "decision",
            "function": self._function,
            "environment": self.environment,
            "sequence": self.sequence,
            "verdict": verdict,
            "ElapsedMs": round(elapsed_ms, 2),
            **dict.fromkeys(marks, 1),
            **fields,
            "_aws": {"Timestamp": int(now * 1000), "CloudWatchMetrics": [self._directive(marks)]},
        }
        with suppress(OSError, ValueError):
            sys.stdout.write(_bounded(line) + "\n")

    def _directive(self, marks: tuple[str, ...]) -> dict[str, object]:
        metrics = [*self._metrics, *({"Name": mark} for mark in marks)]
        return {"Namespace": _NAMESPACE, "Dimensions": [["function", "verdict"]], "Metrics": metrics}


def _bounded(line: dict[str, object]) -> str:
    """The line within LINE_BYTES_MAX: findings give way first, then the text."""
    written = _encoded(line)
    if _size(written) <= LINE_BYTES_MAX:
        return written
    line["truncated"] = True
    line["hits"] = []
    text = line.get("text")
    if isinstance(text, str) and _size(_encoded(line)) > LINE_BYTES_MAX:
        # Findings were not enough: what is kept is no longer what the sender wrote.
        line["textCut"] = True
        line["text"] = ""
        spare = LINE_BYTES_MAX - _size(_encoded(line))
        while text and _size(_encoded_text(text)) > spare:
            text = text[: len(text) * 3 // 4]
        line["text"] = text
    return _encoded(line)


def _encoded(line: dict[str, object]) -> str:
    return _safe(_encode(line))


def _encoded_text(text: str) -> str:
    return _safe(_encode(text))


def _safe(written: str) -> str:
    """One line for every reader: control characters beyond JSON's own escaped, lone surrogates as escapes."""
    if written.isascii():
        return written.translate(_ESCAPES) if "\x7f" in written else written
    return written.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode()


def _size(written: str) -> int:
    return len(written.encode()) + 1


def _timestamp(now: float) -> str:
    whole = int(now)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole)) + f".{int((now - whole) * 1000):03d}Z"
