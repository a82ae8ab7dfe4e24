"""AWS::IVSChat::* in a template: each handler calls the IVS Chat emulator, so the stack's rooms are real rooms there.

Failures of the emulator (limits, conflicts, a review handler that may not be invoked) fail the resource with the
service's own message, as CloudFormation would show it.
"""

import time
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from ministack.services.cloudformation import provisioners

from local.ministack.hooks import PinBrokenError

if TYPE_CHECKING:
    from mypy_boto3_ivschat import IvschatClient

ROOM = "AWS::IVSChat::Room"
LOGGING_CONFIGURATION = "AWS::IVSChat::LoggingConfiguration"
RESOURCE_TYPES = (ROOM, LOGGING_CONFIGURATION)

# A property that a new template leaves out goes back to the service's default.
ROOM_DEFAULTS: dict[str, Any] = {
    "name": "",
    "maximumMessageLength": 500,
    "maximumMessageRatePerSecond": 10,
    "messageReviewHandler": {"uri": "", "fallbackResult": "ALLOW"},
    "loggingConfigurationIdentifiers": [],
}
SETTLE_SECONDS = 30.0

Created = tuple[str, dict[str, Any]]


@cache
def _client(region: str) -> "IvschatClient":
    config = Config(connect_timeout=2, read_timeout=20, retries={"mode": "standard", "total_max_attempts": 5})
    return boto3.client("ivschat", region_name=region, config=config)


def _ivschat() -> Any:
    return _client(provisioners.get_region())


def as_parameters(props: dict[str, Any]) -> dict[str, Any]:
    """A resource's properties as parameters of the API operation: lower camel case, tags as a map."""

    def lowered(value: Any) -> Any:
        if isinstance(value, dict):
            return {key[:1].lower() + key[1:]: lowered(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [lowered(inner) for inner in value]
        return value

    parameters: dict[str, Any] = lowered({key: value for key, value in props.items() if key != "Tags"})
    for name in ("maximumMessageLength", "maximumMessageRatePerSecond"):
        if name in parameters:
            parameters[name] = int(parameters[name])
    return parameters


def _tags(props: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in props.get("Tags") or []}


def _retag(arn: str, old_props: dict[str, Any], new_props: dict[str, Any]) -> None:
    old, new = _tags(old_props), _tags(new_props)
    if gone := sorted(old.keys() - new.keys()):
        _ivschat().untag_resource(resourceArn=arn, tagKeys=gone)
    if changed := {key: value for key, value in new.items() if old.get(key) != value}:
        _ivschat().tag_resource(resourceArn=arn, tags=changed)


def _create_room(logical_id: str, props: dict[str, Any], stack_name: str) -> Created:
    room = _ivschat().create_room(**as_parameters(props), tags=_tags(props))
    return room["arn"], {"Arn": room["arn"], "Id": room["id"]}


def _update_room(arn: str, old_props: dict[str, Any], new_props: dict[str, Any], stack_name: str) -> Created:
    room = _ivschat().update_room(identifier=arn, **{**ROOM_DEFAULTS, **as_parameters(new_props)})
    _retag(arn, old_props, new_props)
    return arn, {"Arn": arn, "Id": room["id"]}


def _delete_room(arn: str, props: dict[str, Any]) -> None:
    client = _ivschat()
    try:
        client.delete_room(identifier=arn)
    except client.exceptions.ResourceNotFoundException:
        return  # deleted by hand before the stack: CloudFormation counts that as deleted


def _settled(found: Any) -> Created:
    """Wait for a logging configuration to leave its passing states; GetLoggingConfiguration allows 3 calls a second."""
    arn = found["arn"]
    deadline = time.monotonic() + SETTLE_SECONDS
    while found["state"] in ("CREATING", "UPDATING"):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{arn} is still {found['state']} after {SETTLE_SECONDS:.0f} s")
        time.sleep(0.4)
        found = _ivschat().get_logging_configuration(identifier=arn)
    if found["state"] != "ACTIVE":
        raise RuntimeError(f"{arn} is {found['state']}: does its destination exist?")
    return arn, {"Arn": arn, "Id": found["id"], "State": found["state"]}


def _create_logging(logical_id: str, props: dict[str, Any], stack_name: str) -> Created:
    return _settled(_ivschat().create_logging_configuration(**as_parameters(props), tags=_tags(props)))


def _update_logging(arn: str, old_props: dict[str, Any], new_props: dict[str, Any], stack_name: str) -> Created:
    found = _ivschat().update_logging_configuration(identifier=arn, **{"name": "", **as_parameters(new_props)})
    _retag(arn, old_props, new_props)
    return _settled(found)


def _delete_logging(arn: str, props: dict[str, Any]) -> None:
    client = _ivschat()
    try:
        client.delete_logging_configuration(identifier=arn)
    except client.exceptions.ResourceNotFoundException:
        return


def register() -> None:
    """Add both types to ministack's registry; native support must be a deliberate switch, not a silent override."""
    handlers = provisioners._RESOURCE_HANDLERS
    if "AWS::Lambda::Function" not in handlers:
        raise PinBrokenError("the registry of resource handlers is not where it was")
    if taken := [name for name in handlers if name.startswith("AWS::IVSChat::")]:
        raise PinBrokenError(f"ministack now provisions {taken} itself")
    handlers[ROOM] = {"create": _create_room, "update": _update_room, "delete": _delete_room}
    handlers[LOGGING_CONFIGURATION] = {
        "create": _create_logging,
        "update": _update_logging,
        "delete": _delete_logging,
    }
