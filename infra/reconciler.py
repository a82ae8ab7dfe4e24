"""Delivered messages against decisions: a subscription to the chat log, and a queue for messages that wait."""

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.chat_log import ChatLog
from infra.event_bus import EventBus
from infra.ivschat_grants import allow_on_rooms
from infra.log_subscription import subscribe
from infra.python_function import PythonFunction
from infra.queue import DEAD_DAYS, consume, dead_letters, queue
from infra.review_function import ReviewFunction
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import ACTIONS, AUDIT, DECISIONS, POLICIES, STATE

MEMORY_MB = 512
# While no review answers, each message of a batch of some thousand is looked up and reviewed here.
TIMEOUT_SECONDS = 120
BATCH = 10
INVOCATIONS_AT_ONCE = 5


class Reconciler(Construct):
    """The function, its subscription, its queues and its grants.

    `dead` holds messages that could not be looked at, `failures` whole batches of the chat log.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        tables: Tables,
        review: ReviewFunction,
        chat_log: ChatLog,
        bus: EventBus,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        # Both hold texts, which the chat log keeps no longer than this either.
        days = min(DEAD_DAYS, settings.log_days)
        self.dead = dead_letters(self, "Dead", kept_days=days)
        # A queue of its own: SQS moves letters back to where they came from, and these come from no queue.
        self.failures = dead_letters(self, "Failures", kept_days=days)
        acknowledge(self.failures, "SQS3", "It is where batches end that failed three times; a person takes them out.")
        rechecks = queue(self, "Rechecks", consumer_seconds=TIMEOUT_SECONDS, dead=self.dead)
        self.python = PythonFunction(
            self,
            "Reconciler",
            package="reconciler",
            description="Finds messages that were delivered without a decision, and repairs what should not be seen",
            settings=settings,
            environment={
                **tables.environment(STATE, POLICIES, DECISIONS, AUDIT, ACTIONS),
                **bus.environment,
                "REVIEW_HANDLER_ARN": review.handler_arn,
                "LOGGING_CONFIGURATION_ARN": chat_log.arn,
                "CONTENT_HASH_KEY": review.content_hash_key,
                "RECHECK_QUEUE_URL": rechecks.queue_url,
                "DECISION_DAYS": str(settings.decision_days),
            },
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        self.python.allow("dynamodb:GetItem", on=[tables.arn(STATE)])
        self.python.allow("dynamodb:PutItem", "dynamodb:Query", on=[tables.arn(DECISIONS)])
        self.python.allow("dynamodb:Query", on=[tables.arn(POLICIES)])
        self.python.allow("dynamodb:PutItem", on=[tables.arn(AUDIT), tables.arn(ACTIONS)])
        self.python.allow("sqs:SendMessage", on=[rechecks.queue_arn])
        self.python.allow("sqs:ChangeMessageVisibility", on=[rechecks.queue_arn])
        allow_on_rooms(self.python, "GetRoom")
        bus.allow_publishing(self.python)
        consume(self, "Again", self.python, rechecks, batch=BATCH, invocations_at_once=INVOCATIONS_AT_ONCE)
        # Nobody decides about events, which the chat log holds too.
        subscribe(self, "Messages", self.python, chat_log.log_group, line_type="MESSAGE", failures=self.failures)
