"""What wakes somebody up. Each alarm's description says what is happening and what to look at."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.chat_log import ChatLog
from infra.http_api import HttpApi
from infra.ledger_writer import LedgerWriter
from infra.review_function import ReviewFunction
from infra.settings import Settings

NAMESPACE = "Roomkeeper"
UNGUARDED_METRIC = "UnguardedRooms"


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
            _metric("AWS/IVSChat", "InvocationErrors", uri),
            "IVS Chat applied the fallback to messages: the review was late, failed, throttled or may not be invoked.",
        )
        self._alarm(
            "ReviewAnswerInvalid",
            _metric("AWS/IVSChat", "ResponseValidationErrors", uri),
            "IVS Chat refused the review's answer and applied the fallback: a defect in the review function.",
        )
        self._alarm(
            "ReviewThrottled",
            _metric("AWS/Lambda", "Throttles", review.alias_dimensions),
            "Lambda refused reviews: raise reserved_concurrency or the account's quota.",
        )
        self._alarm(
            "ReviewFailed",
            _metric("AWS/Lambda", "Errors", review.alias_dimensions),
            "The review function crashed or timed out: a defect, or an environment that cannot start.",
        )
        if warm:
            self._alarm(
                "ReviewSpilledOver",
                _metric("AWS/Lambda", "ProvisionedConcurrencySpilloverInvocations", review.version_dimensions),
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
            _metric("Roomkeeper", "ledger.lost_lines", {}),
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
            _metric(NAMESPACE, "OverBudget", {}),
            "A caller used up a budget of acts on users and messages: the API's log names them.",
        )

    def watch_chat_log(self, chat_log: ChatLog) -> None:
        """Delivered messages that IVS Chat could not log cannot be reviewed again."""
        self._alarm(
            "ChatLogLost",
            _metric("AWS/IVSChat", "LogDestinationErrors", {"LoggingConfiguration": chat_log.arn}),
            "IVS Chat could not write delivered messages to the chat log.",
        )

    def watch_audit(self) -> None:
        """The audit only grows, and what is recorded is chained within seconds."""
        self._alarm(
            "AuditOverwritten",
            _metric(NAMESPACE, "audit.overwrites_seen", {}),
            "Somebody changed or removed a row of the audit table, which no role of Roomkeeper may do.",
        )
        self._alarm(
            "AuditMissed",
            _metric(NAMESPACE, "audit.missed_by_stream", {}),
            "Audit entries were chained late: the chainer fails, or its stream stands still.",
        )

    def watch_unguarded_rooms(self) -> None:
        """The check runs each five minutes: silence for fifteen means that nobody is looking."""
        self._alarm(
            "RoomsUnguarded",
            cloudwatch.Metric(
                namespace=NAMESPACE,
                metric_name=UNGUARDED_METRIC,
                statistic="Maximum",
                period=cdk.Duration.minutes(15),
            ),
            "Chat rooms of this account have no review, or the check for them does not run.",
            silence=cloudwatch.TreatMissingData.BREACHING,
        )

    def _alarm(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        description: str,
        silence: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING,
    ) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            alarm_description=description,
            threshold=0,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=silence,
        )
        if self._action:
            alarm.add_alarm_action(self._action)
            alarm.add_ok_action(self._action)


_MINUTE = cdk.Duration.minutes(1)


def _depth(queue: sqs.IQueue) -> cloudwatch.Metric:
    return queue.metric_approximate_number_of_messages_visible(period=_MINUTE, statistic="Maximum")


def _metric(namespace: str, name: str, dimensions: dict[str, str]) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace=namespace, metric_name=name, dimensions_map=dimensions, statistic="Sum", period=_MINUTE
    )
