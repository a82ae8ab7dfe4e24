"""What wakes somebody up. Each alarm's description says what is happening and what to look at."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.action_runner import ActionRunner
from infra.chat_log import ChatLog
from infra.http_api import HttpApi
from infra.ledger_writer import LedgerWriter
from infra.reconciler import Reconciler
from infra.review_function import ReviewFunction
from infra.settings import Settings

# A purge of a thousand messages keeps the bulk queue busy for 13 seconds.
LATE_SECONDS = {"Urgent": 60, "Bulk": 300}
OVERDUE_SECONDS = 600
UNCOVERED_SHARE = 0.1
# IVS Chat writes the log within about 10 s.
LAG_SECONDS = 120
# An entry is linked within seconds.
CHAIN_LAG_SECONDS = 60


class Alarms(Construct):
    """Alarms notify the topic that the settings name; without one they only show their state."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        super().__init__(scope, construct_id)
        topic = settings.alarm_topic_arn
        self._action = actions.SnsAction(sns.Topic.from_topic_arn(self, "Topic", topic)) if topic else None

    def watch_review(self, review: ReviewFunction, *, warm: bool) -> None:
        """IVS Chat's own counts of messages that went through without our decision, and their usual causes."""
        uri = {"Uri": review.handler_arn}
        self._alarm(
            "ReviewFellBack",
            _of_aws("AWS/IVSChat", "InvocationErrors", uri),
            "IVS Chat applied the fallback to messages: the review was late, failed, throttled or may not be invoked.",
        )
        self._alarm(
            "ReviewAnswerInvalid",
            _of_aws("AWS/IVSChat", "ResponseValidationErrors", uri),
            "IVS Chat refused the review's answer and applied the fallback: a defect in the review function.",
        )
        self._alarm(
            "ReviewThrottled",
            _of_aws("AWS/Lambda", "Throttles", review.alias_dimensions),
            "Lambda refused reviews: raise reserved_concurrency or the account's quota.",
        )
        self._alarm(
            "ReviewFailed",
            _of_aws("AWS/Lambda", "Errors", review.alias_dimensions),
            "The review function crashed or timed out: a defect, or an environment that cannot start.",
        )
        if warm:
            self._alarm(
                "ReviewSpilledOver",
                _of_aws("AWS/Lambda", "ProvisionedConcurrencySpilloverInvocations", review.version_dimensions),
                "Messages met cold environments: raise provisioned_concurrency, or schedule or scale it.",
            )

    def watch_function(self, name: str, function: lambda_.IFunction) -> None:
        """Errors and throttles of a function that is not on the review path."""
        self._alarm(
            f"{name}Failed", function.metric_errors(period=_MINUTE), f"The {name} function failed: read its log."
        )
        self._alarm(
            f"{name}Throttled",
            function.metric_throttles(period=_MINUTE),
            f"Lambda refused to run {name}: the account's concurrency is used up.",
        )

    def watch_ledger(self, writer: LedgerWriter) -> None:
        """Decisions that are not in the ledger, and where they are."""
        self._alarm(
            "DecisionsLost",
            _ours("ledger.lost_lines"),
            "Decision lines did not reach the ledger within fifteen minutes: lost by the log, or late.",
        )
        self._alarm(
            "DecisionLinesUnreadable",
            _depth(writer.poison),
            "The ledger writer set decision lines aside that it cannot read: look into the queue.",
        )
        self._alarm(
            "DecisionBatchesFailed",
            _depth(writer.failures),
            "Batches of decision lines failed three times and wait in a queue to be invoked again.",
        )

    def watch_api(self, http_api: HttpApi) -> None:
        """Answers that are our fault."""
        self._alarm(
            "ApiServerErrors",
            http_api.api.metric_server_error(period=_MINUTE, statistic="Sum"),
            "The API answered 5xx: read the ModeratorApi function's log.",
        )

    def watch_budgets(self) -> None:
        """A person or a service that acts faster than people do may be somebody else by now."""
        self._alarm(
            "OverBudget",
            _ours("OverBudget"),
            "A caller used up a budget of acts on users and messages: the API's log names them.",
        )

    def watch_chat_log(self, chat_log: ChatLog) -> None:
        """Delivered messages that IVS Chat could not log cannot be reviewed again."""
        self._alarm(
            "ChatLogLost",
            _of_aws("AWS/IVSChat", "LogDestinationErrors", {"LoggingConfiguration": chat_log.arn}),
            "IVS Chat could not write delivered messages to the chat log.",
        )

    def watch_actions(self, runner: ActionRunner) -> None:
        """Calls on IVS Chat that wait too long, and those that nobody could work on."""
        for name, queue in runner.queues.items():
            self._alarm(
                f"{name}ActionsLate",
                queue.metric_approximate_age_of_oldest_message(period=_MINUTE),
                f"Actions wait in the {name.lower()} queue: IVS Chat is busy or away, or the action runner fails.",
                threshold=LATE_SECONDS[name],
            )
        self._alarm(
            "ActionsDead",
            _depth(runner.dead),
            "The action runner could not work on these: read its log, mend, redrive (docs/operating.md).",
        )
        self._alarm(
            "ActionsOverdue",
            _ours("actions.oldest_overdue_seconds", "Maximum", cdk.Duration.minutes(5)),
            "Actions are overdue in spite of the sweep, or the sweep does not run.",
            silence=cloudwatch.TreatMissingData.BREACHING,
            threshold=OVERDUE_SECONDS,
        )

    def watch_reconciliation(self, reconciler: Reconciler) -> None:
        """What viewers saw without our decision, and whether anybody looks."""
        self._alarm(
            "FallbacksRemoved",
            _ours("FallbacksRemoved"),
            "Messages that should not have passed were delivered without our decision, and then removed.",
        )
        self._alarm(
            "DecisionsMissing",
            _ours("UncoveredMessages", "Average", _QUARTER),
            "More than a tenth of the delivered messages had no decision of ours when their turn came: reviews fall "
            "back, or the ledger lags.",
            threshold=UNCOVERED_SHARE,
        )
        self._alarm(
            "ChatLogLate",
            _ours("ChatLogLagSeconds", "Maximum", _QUARTER),
            "Delivered messages are looked at minutes after they were sent: the chat log or the reconciler is late.",
            threshold=LAG_SECONDS,
        )
        self._alarm(
            "MessagesUnchecked",
            _ours("UncheckedMessages"),
            "Delivered messages go unchecked: an unreadable chat log, or no policy at hand. Read the reconciler's log.",
        )
        self._alarm(
            "ReconciliationDead",
            _depth(reconciler.dead),
            "Delivered messages could not be looked at: read the log, mend, redrive (docs/reconciliation.md).",
        )
        self._alarm(
            "ChatLogBatchesFailed",
            _depth(reconciler.failures),
            "Batches of delivered messages failed three times and wait in a queue to be invoked again.",
        )

    def watch_audit(self) -> None:
        """The audit only grows, and what is recorded is chained within seconds."""
        self._alarm(
            "AuditOverwritten",
            _ours("audit.overwrites_seen"),
            "Somebody changed or removed a row of the audit table, which no role of Roomkeeper may do.",
        )
        self._alarm(
            "AuditMissed",
            _ours("audit.missed_by_stream"),
            "Audit entries were chained late: the chainer fails, or its stream stands still.",
        )
        self._alarm(
            "AuditChainedLate",
            _ours("audit.chain_lag_ms", "Maximum", _QUARTER),
            "Audit entries waited for more than a minute for their link: until then nothing proves them.",
            threshold=CHAIN_LAG_SECONDS * 1000,
        )

    def watch_unguarded_rooms(self) -> None:
        """The check runs each five minutes: silence for fifteen means that nobody is looking."""
        self._alarm(
            "RoomsUnguarded",
            _ours("UnguardedRooms", "Maximum", _QUARTER),
            "Chat rooms of this account have no review, or the check for them does not run.",
            silence=cloudwatch.TreatMissingData.BREACHING,
        )

    def _alarm(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        description: str,
        silence: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING,
        threshold: float = 0,
    ) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            alarm_description=description,
            threshold=threshold,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=silence,
        )
        if self._action:
            alarm.add_alarm_action(self._action)
            alarm.add_ok_action(self._action)


_MINUTE = cdk.Duration.minutes(1)
_QUARTER = cdk.Duration.minutes(15)


def _depth(queue: sqs.IQueue) -> cloudwatch.Metric:
    return queue.metric_approximate_number_of_messages_visible(period=_MINUTE, statistic="Maximum")


def _ours(name: str, statistic: str = "Sum", period: cdk.Duration = _MINUTE) -> cloudwatch.Metric:
    """A metric that a function of ours writes (aws_edges/metric_line.py), without dimensions."""
    return cloudwatch.Metric(namespace="Roomkeeper", metric_name=name, statistic=statistic, period=period)


def _of_aws(namespace: str, name: str, dimensions: dict[str, str]) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace=namespace, metric_name=name, dimensions_map=dimensions, statistic="Sum", period=_MINUTE
    )
