"""What CloudWatch counts of the API beside what Lambda and API Gateway count themselves."""

from aws_lambda_powertools.metrics import MetricUnit, single_metric

NAMESPACE = "Roomkeeper"
OVER_BUDGET = "OverBudget"


def over_budget() -> None:
    """One line in the embedded metric format, without dimensions: who it was stands in the log."""
    with single_metric(name=OVER_BUDGET, unit=MetricUnit.Count, value=1, namespace=NAMESPACE):
        pass
