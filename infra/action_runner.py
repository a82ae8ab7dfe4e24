"""Makes the calls on IVS Chat that are due: two queues fed by the Actions table's stream, and a sweep each minute."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.chat_log import ChatLog
from infra.ivschat_grants import allow_on_rooms
from infra.python_function import PythonFunction
from infra.queue import consume, dead_letters, queue
from infra.settings import Settings
from infra.stream import read_stream
from infra.tables import Tables
from moderation.tables import ACTIONS, STATE

# A batch of ten whose every call waits for IVS Chat until it times out takes 50 s; a purge's look-up some more.
TIMEOUT_SECONDS = 90
MEMORY_MB = 256
# With the pace inside of the function this is the limit of 80 calls a second: functions/action_runner/pace.py.
INVOCATIONS_AT_ONCE = 10
# Nobody waits behind somebody else's disconnection; deletions and events come in crowds.
URGENT_BATCH, BULK_BATCH = 1, 10


class ActionRunner(Construct):
    """The function, its queues, its stream, its schedule and its grants."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        tables: Tables,
        chat_log: ChatLog,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.dead = dead_letters(self, "Dead")
        self.urgent = queue(self, "Urgent", consumer_seconds=TIMEOUT_SECONDS, dead=self.dead)
        self.bulk = queue(self, "Bulk", consumer_seconds=TIMEOUT_SECONDS, dead=self.dead)
        self.python = PythonFunction(
            self,
            "ActionRunner",
            package="action_runner",
            description="Makes the calls on IVS Chat that are due",
            settings=settings,
            environment={
                **tables.environment(ACTIONS, STATE),
                "URGENT_QUEUE_URL": self.urgent.queue_url,
                "BULK_QUEUE_URL": self.bulk.queue_url,
                "CHAT_LOG_GROUP": chat_log.log_group.log_group_name,
                "LOGGING_CONFIGURATION_ARN": chat_log.arn,
            },
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        allow_on_rooms(self.python, "DeleteMessage", "DisconnectUser", "SendEvent")
        self.python.allow(
            *("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"),
            on=[tables.arn(ACTIONS), *tables.index_arns(ACTIONS)],
        )
        self.python.allow("dynamodb:GetItem", "dynamodb:Query", on=[tables.arn(STATE)])
        chat_log.allow_search(self.python)
        self.python.allow("sqs:SendMessage", on=[self.urgent.queue_arn, self.bulk.queue_arn])
        for name, waiting, batch in (("Urgent", self.urgent, URGENT_BATCH), ("Bulk", self.bulk, BULK_BATCH)):
            consume(self, f"Run{name}", self.python, waiting, batch=batch, invocations_at_once=INVOCATIONS_AT_ONCE)
        self._read_stream(tables.stream_arn(ACTIONS))
        events.Rule(
            self,
            "Sweep",
            description="Enqueues actions that are overdue",
            schedule=events.Schedule.rate(cdk.Duration.minutes(1)),
            targets=[targets.LambdaFunction(self.python.function, retry_attempts=0)],
        )

    @property
    def queues(self) -> dict[str, sqs.Queue]:
        """The queues by name."""
        return {"Urgent": self.urgent, "Bulk": self.bulk}

    def _read_stream(self, stream: str) -> None:
        """Intents that nobody has taken yet: new ones, and those handed back."""
        waiting = {
            "dynamodb": {
                "NewImage": {
                    "status": {"S": lambda_.FilterRule.is_equal("pending")},
                    "enqueue": {"BOOL": [True]},
                }
            }
        }
        # Whatever the stream gives up on, the sweep finds within two minutes.
        read_stream(self, "Stream", self.python, stream, wanted=[waiting], retries=20)
