"""What the emulator keeps: rooms, logging configurations and unused chat tokens."""

from dataclasses import dataclass, field
from typing import Any

from .rates import Window

DEFAULT_MESSAGE_LENGTH = 500
DEFAULT_MESSAGE_RATE = 10


@dataclass(slots=True)
class Room:
    """One chat room; times in epoch nanoseconds, length in code points, rate per second."""

    arn: str
    id: str
    create_time_ns: int
    update_time_ns: int
    name: str = ""
    maximum_message_length: int = DEFAULT_MESSAGE_LENGTH
    handler_uri: str = ""
    fallback_result: str = "ALLOW"
    logging_configurations: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    sends: Window = field(default_factory=lambda: Window("SendMessage requests of the room", DEFAULT_MESSAGE_RATE))

    def described(self) -> dict[str, Any]:
        """The members of the service model's room shapes; no handler, no `messageReviewHandler`."""
        handler = {"uri": self.handler_uri, "fallbackResult": self.fallback_result} if self.handler_uri else None
        return {
            "arn": self.arn,
            "id": self.id,
            "name": self.name,
            "createTime": self.create_time_ns,
            "updateTime": self.update_time_ns,
            "maximumMessageRatePerSecond": self.sends.limit,
            "maximumMessageLength": self.maximum_message_length,
            "messageReviewHandler": handler,
            "tags": self.tags,
            "loggingConfigurationIdentifiers": self.logging_configurations,
        }


@dataclass(slots=True)
class LoggingConfiguration:
    """Where the chat log of the rooms that name it goes."""

    arn: str
    id: str
    create_time_ns: int
    update_time_ns: int
    destination: dict[str, dict[str, str]]
    state: str
    name: str = ""
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def in_transition(self) -> bool:
        return self.state.endswith("ING")

    @property
    def log_group(self) -> str | None:
        """The CloudWatch Logs group, or None for the destinations that are not delivered here."""
        return self.destination.get("cloudWatchLogs", {}).get("logGroupName")

    def described(self) -> dict[str, Any]:
        return {
            "arn": self.arn,
            "id": self.id,
            "name": self.name,
            "createTime": self.create_time_ns,
            "updateTime": self.update_time_ns,
            "destinationConfiguration": self.destination,
            "state": self.state,
            "tags": self.tags,
        }


@dataclass(frozen=True, slots=True)
class ChatToken:
    """What a token stands for; it opens one connection before `expires_ns`."""

    room: Room
    user_id: str
    attributes: dict[str, str] | None
    capabilities: frozenset[str]
    expires_ns: int
    session_expires_ns: int


class Arns:
    """Builds the ARNs of one account and Region."""

    def __init__(self, region: str, account: str) -> None:
        self._prefix = f"arn:aws:ivschat:{region}:{account}:"

    def room(self, identifier: str) -> str:
        return f"{self._prefix}room/{identifier}"

    def logging_configuration(self, identifier: str) -> str:
        return f"{self._prefix}logging-configuration/{identifier}"
