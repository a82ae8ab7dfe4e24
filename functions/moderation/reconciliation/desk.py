"""What the reconciler has at hand."""

from collections.abc import Callable
from dataclasses import dataclass

from ..ledger.ports import Decisions
from ..ledger.retention import Retention
from ..ports import ChatRooms, Events, RoomSettings, Sanctions
from ..publishing.ports import PolicyVersions, Publications
from ..services.desk import LedgerDesk
from .ports import Rechecks


@dataclass(frozen=True, slots=True)
class ReconciliationDesk(LedgerDesk):
    """`content_hash` is the keyed hash of a message id and a text; `handler_uri` is the review before our rooms."""

    decisions: Decisions
    sanctions: Sanctions
    room_settings: RoomSettings
    publications: Publications
    policy_versions: PolicyVersions
    chat_rooms: ChatRooms
    rechecks: Rechecks
    events: Events
    content_hash: Callable[[str, str], str]
    retention: Retention
    handler_uri: str
