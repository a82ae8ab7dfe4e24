"""Logging configurations of IVS Chat."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.errors import Invalid
from moderation.records import LoggingConfiguration
from moderation.services import logging_configurations

from ..answers import no_content
from ..current import current
from ..pagination import listed, opened
from ..schemas.logging_configurations import (
    ChangeConfiguration,
    ConfigurationView,
    CreateConfiguration,
    configuration_view,
    destination,
)
from ..schemas.wire import ConfigurationId, Cursor, Limit, Listing

router = APIGatewayHttpRouter()
_TAG = ["Logging configurations"]


@router.get("/v1/logging-configurations", tags=_TAG, summary="Where chat logs may go")
def list_configurations(limit: Limit = 50, cursor: Cursor | None = None) -> Listing[ConfigurationView]:
    here = current(router)
    page = logging_configurations.list_configurations(
        here.desk, here.request, limit, opened(cursor, "logging-configurations")
    )
    return listed(page, _shown, "logging-configurations")


@router.post("/v1/logging-configurations", tags=_TAG, summary="Create a logging configuration", status_code=201)
def create_configuration(body: Annotated[CreateConfiguration, Body()]) -> ConfigurationView:
    here = current(router)
    target = destination(body.destination_configuration)
    return _shown(logging_configurations.create_configuration(here.desk, here.request, body.name, target, body.tags))


@router.get("/v1/logging-configurations/<configuration_id>", tags=_TAG, summary="One logging configuration")
def get_configuration(configuration_id: ConfigurationId) -> ConfigurationView:
    here = current(router)
    return _shown(logging_configurations.get_configuration(here.desk, here.request, configuration_id))


@router.patch("/v1/logging-configurations/<configuration_id>", tags=_TAG, summary="Change a logging configuration")
def change_configuration(
    configuration_id: ConfigurationId, body: Annotated[ChangeConfiguration, Body()]
) -> ConfigurationView:
    here = current(router)
    if body.name is None and body.destination_configuration is None:
        raise Invalid([("", "Name at least one thing to change.")])
    target = destination(body.destination_configuration) if body.destination_configuration else None
    changed = logging_configurations.update_configuration(here.desk, here.request, configuration_id, body.name, target)
    return _shown(changed)


@router.delete(
    "/v1/logging-configurations/<configuration_id>",
    tags=_TAG,
    summary="Delete a logging configuration that no room uses",
    status_code=204,
)
def delete_configuration(configuration_id: ConfigurationId) -> Response[str]:
    here = current(router)
    logging_configurations.delete_configuration(here.desk, here.request, configuration_id)
    return no_content()


def _shown(configuration: LoggingConfiguration) -> ConfigurationView:
    return configuration_view(configuration, current(router).desk.hook.logging_arn)
