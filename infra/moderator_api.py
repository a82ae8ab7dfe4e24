"""The moderator API's function and what it may do."""

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.chat_log import ChatLog
from infra.identity import Identity
from infra.ivschat_grants import allow_on_logging_configurations, allow_on_rooms
from infra.python_function import PythonFunction
from infra.review_function import ReviewFunction
from infra.room_attacher import RoomAttacher
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import ACTIONS, AUDIT, DECISIONS, POLICIES, STATE

MEMORY_MB = 1024
# API Gateway gives an integration 30 seconds; the slowest call, a bulk purge, takes a few.
TIMEOUT_SECONDS = 29
ROOM_OPERATIONS = (
    "CreateChatToken",
    "CreateRoom",
    "DeleteMessage",
    "DeleteRoom",
    "DisconnectUser",
    "GetRoom",
    "ListRooms",
    "ListTagsForResource",
    "SendEvent",
    "TagResource",
    "UntagResource",
    "UpdateRoom",
)


class ModeratorApi(Construct):
    """Serves people and services; calls IVS Chat on every room of the account, and on nothing else."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        tables: Tables,
        identity: Identity,
        review: ReviewFunction,
        chat_log: ChatLog,
        attacher: RoomAttacher,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.python = PythonFunction(
            self,
            "ModeratorApi",
            package="moderator_api",
            description="The API of moderators and services",
            settings=settings,
            environment={
                **tables.environment(STATE, AUDIT, ACTIONS, POLICIES, DECISIONS),
                "USER_POOL_ID": identity.pool.user_pool_id,
                "USER_POOL_CLIENT_ID": identity.client.user_pool_client_id,
                "REVIEW_HANDLER_ARN": review.handler_arn,
                "REVIEW_FALLBACK": settings.review_fallback,
                "LOGGING_CONFIGURATION_ARN": chat_log.arn,
                "PERSON_ACTIONS_PER_MINUTE": str(settings.person_actions_per_minute),
                "PERSON_BANS_PER_HOUR": str(settings.person_bans_per_hour),
                "SERVICE_ACTIONS_PER_MINUTE": str(settings.service_actions_per_minute),
                "ROOM_ATTACHER_FUNCTION": attacher.python.function.function_name,
                "LOG_DAYS": str(settings.review_log_days),
                "CHAT_LOG_GROUP": chat_log.log_group.log_group_name,
            },
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        self._may_use_tables(tables)
        allow_on_rooms(self.python, *ROOM_OPERATIONS)
        allow_on_logging_configurations(self.python, with_delivery=settings.manage_log_delivery)
        self.python.allow("lambda:InvokeFunction", on=[attacher.python.function.function_arn])
        chat_log.allow_search(self.python)

    def _may_use_tables(self, tables: Tables) -> None:
        self.python.allow(
            *(f"dynamodb:{name}Item" for name in ("ConditionCheck", "Delete", "Get", "Put", "Update")),
            "dynamodb:Query",
            on=[tables.arn(STATE), *tables.index_arns(STATE)],
        )
        self.python.allow(
            *(f"dynamodb:{name}" for name in ("GetItem", "PutItem", "Query", "UpdateItem")),
            on=[tables.arn(ACTIONS), *tables.index_arns(ACTIONS)],
        )
        self.python.allow(
            *("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"),
            on=[tables.arn(DECISIONS), *tables.index_arns(DECISIONS)],
        )
        # Versions are immutable; the same content may be written again over a damaged copy.
        self.python.allow(*(f"dynamodb:{name}" for name in ("GetItem", "PutItem", "Query")), on=[tables.arn(POLICIES)])
        # The record of who did what grows and never changes: nobody gets Update, Delete or BatchWrite here.
        self.python.allow("dynamodb:PutItem", on=[tables.arn(AUDIT)])
        self.python.allow("dynamodb:BatchGetItem", "dynamodb:Query", on=[tables.arn(AUDIT), *tables.index_arns(AUDIT)])
