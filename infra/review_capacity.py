"""Warm environments of the review function that follow the clock or the load.

Scaling by concurrency utilisation would come too late: a review takes a few milliseconds, so utilisation stays near
zero while the limit that bites is 10 invocations a second for each warm environment
(https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, "Invocation frequency").
"""

from aws_cdk import aws_applicationautoscaling as scaling
from constructs import Construct

from infra.review_function import ReviewFunction
from infra.settings import Settings

INVOCATIONS_PER_ENVIRONMENT = 10
TARGET = 0.7
NAMESPACE = "AWS/Lambda"


class ReviewCapacity(Construct):
    """Registers the published version with Application Auto Scaling; made only when a setting asks for it."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings, review: ReviewFunction) -> None:
        super().__init__(scope, construct_id)
        self._review = review
        most = max(
            settings.provisioned_concurrency,
            settings.provisioned_concurrency_max or 0,
            *(hours.environments for hours in settings.provisioned_concurrency_schedule),
            0,
        )
        target = scaling.CfnScalableTarget(
            self,
            "WarmEnvironments",
            service_namespace="lambda",
            scalable_dimension="lambda:function:ProvisionedConcurrency",
            resource_id=f"function:{review.python.function.function_name}:{review.version.version}",
            min_capacity=settings.provisioned_concurrency,
            max_capacity=most,
            scheduled_actions=[
                scaling.CfnScalableTarget.ScheduledActionProperty(
                    scheduled_action_name=f"warm-{number}",
                    schedule=hours.cron,
                    timezone="UTC",
                    # Without a policy nothing scales in by itself: the upper limit has to come down as well.
                    scalable_target_action=scaling.CfnScalableTarget.ScalableTargetActionProperty(
                        min_capacity=hours.environments,
                        max_capacity=max(hours.environments, settings.provisioned_concurrency_max or 0),
                    ),
                )
                for number, hours in enumerate(settings.provisioned_concurrency_schedule, start=1)
            ],
        )
        if settings.provisioned_concurrency_max is not None:
            self._follow_load(target)

    def _follow_load(self, target: scaling.CfnScalableTarget) -> None:
        # Lambda publishes no metric of what is allocated. Busy ÷ share of allocated that is busy is just that number,
        # and both are 0 when nothing came in.
        load = f"IF(share > 0, invocations / PERIOD(invocations) / ({INVOCATIONS_PER_ENVIRONMENT} * busy / share), 0)"
        queries = [
            _query("invocations", "Invocations", "Sum", self._review.alias_dimensions),
            _query("busy", "ProvisionedConcurrentExecutions", "Maximum", self._review.version_dimensions),
            _query("share", "ProvisionedConcurrencyUtilization", "Maximum", self._review.version_dimensions),
            scaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty(
                id="load", expression=load, label="Invocations / (10 x allocated)", return_data=True
            ),
        ]
        scaling.CfnScalingPolicy(
            self,
            "FollowLoad",
            policy_name="invocations-per-warm-environment",
            policy_type="TargetTrackingScaling",
            scaling_target_id=target.ref,
            target_tracking_scaling_policy_configuration=(
                scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
                    target_value=TARGET,
                    scale_out_cooldown=0,
                    scale_in_cooldown=300,
                    customized_metric_specification=scaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty(
                        metrics=queries
                    ),
                )
            ),
        )


def _query(
    name: str, metric: str, statistic: str, dimensions: dict[str, str]
) -> scaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty:
    policy = scaling.CfnScalingPolicy
    return policy.TargetTrackingMetricDataQueryProperty(
        id=name,
        return_data=False,
        metric_stat=policy.TargetTrackingMetricStatProperty(
            stat=statistic,
            metric=policy.TargetTrackingMetricProperty(
                namespace=NAMESPACE,
                metric_name=metric,
                dimensions=[
                    policy.TargetTrackingMetricDimensionProperty(name=key, value=value)
                    for key, value in dimensions.items()
                ],
            ),
        ),
    )
