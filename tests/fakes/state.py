"""Our own tables in memory: the same promises as the DynamoDB adapters, proven by tests/edges/test_state_ports.py."""

from collections.abc import Sequence
from typing import Any, TypeVar

from boto3.dynamodb.types import TypeSerializer

from moderation.delivery.records import PENDING, Action
from moderation.effects import (
    DropAttachment,
    Effect,
    KeepAttachment,
    LiftSanction,
    PutModerator,
    PutModes,
    PutSanction,
    SameSanction,
    StartAttaching,
)
from moderation.erasure.records import Erasure, StartErasure
from moderation.errors import ChangedMeanwhile, Unavailable
from moderation.ledger.effects import FileDecision, PutFlag, PutHold, PutStrikes
from moderation.publishing.effects import KeepPolicyVersion, PointAt, PutPublication, SetFailMode
from moderation.records import Attachment, AttachProgress, AuditEntry, Intent, Moderator, Page, SanctionRecord
from tests.fakes.actions import InMemoryActions, born
from tests.fakes.audit import InMemoryAudit
from tests.fakes.decisions import InMemoryBook
from tests.fakes.policies import InMemoryPolicies

T = TypeVar("T")


class InMemoryClock:
    """A clock that only moves when told."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.time = now

    def now(self) -> float:
        return self.time


class InMemoryState:
    """What the State, Audit and Actions tables would hold."""

    def __init__(self) -> None:
        self.sanctions: dict[tuple[str, str], SanctionRecord] = {}
        self.moderators: dict[str, Moderator] = {}
        self.attachments: dict[str, Attachment] = {}
        self.modes: dict[str, dict[str, dict[str, object]]] = {}
        self.issues: dict[tuple[str, str], tuple[int, int, float]] = {}
        self.operations: dict[str, AttachProgress] = {}
        self.audit: dict[str, AuditEntry] = {}
        self.audit_rows = InMemoryAudit()
        self.erasures: dict[str, Erasure] = {}
        self.actions: dict[str, Action] = {}
        self.spent: dict[tuple[str, str, int], int] = {}
        self.policies = InMemoryPolicies()
        self.book = InMemoryBook()
        self.broken = False

    @property
    def intents(self) -> dict[str, Intent]:
        """What is or was going to be done."""
        return {id_: action.intent for id_, action in self.actions.items()}

    @property
    def endings(self) -> dict[str, tuple[str, str]]:
        """How intents ended: status and outcome."""
        ended = {id_: action for id_, action in self.actions.items() if action.status != PENDING}
        return {id_: (action.status, action.outcome) for id_, action in ended.items()}


class InMemoryLedger:
    """Commits everything or nothing."""

    def __init__(self, state: InMemoryState) -> None:
        self._state = state

    def commit(self, entry: AuditEntry, intents: Sequence[Intent], effects: Sequence[Effect]) -> bool:
        if self._state.broken:
            raise Unavailable("broken")
        if entry.entry_id in self._state.audit:
            return False
        if not all(self._holds(effect) for effect in effects):
            raise ChangedMeanwhile("moved on")
        for intent in intents:
            # A table takes no floats.
            TypeSerializer().serialize(dict(intent.arguments))
        self._state.audit[entry.entry_id] = entry
        self._state.audit_rows.record(entry)
        self._state.actions.update({intent.action_id: born(intent) for intent in intents})
        for effect in effects:
            self._apply(effect)
        return True

    def finish(self, action_id: str, status: str, outcome: str, at: float) -> None:
        InMemoryActions(self._state.actions).finish(action_id, 0, status, outcome, at)

    def _holds(self, effect: Effect) -> bool:
        state = self._state
        match effect:
            case PutSanction(sanction, replaces):
                return _version(state.sanctions.get((sanction.user_id, sanction.scope))) == replaces
            case LiftSanction(sanction):
                return _version(state.sanctions.get((sanction.user_id, sanction.scope))) == sanction.version
            case SameSanction(user_id, scope, version):
                return _version(state.sanctions.get((user_id, scope))) == version
            case PutModerator(moderator, replaces):
                return _version(state.moderators.get(moderator.sub)) == replaces
            case PutModes(room_id, before, _):
                return state.modes.get(room_id, {}) == before
            case KeepPolicyVersion(version):
                return version.version == state.policies.latest_number(version.policy_id) + 1
            case PutPublication(publication, replaces):
                return state.policies.publication(publication.scope).revision == replaces
            case FileDecision() | PutHold() | PutFlag() | PutStrikes():
                return state.book.permits(effect)
        return True

    def _apply(self, effect: Effect) -> None:
        state = self._state
        match effect:
            case PutSanction(sanction):
                state.sanctions[sanction.user_id, sanction.scope] = sanction
            case LiftSanction(sanction):
                del state.sanctions[sanction.user_id, sanction.scope]
            case PutModerator(moderator):
                state.moderators[moderator.sub] = moderator
            case PutModes(room_id, _, after):
                state.modes[room_id] = {name: dict(mode) for name, mode in after.items()}  # type: ignore[call-overload]
            case KeepAttachment(attachment):
                state.attachments[attachment.room_id] = attachment
            case DropAttachment(room_id):
                state.attachments.pop(room_id, None)
            case StartAttaching(progress):
                state.operations[progress.operation_id] = progress
            case StartErasure(erasure):
                state.erasures[erasure.erasure_id] = erasure
            case KeepPolicyVersion(version):
                state.policies.versions[version.policy_id, version.version] = version
            case PutPublication(publication):
                state.policies.publish(publication)
            case PointAt(scope, pointer):
                assert state.policies.publication(scope).pointer == pointer
            case SetFailMode(scope, fail_mode):
                state.policies.set_fail_mode(scope, fail_mode)
            case FileDecision() | PutHold() | PutFlag() | PutStrikes():
                state.book.apply(effect)


class InMemorySanctions:
    """Reads sanctions."""

    def __init__(self, state: InMemoryState) -> None:
        self._state = state

    def get(self, user_id: str, scope: str) -> SanctionRecord | None:
        return self._state.sanctions.get((user_id, scope))

    def list(self, scope: str, limit: int, next_token: str) -> Page[SanctionRecord]:
        found = [sanction for (_, of), sanction in self._state.sanctions.items() if of == scope]
        return _page(sorted(found, key=lambda each: (each.at, each.user_id), reverse=True), limit, next_token)


class InMemoryModerators:
    """Reads moderators."""

    def __init__(self, state: InMemoryState) -> None:
        self._state = state

    def get(self, sub: str) -> Moderator | None:
        return self._state.moderators.get(sub)

    def named(self, username: str) -> Moderator | None:
        return next((each for each in self._state.moderators.values() if each.username == username), None)

    def list(self, limit: int, next_token: str) -> Page[Moderator]:
        return _page(sorted(self._state.moderators.values(), key=lambda each: each.username), limit, next_token)


class InMemoryRoomSettings:
    """Reads what is known of rooms."""

    def __init__(self, state: InMemoryState) -> None:
        self._state = state

    def modes(self, room_id: str) -> dict[str, dict[str, object]]:
        return self._state.modes.get(room_id, {})

    def attachment(self, room_id: str) -> Attachment | None:
        return self._state.attachments.get(room_id)


class InMemoryTokenIssues:
    """Counts tokens."""

    def __init__(self, state: InMemoryState) -> None:
        self._state = state

    def count(self, user_id: str, room_id: str, now: float, limit: int) -> int:
        minute = int(now // 60)
        known, issued, _ = self._state.issues.get((user_id, room_id), (-1, 0, 0.0))
        issued = issued + 1 if known == minute else 1
        if issued > limit:
            return 60 - int(now % 60)
        self._state.issues[user_id, room_id] = (minute, issued, now + 181 * 60)
        return 0

    def rooms(self, user_id: str, now: float) -> Sequence[str]:
        return [room for (user, room), (_, _, until) in self._state.issues.items() if user == user_id and until > now]


class InMemoryBudgets:
    """Counts what is spent."""

    def __init__(self, state: InMemoryState) -> None:
        self._state = state

    def spend(self, actor: str, name: str, period_seconds: int, limit: int, now: float) -> int:
        period = int(now) // period_seconds
        spent = self._state.spent.get((actor, name, period), 0)
        if spent >= limit:
            return (period + 1) * period_seconds - int(now)
        self._state.spent[actor, name, period] = spent + 1
        return 0


class InMemoryAttachOperations:
    """Progress of bulk attachments."""

    def __init__(self, state: InMemoryState) -> None:
        self._state = state
        self.saved = 0

    def get(self, operation_id: str) -> AttachProgress | None:
        return self._state.operations.get(operation_id)

    def save(self, progress: AttachProgress) -> None:
        self.saved += 1
        self._state.operations[progress.operation_id] = progress

    def unfinished(self) -> Sequence[str]:
        return [id_ for id_, progress in self._state.operations.items() if progress.status != "finished"]


def _version(stored: SanctionRecord | Moderator | None) -> int:
    return stored.version if stored else 0


def _page(items: "list[T]", limit: int, next_token: str) -> Page[T]:
    start: Any = int(next_token or 0)
    more = start + limit < len(items)
    return Page(items[start : start + limit], str(start + limit) if more else "")
