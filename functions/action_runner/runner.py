"""What the function does: enqueue out of the stream, run out of a queue, sweep."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools import Logger

from aws_edges.sqs_action_queues import read
from moderation.delivery.desk import DeliveryDesk
from moderation.delivery.enqueue import Swept, sweep
from moderation.delivery.run import run
from moderation.errors import ModerationError

from .metrics import Metrics
from .pace import Pace
from .stream import waiting_of

Failures = dict[str, list[dict[str, str]]]

_log = Logger(service="action_runner")


class Runner:
    """Works for one deployment."""

    def __init__(self, desk: DeliveryDesk, pace: Pace, metrics: Metrics) -> None:
        self._desk = desk
        self._pace = pace
        self._metrics = metrics

    def enqueue(self, records: Sequence[Mapping[str, Any]]) -> Failures:
        """Put what waits into its queue; the stream goes on at the first record whose intent no queue took."""
        found = list(waiting_of(records, self._desk.clock.now()))
        refused = set(self._desk.queues.put([each for _, each in found]))
        return _failures(number for number, each in found if each.action_id in refused)

    def run(self, messages: Sequence[Mapping[str, Any]]) -> Failures:
        """Carry out one intent after the other; a message whose intent could not be worked on comes again."""
        try:
            return _failures([str(message["messageId"]) for message in messages if not self._ran(message)])
        finally:
            # The next invocation may meet another environment, which knows nothing of this one's last call.
            self._pace.rest()

    def sweep(self) -> Swept:
        """Enqueue what is overdue."""
        swept = sweep(self._desk)
        self._metrics.swept(swept)
        return swept

    def _ran(self, message: Mapping[str, Any]) -> bool:
        try:
            action_id = read(message["body"])
        except (KeyError, TypeError, ValueError):
            _log.error("no action in this message", extra={"message_id": message["messageId"]})
            return False
        try:
            status = run(self._desk, action_id)
        except ModerationError as problem:
            _log.warning("not carried out now", extra={"action_id": action_id, "problem": problem.detail})
            return False
        except Exception:  # noqa: BLE001  # an intent that breaks the code must not take the rest of its batch along
            _log.exception("cannot be carried out", extra={"action_id": action_id})
            return False
        if status:
            _log.info("worked on", extra={"action_id": action_id, "status": status})
        return True


def _failures(identifiers: Any) -> Failures:
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in identifiers]}
