"""Creates the first admin: during deployment when a setting names an address, later by one command otherwise."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.identity import Identity
from infra.python_function import PythonFunction
from infra.settings import Settings
from infra.tables import Tables
from moderation.tables import AUDIT, STATE


class FirstAdmin(Construct):
    """`command` is what an operator types when no address was set."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        tables: Tables,
        identity: Identity,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.python = PythonFunction(
            self,
            "FirstAdmin",
            package="first_admin",
            description="Creates the first admin of Roomkeeper",
            settings=settings,
            environment={**tables.environment(STATE, AUDIT), "USER_POOL_ID": identity.pool.user_pool_id},
            log_key=log_key,
            log_days=settings.log_days,
            memory_mb=256,
            timeout_seconds=30,
        )
        self.python.allow(
            "cognito-idp:AdminAddUserToGroup",
            "cognito-idp:AdminCreateUser",
            "cognito-idp:AdminGetUser",
            on=[identity.pool.user_pool_arn],
        )
        self.python.allow("dynamodb:GetItem", "dynamodb:PutItem", on=[tables.arn(STATE)])
        self.python.allow("dynamodb:PutItem", on=[tables.arn(AUDIT)])
        if settings.first_admin_email is not None:
            cdk.CustomResource(
                self,
                "Admin",
                resource_type="Custom::FirstAdmin",
                service_token=self.python.function.function_arn,
                properties={"email": settings.first_admin_email},
            )
        name = self.python.function.function_name
        self.command = (
            f"aws lambda invoke --function-name {name} --cli-binary-format raw-in-base64-out "
            """--payload '{"email":"YOU@EXAMPLE.COM"}' /dev/stdout"""
        )
