"""Forgets users on request. Its role alone may delete from the audit table, and there only the words of entries."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.python_function import PythonFunction
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import ACTIONS, AUDIT, DECISIONS, STATE, readable_key

ROUND_MINUTES = 5
TIMEOUT_SECONDS = 900
MEMORY_MB = 256


class Eraser(Construct):
    """The function, its schedule and its grants."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: Settings, tables: Tables, log_key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        self.python = PythonFunction(
            self,
            "Eraser",
            package="eraser",
            description="Forgets users on request",
            settings=settings,
            environment=tables.environment(STATE, DECISIONS, AUDIT, ACTIONS),
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        self._may_use_tables(tables)
        # One round at a time is enough; two would only repeat each other's deletions.
        events.Rule(
            self,
            "Round",
            description="Carries erasures on",
            schedule=events.Schedule.rate(cdk.Duration.minutes(ROUND_MINUTES)),
            targets=[targets.LambdaFunction(self.python.function, retry_attempts=0)],
        )

    def _may_use_tables(self, tables: Tables) -> None:
        self.python.allow(
            *(f"dynamodb:{name}Item" for name in ("Delete", "Get", "Put", "Update")),
            "dynamodb:Query",
            on=[tables.arn(STATE), *tables.index_arns(STATE)],
        )
        self.python.allow(
            "dynamodb:DeleteItem", "dynamodb:Query", on=[tables.arn(DECISIONS), *tables.index_arns(DECISIONS)]
        )
        self.python.allow("dynamodb:DeleteItem", "dynamodb:Scan", on=[tables.arn(ACTIONS)])
        self.python.allow("dynamodb:Query", on=tables.index_arns(AUDIT))
        # IAM sees partition keys only, so what may go has partitions of its own. Without the second condition a request
        # that named no key at all would satisfy the first.
        self.python.role.add_to_policy(
            iam.PolicyStatement(
                actions=["dynamodb:DeleteItem"],
                resources=[tables.arn(AUDIT)],
                conditions={
                    "ForAllValues:StringLike": {"dynamodb:LeadingKeys": [readable_key("*")]},
                    "Null": {"dynamodb:LeadingKeys": "false"},
                },
            )
        )
