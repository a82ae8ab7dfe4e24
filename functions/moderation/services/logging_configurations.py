"""IVS Chat's logging configurations: where the chat log of a room goes."""

from collections.abc import Mapping

from .. import roles
from ..errors import Conflict
from ..records import LoggingConfiguration, Page, Request
from .acts import Act, Call, perform
from .desk import Desk

Destination = Mapping[str, Mapping[str, str]]


def list_configurations(desk: Desk, request: Request, limit: int, next_token: str) -> Page[LoggingConfiguration]:
    """All configurations of the account; IVS Chat gives at most 50 at once."""
    roles.require(request.actor.role, request.actor.rooms, "logging.read")
    return desk.logging_configurations.list(min(limit, 50), next_token)


def get_configuration(desk: Desk, request: Request, configuration_id: str) -> LoggingConfiguration:
    """One configuration."""
    roles.require(request.actor.role, request.actor.rooms, "logging.read")
    return desk.logging_configurations.get(configuration_id)


def create_configuration(
    desk: Desk, request: Request, name: str, destination: Destination, tags: Mapping[str, str]
) -> LoggingConfiguration:
    """Create a configuration; an account has 10 by default."""
    roles.require(request.actor.role, request.actor.rooms, "logging.change")
    asked = {"name": name, "destination": destination, "tags": dict(tags)}
    return perform(
        desk,
        request,
        Act("CreateLoggingConfiguration", subject=name, after=asked),
        Call("CreateLoggingConfiguration", "", asked),
        lambda: desk.logging_configurations.create(name, destination, tags),
    )


def update_configuration(
    desk: Desk, request: Request, configuration_id: str, name: str | None, destination: Destination | None
) -> LoggingConfiguration:
    """Change a configuration's name or destination; not where ours goes, which reconciliation reads."""
    roles.require(request.actor.role, request.actor.rooms, "logging.change")
    if destination is not None:
        _refuse_ours(desk, configuration_id)
    asked = {"name": name, "destination": destination}
    return perform(
        desk,
        request,
        Act("UpdateLoggingConfiguration", subject=configuration_id, after=asked),
        Call("UpdateLoggingConfiguration", "", {"id": configuration_id, **asked}),
        lambda: desk.logging_configurations.update(configuration_id, name, destination),
    )


def delete_configuration(desk: Desk, request: Request, configuration_id: str) -> None:
    """Delete a configuration that no room uses; not ours."""
    roles.require(request.actor.role, request.actor.rooms, "logging.change")
    _refuse_ours(desk, configuration_id)
    perform(
        desk,
        request,
        Act("DeleteLoggingConfiguration", subject=configuration_id),
        Call("DeleteLoggingConfiguration", "", {"id": configuration_id}),
        lambda: desk.logging_configurations.delete(configuration_id),
    )


def _refuse_ours(desk: Desk, configuration_id: str) -> None:
    if desk.hook.logging_arn.endswith(f"/{configuration_id}"):
        raise Conflict("This is Roomkeeper's own logging configuration.", code="logging_configuration_in_use")
