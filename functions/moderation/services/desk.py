"""What every use case has at hand: the ports, and the facts of this deployment."""

from dataclasses import dataclass

from ..ports import (
    AttachOperations,
    AttachWorker,
    ChatMessaging,
    ChatRooms,
    Clock,
    Ledger,
    LoggingConfigurations,
    Moderators,
    RoomSettings,
    Sanctions,
    TokenIssues,
)


@dataclass(frozen=True, slots=True)
class Hook:
    """What attaching means here: the review handler, what happens if it fails, and the shared logging configuration."""

    handler_uri: str
    fallback_result: str
    logging_arn: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Ports and facts."""

    hook: Hook
    clock: Clock
    ledger: Ledger
    sanctions: Sanctions
    moderators: Moderators
    room_settings: RoomSettings
    token_issues: TokenIssues
    attach_operations: AttachOperations
    attach_worker: AttachWorker
    chat_rooms: ChatRooms
    chat_messaging: ChatMessaging
    logging_configurations: LoggingConfigurations
