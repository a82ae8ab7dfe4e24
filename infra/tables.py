"""The DynamoDB tables, shaped by `moderation.tables`."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.settings import Settings
from moderation import tables


class Tables(Construct):
    """One on-demand table per definition, with point-in-time recovery, encrypted with the key that DynamoDB owns."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        super().__init__(scope, construct_id)
        self._by_name = {table.name: self._table(table, settings) for table in tables.TABLES}

    def environment(self, *wanted: tables.Table) -> dict[str, str]:
        """The environment variables that carry the deployed names of these tables."""
        return {table.env: self._by_name[table.name].table_name for table in wanted}

    def name(self, table: tables.Table) -> str:
        """The deployed name of a table."""
        return self._by_name[table.name].table_name

    def arn(self, table: tables.Table) -> str:
        """The ARN of a table, without its indexes."""
        return self._by_name[table.name].table_arn

    def stream_arn(self, table: tables.Table) -> str:
        """The ARN of a table's stream."""
        arn = self._by_name[table.name].table_stream_arn
        if arn is None:
            raise ValueError(f"the table {table.name} has no stream")
        return arn

    def index_arns(self, table: tables.Table) -> list[str]:
        """The ARN of each index of a table."""
        return [f"{self.arn(table)}/index/{index.name}" for index in table.indexes]

    def _table(self, shape: tables.Table, settings: Settings) -> dynamodb.Table:
        made = dynamodb.Table(
            self,
            shape.name,
            partition_key=_string(tables.PARTITION_KEY),
            sort_key=_string(tables.SORT_KEY) if shape.sorted else None,
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.DEFAULT,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            time_to_live_attribute=tables.TTL if shape.expires else None,
            stream=dynamodb.StreamViewType.NEW_IMAGE if shape.streams else None,
            deletion_protection=settings.keep_data,
            removal_policy=cdk.RemovalPolicy.RETAIN if settings.keep_data else cdk.RemovalPolicy.DESTROY,
        )
        for index in shape.indexes:
            made.add_global_secondary_index(
                index_name=index.name,
                partition_key=_string(index.partition_key),
                sort_key=_string(index.sort_key),
                projection_type=dynamodb.ProjectionType.ALL,
            )
        return made


def _string(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
