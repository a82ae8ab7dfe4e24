"""IVS Chat's logging configurations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moderation.records import LoggingConfiguration, Page

from .ivschat_arns import Arns
from .ivschat_errors import translated
from .times import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_ivschat import IvschatClient


class IvschatLoggingConfigurations:
    """Reads and changes logging configurations. `once` is a client that never repeats a call."""

    def __init__(self, client: "IvschatClient", once: "IvschatClient", arns: Arns) -> None:
        self._client = client
        self._once = once
        self._arns = arns

    def get(self, configuration_id: str) -> LoggingConfiguration:
        """One configuration."""
        arn = self._arns.logging_configuration(configuration_id)
        with translated():
            return _configuration(self._client.get_logging_configuration(identifier=arn))

    def list(self, limit: int, next_token: str) -> Page[LoggingConfiguration]:
        """All configurations."""
        asked: Any = {"nextToken": next_token} if next_token else {}
        with translated():
            answer = self._client.list_logging_configurations(maxResults=limit, **asked)
        found = [_configuration(summary) for summary in answer["loggingConfigurations"]]
        return Page(found, answer.get("nextToken", ""))

    def create(
        self, name: str, destination: Mapping[str, Mapping[str, str]], tags: Mapping[str, str]
    ) -> LoggingConfiguration:
        """Create a configuration."""
        target: Any = destination
        with translated():
            answer = self._once.create_logging_configuration(
                name=name, destinationConfiguration=target, tags=dict(tags)
            )
        return _configuration(answer)

    def update(
        self, configuration_id: str, name: str | None, destination: Mapping[str, Mapping[str, str]] | None
    ) -> LoggingConfiguration:
        """Change what is given."""
        asked: Any = {"name": name, "destinationConfiguration": destination}
        with translated():
            answer = self._client.update_logging_configuration(
                identifier=self._arns.logging_configuration(configuration_id),
                **{key: value for key, value in asked.items() if value is not None},
            )
        return _configuration(answer)

    def delete(self, configuration_id: str) -> None:
        """Delete a configuration."""
        with translated():
            self._client.delete_logging_configuration(identifier=self._arns.logging_configuration(configuration_id))


def _configuration(answer: Mapping[str, Any]) -> LoggingConfiguration:
    return LoggingConfiguration(
        id=answer["id"],
        arn=answer["arn"],
        name=answer.get("name", ""),
        state=answer["state"],
        destination=answer["destinationConfiguration"],
        tags=answer.get("tags") or {},
        create_time=rfc3339(answer.get("createTime")),
        update_time=rfc3339(answer.get("updateTime")),
    )
