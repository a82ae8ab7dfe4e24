"""What use cases have at hand: the ports, and the facts of this deployment."""

from dataclasses import dataclass

from ..chain.desk import ProofDesk
from ..delivery.ports import Actions
from ..erasure.ports import Erasures, PersonalData
from ..ledger.ports import Decisions, Flags, Holds, Stats, Strikes
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
from ..publishing.ports import PolicyHeads, PolicyVersions, Publications
from ..reconciliation.ports import ChatLog


@dataclass(frozen=True, slots=True)
class Hook:
    """What attaching means here: the review handler, what happens if it fails, and the shared logging configuration."""

    handler_uri: str
    fallback_result: str
    logging_arn: str


@dataclass(frozen=True, slots=True)
class LedgerDesk:
    """What it takes to change anything at all: the time, and a ledger in which it is committed."""

    clock: Clock
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class RoomDesk(LedgerDesk):
    """What it takes to attach rooms."""

    hook: Hook
    room_settings: RoomSettings
    attach_operations: AttachOperations
    chat_rooms: ChatRooms


@dataclass(frozen=True, slots=True)
class Desk(RoomDesk):
    """What it takes to do everything."""

    sanctions: Sanctions
    moderators: Moderators
    token_issues: TokenIssues
    attach_worker: AttachWorker
    chat_messaging: ChatMessaging
    logging_configurations: LoggingConfigurations
    policy_versions: PolicyVersions
    policy_heads: PolicyHeads
    publications: Publications
    actions: Actions
    chat_log: ChatLog
    decisions: Decisions
    holds: Holds
    flags: Flags
    strikes: Strikes
    stats: Stats
    audit: ProofDesk
    erasures: Erasures
    personal_data: PersonalData
    log_days: int
