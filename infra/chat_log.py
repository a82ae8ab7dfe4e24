"""The one logging configuration that attached rooms share: what viewers received, in a log group of ours."""

import aws_cdk as cdk
from aws_cdk import aws_ivschat as ivschat
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.log_group import log_group
from infra.python_function import PythonFunction
from infra.settings import Settings


class ChatLog(Construct):
    """IVS Chat writes each delivered message and event here within about 10 seconds."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings, log_key: kms.IKey) -> None:
        super().__init__(scope, construct_id)
        removal = cdk.RemovalPolicy.RETAIN if settings.keep_data else cdk.RemovalPolicy.DESTROY
        self.log_group = log_group(
            self, "Delivered", key=log_key, days=settings.review_log_days, removal=removal, vended_by="ivschat"
        )
        self.configuration = ivschat.CfnLoggingConfiguration(
            self,
            "Configuration",
            destination_configuration=ivschat.CfnLoggingConfiguration.DestinationConfigurationProperty(
                cloud_watch_logs=ivschat.CfnLoggingConfiguration.CloudWatchLogsDestinationConfigurationProperty(
                    log_group_name=self.log_group.log_group_name
                )
            ),
            name="roomkeeper",
        )
        self.arn = self.configuration.attr_arn

    def allow_search(self, function: PythonFunction) -> None:
        """Let a function look for messages. IAM knows a log group's ARN with `:*` behind it and, in places, without."""
        stack = cdk.Stack.of(self)
        bare = stack.format_arn(
            service="logs",
            resource="log-group",
            resource_name=self.log_group.log_group_name,
            arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
        )
        function.allow("logs:FilterLogEvents", on=[self.log_group.log_group_arn, bare])
