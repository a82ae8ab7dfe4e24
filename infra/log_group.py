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
) -> logs.LogGroup:
    """Make one, kept `days` days."""
    return logs.LogGroup(scope, construct_id, encryption_key=key, retention=_RETENTION[days], removal_policy=removal)
