"""One Lambda function: code cut by the asset table, JSON logs, an encrypted log group, a role of its own."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.assets import staged
from infra.bytecode import find_compiler
from infra.log_group import log_group
from infra.settings import Settings
from infra.target import LAMBDA, Target, this_machine


class BytecodeMissing(Exception):
    """Bytecode is required and the Python that would write it is not here."""


class PythonFunction(Construct):
    """`package` names the function as the asset table does; its handler is `<package>.handler.handler`."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        package: str,
        description: str,
        settings: Settings,
        environment: Mapping[str, str],
        log_key: kms.IKey,
        log_days: int,
        memory_mb: int,
        timeout_seconds: int,
        reserved_concurrency: int | None = None,
        version_options: lambda_.VersionOptions | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        target = this_machine() if settings.emulated_aws else LAMBDA
        self.log_group = log_group(self, "Logs", key=log_key, days=log_days)
        self.role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            description=f"What the {package} function may do",
        )
        self.allow("logs:CreateLogStream", "logs:PutLogEvents", on=[self.log_group.log_group_arn])
        compiler = find_compiler(target.python)
        if compiler is None:
            self._without_bytecode(target.python, settings)
        with staged(package, settings, target, compiler) as directory:
            self.function = lambda_.Function(
                self,
                "Function",
                description=description,
                runtime=lambda_.Runtime(f"python{target.python}", lambda_.RuntimeFamily.PYTHON),
                architecture=_architecture(target),
                handler=f"{package}.handler.handler",
                code=lambda_.Code.from_asset(str(directory)),
                role=self.role,
                memory_size=memory_mb,
                timeout=cdk.Duration.seconds(timeout_seconds),
                environment=dict(environment),
                log_group=self.log_group,
                logging_format=lambda_.LoggingFormat.JSON,
                system_log_level_v2=lambda_.SystemLogLevel.WARN,
                application_log_level_v2=lambda_.ApplicationLogLevel.INFO,
                reserved_concurrent_executions=reserved_concurrency,
                current_version_options=version_options,
            )
        acknowledge(
            self.function, "L1", "Python 3.13 is what the zips' bytecode and the measured budgets are made for."
        )

    def _without_bytecode(self, python: str, settings: Settings) -> None:
        problem = (
            f"The zips lack bytecode for Python {python}, which makes cold starts 2 to 3 times slower: no "
            f"python{python} was found on PATH or in pyenv."
        )
        if settings.bytecode == "required":
            raise BytecodeMissing(f"{problem} Install it, or pass `-c bytecode=optional`.")
        cdk.Annotations.of(self).add_warning_v2("roomkeeper:bytecode", problem)

    def allow(self, *actions: str, on: list[str]) -> None:
        """Add one statement to the function's own role: explicit actions on explicit ARNs."""
        self.role.add_to_policy(iam.PolicyStatement(actions=list(actions), resources=on))


def _architecture(target: Target) -> lambda_.Architecture:
    return lambda_.Architecture.ARM_64 if target.machine == "aarch64" else lambda_.Architecture.X86_64
