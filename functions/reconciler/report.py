"""What the reconciler found, as log lines and metrics. Texts of messages are in neither."""

from collections.abc import Sequence

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from moderation.reconciliation.judgement import COVERED, PUT_OFF, REMOVED, UNJUDGED, UNKNOWN
from moderation.reconciliation.records import Finding

NAMESPACE = "Roomkeeper"
# 0 for a message that an ALLOW covered when it was first looked at, 1 for any other: the average is a share.
UNCOVERED = "UncoveredMessages"
FALLBACKS = "FallbacksRemoved"
LAG = "ChatLogLagSeconds"
# Records that nobody can read, and messages that nobody can judge: both go unchecked.
UNCHECKED = "UncheckedMessages"


class Report:
    """Writes for one function. Metrics are without dimensions; the caller flushes them."""

    def __init__(self, logger: Logger, metrics: Metrics) -> None:
        self._logger = logger
        self._metrics = metrics

    def first_looks(self, findings: Sequence[Finding], unreadable: Sequence[str], now: float) -> None:
        """Count a batch of the chat log; say what is not covered."""
        add = self._metrics.add_metric
        for finding in findings:
            if finding.standing != UNKNOWN:
                add(name=UNCOVERED, unit=MetricUnit.Count, value=int(finding.standing != COVERED))
        if findings:
            oldest = min(finding.message.at for finding in findings)
            add(name=LAG, unit=MetricUnit.Seconds, value=max(0.0, round(now - oldest, 1)))
        if unreadable:
            add(name=UNCHECKED, unit=MetricUnit.Count, value=len(unreadable))
            self._logger.error("records of the chat log cannot be read", extra={"log_event_ids": unreadable[:20]})
        for finding in findings:
            self.found(finding)

    def found(self, finding: Finding) -> None:
        """Say and count what came of a message, unless there is nothing to say."""
        if finding.standing == COVERED:
            return
        if finding.outcome == REMOVED:
            self._metrics.add_metric(name=FALLBACKS, unit=MetricUnit.Count, value=1)
        if finding.outcome == UNJUDGED:
            self._metrics.add_metric(name=UNCHECKED, unit=MetricUnit.Count, value=1)
        say = self._logger.warning if finding.outcome in (REMOVED, UNJUDGED, PUT_OFF) else self._logger.info
        say(
            "a delivered message is not covered by a decision",
            extra={
                "message_id": finding.message.message_id,
                "room": finding.message.room_id,
                "standing": finding.standing,
                "outcome": finding.outcome,
                "cause": finding.cause,
            },
        )
