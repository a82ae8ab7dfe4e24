"""Create-, Get-, List-, Update- and DeleteLoggingConfiguration, and the states they go through."""

import asyncio
from typing import Any

from ..chat_log import ChatLog
from ..clock import Clock
from ..errors import conflict, quota_exceeded
from ..ids import Ids
from ..registry import Registry
from ..resources import LoggingConfiguration
from ..settings import Settings
from .pages import page


class LoggingConfigurationOperations:
    """A change is accepted at once and takes effect after a while; until then the configuration is in transition."""

    def __init__(self, registry: Registry, chat_log: ChatLog, settings: Settings, clock: Clock, ids: Ids) -> None:
        self._registry = registry
        self._chat_log = chat_log
        self._settings = settings
        self._clock = clock
        self._ids = ids
        self._transitions: set[asyncio.Task[None]] = set()

    async def create_logging_configuration(self, request: dict[str, Any]) -> dict[str, Any]:
        quota = self._settings.quotas.logging_configurations
        if len(self._registry.logging_configurations) >= quota:
            raise quota_exceeded(f"The account has {quota} logging configurations, its limit", quota)
        identifier, now = self._ids.identifier(), self._clock.now_ns()
        made = LoggingConfiguration(
            self._registry.arns.logging_configuration(identifier),
            identifier,
            now,
            now,
            request["destinationConfiguration"],
            "CREATING",
            request.get("name") or "",
            dict(request.get("tags") or {}),
        )
        self._registry.logging_configurations[made.arn] = made
        self._begin(self._settle(made, "CREATE_FAILED"))
        return _accepted(made)

    async def get_logging_configuration(self, request: dict[str, Any]) -> dict[str, Any]:
        return self._registry.logging_configuration(request["identifier"]).described()

    async def list_logging_configurations(self, request: dict[str, Any]) -> dict[str, Any]:
        shown, token = page(self._registry.logging_configurations.values(), request)
        return {"loggingConfigurations": [entry.described() for entry in shown], "nextToken": token}

    async def update_logging_configuration(self, request: dict[str, Any]) -> dict[str, Any]:
        changed = self._changeable(request["identifier"])
        if (name := request.get("name")) is not None:
            changed.name = name
        if (destination := request.get("destinationConfiguration")) is not None:
            changed.destination = destination
        changed.update_time_ns, changed.state = self._clock.now_ns(), "UPDATING"
        self._begin(self._settle(changed, "UPDATE_FAILED"))
        return _accepted(changed)

    async def delete_logging_configuration(self, request: dict[str, Any]) -> dict[str, Any]:
        doomed = self._changeable(request["identifier"])
        users = [room.arn for room in self._registry.rooms.values() if doomed.arn in room.logging_configurations]
        if users:
            raise conflict(
                doomed.arn, f"The logging configuration is attached to {len(users)} rooms, such as {users[0]}"
            )
        doomed.state = "DELETING"
        self._begin(self._remove(doomed))
        return {}

    def _changeable(self, arn: str) -> LoggingConfiguration:
        found = self._registry.logging_configuration(arn)
        if found.in_transition:
            raise conflict(arn, f"The logging configuration is {found.state}; try again when it is settled")
        return found

    def _begin(self, transition: Any) -> None:
        task = asyncio.create_task(transition)
        self._transitions.add(task)
        task.add_done_callback(self._transitions.discard)

    async def _settle(self, configuration: LoggingConfiguration, failed: str) -> None:
        """S3 and Firehose are taken at their word; a log group has to exist."""
        await self._clock.sleep(self._settings.transition_seconds)
        group = configuration.log_group
        reachable = group is None or await self._chat_log.group_exists(group)
        configuration.state = "ACTIVE" if reachable else failed

    async def _remove(self, configuration: LoggingConfiguration) -> None:
        await self._clock.sleep(self._settings.transition_seconds)
        self._registry.logging_configurations.pop(configuration.arn, None)


def _accepted(configuration: LoggingConfiguration) -> dict[str, Any]:
    """The answers to create and update know the one state ACTIVE; Get shows the real one."""
    return {**configuration.described(), "state": "ACTIVE"}
