"""Decision lines from the review function's log into the ledger."""

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.event_bus import EventBus
from infra.log_subscription import subscribe
from infra.python_function import PythonFunction
from infra.queue import consume, dead_letters, queue
from infra.review_function import ReviewFunction
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import ACTIONS, AUDIT, DECISIONS, POLICIES, STATE

MEMORY_MB = 512
# A raid's batch: some thousand refusals, each a transaction.
TIMEOUT_SECONDS = 60


class LedgerWriter(Construct):
    """The function, its subscription and its queues. Lines may hold refused texts, so queues keep them as logs do."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        tables: Tables,
        review: ReviewFunction,
        bus: EventBus,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        days = settings.review_log_days
        self.poison = dead_letters(self, "Poison", kept_days=days)
        acknowledge(self.poison, "SQS3", "It is where lines end that nobody can read; only a person takes them out.")
        self.failures = dead_letters(self, "Failures", kept_days=days)
        self._looks = queue(self, "Looks", consumer_seconds=TIMEOUT_SECONDS, dead=self.failures)
        self.python = PythonFunction(
            self,
            "LedgerWriter",
            package="ledger_writer",
            description="Files decisions, holds and strikes out of the review function's log",
            settings=settings,
            environment={
                **tables.environment(DECISIONS, STATE, AUDIT, ACTIONS, POLICIES),
                **bus.environment,
                "POISON_QUEUE_URL": self.poison.queue_url,
                "LOOK_QUEUE_URL": self._looks.queue_url,
                "ALLOWED_DAYS": str(settings.allowed_days),
                "DECISION_DAYS": str(settings.decision_days),
                "REFUSED_TEXT_DAYS": str(settings.refused_text_days),
                "STATS_DAYS": str(settings.stats_days),
                "HOLD_MINUTES": str(settings.hold_minutes),
            },
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        self._may_use_tables(tables)
        bus.allow_publishing(self.python)
        self.python.allow("sqs:SendMessage", on=[self.poison.queue_arn, self._looks.queue_arn])
        subscribe(self, "Lines", self.python, review.python.log_group, line_type="decision", failures=self.failures)
        consume(self, "Asked", self.python, self._looks, batch=1, invocations_at_once=2)

    def _may_use_tables(self, tables: Tables) -> None:
        self.python.allow(
            *(f"dynamodb:{name}" for name in ("BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "UpdateItem")),
            on=[tables.arn(DECISIONS)],
        )
        self.python.allow(
            *("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
            on=[tables.arn(STATE), *tables.index_arns(STATE)],
        )
        self.python.allow("dynamodb:PutItem", on=[tables.arn(AUDIT), tables.arn(ACTIONS)])
        self.python.allow("dynamodb:GetItem", "dynamodb:Query", on=[tables.arn(POLICIES)])
