"""Chains the audit from its table's stream, and each hour catches up on what the stream lost."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.event_bus import EventBus
from infra.python_function import PythonFunction
from infra.settings import Settings
from infra.stream import read_stream
from infra.tables import Tables
from moderation.tables import AUDIT, ENTRY, SORT_KEY

# The round of the hour reads what was recorded since the last publication: a day's entries.
TIMEOUT_SECONDS = 300
MEMORY_MB = 256


class Chainer(Construct):
    """The function, its stream, its schedule and its grants. It may read the audit and add to it."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        tables: Tables,
        bus: EventBus,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.python = PythonFunction(
            self,
            "Chainer",
            package="chainer",
            description="Chains audit entries, announces them, publishes the chains' heads",
            settings=settings,
            environment={**tables.environment(AUDIT), **bus.environment},
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        self.python.allow(
            *("dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query"),
            on=[tables.arn(AUDIT), *tables.index_arns(AUDIT)],
        )
        bus.allow_publishing(self.python)
        self._read_stream(tables.stream_arn(AUDIT))
        events.Rule(
            self,
            "Round",
            description="Chains what the stream lost, and publishes heads once a day",
            schedule=events.Schedule.rate(cdk.Duration.hours(1)),
            targets=[targets.LambdaFunction(self.python.function, retry_attempts=2)],
        )

    def _read_stream(self, stream: str) -> None:
        """New entries and every change of what is there; links, marks and readable parts come without saying."""
        new_entry = {
            "eventName": lambda_.FilterRule.is_equal("INSERT"),
            "dynamodb": {"Keys": {SORT_KEY: {"S": lambda_.FilterRule.is_equal(ENTRY)}}},
        }
        changed = {"eventName": lambda_.FilterRule.or_("MODIFY", "REMOVE")}
        # No limit to retries: everything may be repeated, and a batch that fails waits for a part of AWS to come back.
        read_stream(self, "Stream", self.python, stream, wanted=[new_entry, changed])
