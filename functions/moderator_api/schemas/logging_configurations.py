"""Logging configurations on the wire, in IVS Chat's own shape."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from moderation.records import LoggingConfiguration

from .rooms import Name
from .wire import Body, Tags, View

Target = Annotated[str, StringConstraints(min_length=1, max_length=512)]


class S3(Body):
    """A bucket."""

    bucket_name: Target


class CloudWatchLogs(Body):
    """A log group."""

    log_group_name: Target


class Firehose(Body):
    """A delivery stream."""

    delivery_stream_name: Target


class Destination(Body):
    """Exactly one place to write to."""

    s3: S3 | None = None
    cloud_watch_logs: CloudWatchLogs | None = None
    firehose: Firehose | None = None

    @model_validator(mode="after")
    def exactly_one(self) -> "Destination":
        """IVS Chat's model calls this a union."""
        if len(self.model_fields_set) != 1 or None in (getattr(self, name) for name in self.model_fields_set):
            raise ValueError("give exactly one of s3, cloudWatchLogs and firehose")
        return self


class CreateConfiguration(Body):
    """A new configuration."""

    name: Name = ""
    destination_configuration: Destination
    tags: Tags = Field(default_factory=dict)


class ChangeConfiguration(Body):
    """What is to change; the rest stays."""

    name: Name | None = None
    destination_configuration: Destination | None = None


class ConfigurationView(View):
    """A configuration. `state` is IVS Chat's, e.g. ACTIVE; `shared`: it is the one that attaching appends."""

    id: str
    arn: str
    name: str
    state: str
    shared: bool
    destination_configuration: dict[str, dict[str, str]]
    tags: dict[str, str]
    create_time: str
    update_time: str


def destination(body: Destination) -> dict[str, dict[str, str]]:
    """A destination in IVS Chat's shape."""
    shape: dict[str, dict[str, str]] = body.model_dump(by_alias=True, exclude_unset=True)
    return shape


def configuration_view(configuration: LoggingConfiguration, shared_arn: str) -> ConfigurationView:
    """A configuration as answered."""
    return ConfigurationView(
        id=configuration.id,
        arn=configuration.arn,
        name=configuration.name,
        state=configuration.state,
        shared=configuration.arn == shared_arn,
        destination_configuration={kind: dict(value) for kind, value in configuration.destination.items()},
        tags=dict(configuration.tags),
        create_time=configuration.create_time,
        update_time=configuration.update_time,
    )
