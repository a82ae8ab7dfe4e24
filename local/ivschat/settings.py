"""What one emulator instance is told at start: who it is, where its AWS is, and which quotas hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

# Calls per second and operation, from the service quotas page of the IVS Chat user guide (not adjustable on AWS).
API_RATES: Mapping[str, int] = {
    "CreateChatToken": 200,
    "DeleteMessage": 100,
    "DisconnectUser": 100,
    "SendEvent": 100,
    **dict.fromkeys(("CreateRoom", "GetRoom", "ListRooms", "UpdateRoom", "DeleteRoom"), 5),
    **dict.fromkeys(
        (
            "CreateLoggingConfiguration",
            "GetLoggingConfiguration",
            "ListLoggingConfigurations",
            "UpdateLoggingConfiguration",
            "DeleteLoggingConfiguration",
        ),
        3,
    ),
    **dict.fromkeys(("TagResource", "UntagResource", "ListTagsForResource"), 10),
}


@dataclass(frozen=True, slots=True)
class Quotas:
    """Service quotas with AWS's defaults; sizes in bytes or Unicode code points as the names say."""

    api_rates: Mapping[str, int] = field(default_factory=lambda: dict(API_RATES))
    rooms: int = 50_000
    logging_configurations: int = 10
    concurrent_connections: int = 50_000
    send_message_rate: int = 1_000
    connection_request_rate: int = 10
    review_timeout_ms: int = 200
    token_seconds: int = 60
    token_attributes_bytes: int = 1_024
    review_attributes_bytes: int = 1_024
    event_attributes_bytes: int = 4_096
    message_attributes_bytes: int = 1_024
    frame_bytes: int = 16_384

    def with_value(self, name: str, value: int) -> "Quotas":
        """One quota changed: a field of this class, or the name of an operation for its calls per second.

        Raises:
            ValueError: no quota has this name, or the value is negative.
        """
        if value < 0:
            raise ValueError(f"quota {name} must not be negative")
        if name in self.api_rates:
            return replace(self, api_rates={**self.api_rates, name: value})
        scalars = [entry.name for entry in fields(self) if entry.name != "api_rates"]
        if name not in scalars:
            raise ValueError(f"no quota is named {name}; known: {', '.join([*scalars, *self.api_rates])}")
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    def without_api_rates(self) -> "Quotas":
        """The same with control-plane call rates so high that no test meets them."""
        return replace(self, api_rates=dict.fromkeys(self.api_rates, 1_000_000))


@dataclass(frozen=True, slots=True)
class Settings:
    """Identity of the instance, its emulated AWS (Lambda and CloudWatch Logs), and its pace."""

    region: str = "us-west-2"
    account: str = "123456789012"
    access_key_id: str = "local"
    secret_access_key: str = "local"  # noqa: S105 a made-up key: the emulator listens on loopback
    aws_endpoint: str | None = None
    authority_url: str | None = None
    quotas: Quotas = field(default_factory=Quotas)
    # How long a logging configuration stays CREATING, UPDATING or DELETING.
    transition_seconds: float = 0.3
    # How old a record is when the chat log is delivered; AWS takes about 10 s.
    chat_log_seconds: float = 3.0
    # AWS says a changed Lambda permission takes up to 30 s to be felt.
    permission_seconds: float = 30.0
