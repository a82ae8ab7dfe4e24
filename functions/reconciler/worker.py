"""What the function does with what it is given."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools import Logger

from aws_edges.sqs_rechecks import read
from moderation.ports import Clock
from moderation.reconciliation.reconcile import Reconciler

from .chat_log_batch import unpacked
from .report import Report


class Worker:
    """Works for one deployment. `sooner` brings a message of the queue back, by its receipt and number of receives."""

    def __init__(
        self,
        reconciler: Reconciler,
        clock: Clock,
        report: Report,
        logger: Logger,
        sooner: Callable[[str, int], None],
    ) -> None:
        self._reconciler = reconciler
        self._sooner = sooner
        self._clock = clock
        self._report = report
        self._logger = logger

    def take_log(self, event: Mapping[str, Any]) -> dict[str, object]:
        """Look at a batch of the chat log. Raises only if what failed cannot be put off: Lambda then tries again."""
        batch = unpacked(event)
        findings = self._reconciler.look(batch.messages)
        self._report.first_looks(findings, batch.unreadable, self._clock.now())
        return {"messages": len(findings), "unreadable": len(batch.unreadable)}

    def take_queue(self, event: Mapping[str, Any]) -> dict[str, object]:
        """Look again; what fails comes back by itself, alone, and ends in the dead-letter queue."""
        failed = []
        for record in event["Records"]:
            try:
                finding = self._reconciler.look_again(read(record["body"]))
            except Exception as error:  # noqa: BLE001  one that fails must not repeat the others
                self._logger.error("a message cannot be looked at again", extra={"error": type(error).__name__})
                failed.append({"itemIdentifier": record["messageId"]})
                self._sooner(record["receiptHandle"], int(record["attributes"]["ApproximateReceiveCount"]))
            else:
                self._report.found(finding)
        return {"batchItemFailures": failed}
