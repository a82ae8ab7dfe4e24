"""Log groups: always with a retention, always under the stack's own key."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

_RETENTION = {
    1: logs.RetentionDays.ONE_DAY,
    3: logs.RetentionDays.THREE_DAYS,
    5: logs.RetentionDays.FIVE_DAYS,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    60: logs.RetentionDays.TWO_MONTHS,
    90: logs.RetentionDays.THREE_MONTHS,
}


def log_group(
    scope: Construct,
    construct_id: str,
    *,
    key: kms.IKey,
    days: int,
    removal: cdk.RemovalPolicy = cdk.RemovalPolicy.DESTROY,
    vended_by: str = "",
) -> logs.LogGroup:
    """Make one, kept `days` days. `vended_by` names the AWS service that writes to it, other than Lambda.

    A service that delivers logs puts each group into one resource policy of the account, which soon is full; groups
    under /aws/vendedlogs/ need no entry there
    (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html).
    """
    # A kept group of a stack that was deleted must not be in the way of the next one's.
    this_stack = cdk.Fn.select(2, cdk.Fn.split("/", cdk.Stack.of(scope).stack_id))
    return logs.LogGroup(
        scope,
        construct_id,
        log_group_name=f"/aws/vendedlogs/{vended_by}/roomkeeper-{this_stack}" if vended_by else None,
        encryption_key=key,
        retention=_RETENTION[days],
        removal_policy=removal,
    )
