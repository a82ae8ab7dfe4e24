"""The review function behind its alias `live`: warm before the alias moves, open to this account's rooms only."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.python_function import PythonFunction
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import POLICIES, STATE, WINDOWS

ALIAS = "live"
MEMORY_MB = 512
# The function keeps the 200 ms itself: Lambda counts in seconds, and a timeout throws the environment away.
TIMEOUT_SECONDS = 3


class ReviewFunction(Construct):
    """`handler_arn` is what a room's review handler names; `permission` must exist before a room names it.

    `content_hash_key` is what both the review and whoever compares its lines with delivered texts hash them with.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: Settings, tables: Tables, log_key: kms.IKey
    ) -> None:
        super().__init__(scope, construct_id)
        # Keys the hash of delivered text in decision lines: readers of the log alone cannot guess messages from it.
        key = secretsmanager.Secret(
            self,
            "ContentHashKey",
            description="Keys the hashes of message texts in Roomkeeper's decision lines",
            generate_secret_string=secretsmanager.SecretStringGenerator(password_length=32, exclude_punctuation=True),
        )
        acknowledge(key, "SMG4", "A rotated key would make the hashes of one message differ; nobody signs in with it.")
        self.content_hash_key = key.secret_value.unsafe_unwrap()
        warm = settings.provisioned_concurrency
        self.python = PythonFunction(
            self,
            "MessageReview",
            package="message_review",
            # Lambda publishes no second version of an unchanged function, and a version's warm environments cannot be
            # changed in place: so their number is part of the function, and another number makes another version.
            description=f"Reviews each chat message before delivery ({warm} environments kept warm)",
            settings=settings,
            environment={
                **tables.environment(STATE, WINDOWS, POLICIES),
                "REVIEW_FALLBACK": settings.review_fallback,
                "REFUSED_CONTENT": settings.refused_content,
                "CONTENT_HASH_KEY": self.content_hash_key,
            },
            log_key=log_key,
            log_days=settings.review_log_days,
            memory_mb=MEMORY_MB,
            timeout_seconds=TIMEOUT_SECONDS,
            reserved_concurrency=settings.reserved_concurrency,
            # On the version, not on the alias: CloudFormation finishes a version when its environments are warm and
            # moves the alias after that. The old version goes, or it would be billed on.
            version_options=lambda_.VersionOptions(
                provisioned_concurrent_executions=warm or None, removal_policy=cdk.RemovalPolicy.DESTROY
            ),
        )
        self.python.allow("dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", on=[tables.arn(STATE)])
        self.python.allow("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", on=[tables.arn(WINDOWS)])
        self.python.allow("dynamodb:GetItem", on=[tables.arn(POLICIES)])
        self.version = self.python.function.current_version
        self.alias = lambda_.Alias(self, "Live", alias_name=ALIAS, version=self.version)
        self.handler_arn = self.alias.function_arn
        # IVS Chat invokes the alias; warm environments, and Lambda's metrics about them, are the version's.
        self.alias_dimensions = self._dimensions(self.alias.alias_name)
        self.version_dimensions = self._dimensions(self.version.version)
        stack = cdk.Stack.of(self)
        self.permission = lambda_.CfnPermission(
            self,
            "IvsChatMayInvoke",
            action="lambda:InvokeFunction",
            principal="ivschat.amazonaws.com",
            function_name=self.handler_arn,
            source_account=stack.account,
            source_arn=stack.format_arn(service="ivschat", resource="room", resource_name="*"),
        )

    def _dimensions(self, qualifier: str) -> dict[str, str]:
        name = self.python.function.function_name
        return {"FunctionName": name, "Resource": f"{name}:{qualifier}"}
