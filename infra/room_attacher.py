"""Finds rooms of the account that lack the review, each five minutes, and attaches rooms in bulk when the API asks."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.chat_log import ChatLog
from infra.ivschat_grants import allow_on_rooms
from infra.python_function import PythonFunction
from infra.review_function import ReviewFunction
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import ACTIONS, AUDIT, STATE

CHECK_MINUTES = 5
# 15 minutes at UpdateRoom's 5 a second attach 4,500 rooms.
TIMEOUT_SECONDS = 900
MEMORY_MB = 256


class RoomAttacher(Construct):
    """The function, its schedule and its grants."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        tables: Tables,
        review: ReviewFunction,
        chat_log: ChatLog,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.python = PythonFunction(
            self,
            "RoomAttacher",
            package="room_attacher",
            description="Finds rooms without the review; attaches rooms in bulk",
            settings=settings,
            environment={
                **tables.environment(STATE, AUDIT, ACTIONS),
                "REVIEW_HANDLER_ARN": review.handler_arn,
                "REVIEW_FALLBACK": settings.review_fallback,
                "LOGGING_CONFIGURATION_ARN": chat_log.arn,
                "ATTACH_UNGUARDED": "true" if settings.attach_unguarded else "false",
            },
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        allow_on_rooms(self.python, "GetRoom", "ListRooms", "UpdateRoom")
        self.python.allow(
            *("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"),
            on=[tables.arn(STATE), *tables.index_arns(STATE)],
        )
        self.python.allow("dynamodb:PutItem", "dynamodb:UpdateItem", on=[tables.arn(ACTIONS)])
        self.python.allow("dynamodb:PutItem", on=[tables.arn(AUDIT)])
        events.Rule(
            self,
            "Check",
            description="Looks for chat rooms that Roomkeeper does not guard",
            schedule=events.Schedule.rate(cdk.Duration.minutes(CHECK_MINUTES)),
            targets=[targets.LambdaFunction(self.python.function, retry_attempts=2)],
        )
