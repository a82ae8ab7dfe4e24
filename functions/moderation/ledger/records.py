"""What the ledger keeps about messages: decisions, holds, flags, strikes. Times in `..._ms` are epoch milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

OPEN = "open"
APPROVED = "approved"
DENIED = "denied"
EXPIRED = "expired"
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class LoggedHit:
    """A finding as the decision line tells it; `start` and `end` are code points of the original text."""

    rule_id: str
    category: str
    severity: int
    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One message's decision, as its line told it (docs/review-path.md).

    `policy_hash` holds the first 12 digits. `content_hash` is "" where the line has none. `plain`: an ALLOW about which
    nothing else is known: no user, no findings. `text` is None where the deployment keeps no refused text, or the
    message was delivered; `text_cut` says that not all of it is there. `name` is the sender's display name, known of
    held messages only. `notes` say why the message was decided without state or by another policy version.
    """

    message_id: str
    room_id: str
    verdict: str
    at_ms: int
    elapsed_ms: float
    environment: str
    sequence: int
    policy_hash: str = ""
    content_hash: str = ""
    plain: bool = False
    user_id: str = ""
    policy_id: str = ""
    policy_version: int = 0
    rule_id: str = ""
    reason_code: str = ""
    remaining_seconds: int | None = None
    strikes: float = 0.0
    flagged: bool = False
    degraded: str = ""
    hits: tuple[LoggedHit, ...] = ()
    notes: Mapping[str, object] = field(default_factory=dict)
    truncated: bool = False
    text_cut: bool = False
    text: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class AllowedMessage:
    """A plain ALLOW as packed: it ties a delivered text (by its keyed hash) to the policy that let it pass."""

    message_id: str
    content_hash: str
    at_ms: int
    policy_hash: str
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class RefusedText:
    """A refused message's text, beside its decision and gone earlier (epoch s) than that."""

    message_id: str
    text: str
    kept_until: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A message denied for now and waiting for a person. `hold_id` is the message id.

    `text` is None where the deployment keeps no refused text: such a hold can only be denied. `claimed_by` (an actor's
    reference) has it until `claimed_until_ms`; `expires_at_ms` ends it. `kept_until` (epoch s) is when all of it goes,
    decided or not. `version` counts changes from 1.
    """

    hold_id: str
    room_id: str
    user_id: str
    name: str
    text: str | None
    rule_id: str
    reason_code: str
    at_ms: int
    expires_at_ms: int
    kept_until: int
    status: str = OPEN
    claimed_by: str = ""
    claimed_until_ms: int = 0
    decided_by: str = ""
    decided_at_ms: int = 0
    reason: str = ""
    version: int = 1

    def status_at(self, now: float) -> str:
        """The status at `now` (epoch s): an open hold whose time is up has expired."""
        return EXPIRED if self.status == OPEN and self.expires_at_ms <= now * 1000 else self.status

    def claimant_at(self, now: float) -> str:
        """Who has it claimed at `now` (epoch s), "" for nobody."""
        return self.claimed_by if self.claimed_until_ms > now * 1000 else ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A delivered message that a rule wants a person to look at; `seen_by` is the actor who did.

    `kept_until` (epoch s) is when it goes, seen or not.
    """

    message_id: str
    room_id: str
    user_id: str
    rule_id: str
    at_ms: int
    kept_until: int
    seen_by: str = ""
    seen_at_ms: int = 0

    @property
    def status(self) -> str:
        """Waiting for a look, or seen."""
        return SEEN if self.seen_by else OPEN


@dataclass(frozen=True, slots=True)
class StrikeTotal:
    """A user's strikes in one room: the sum as of `at_ms`, to be decayed by the half-life of the last policy.

    `marks` are messages that are in it though their decisions may not be filed yet, by id with their times in ms.
    """

    user_id: str
    room_id: str
    total: float
    at_ms: int
    half_life_seconds: float
    version: int = 1
    marks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """Which decisions are wanted; "" and None are no limit. `since` and `until` are epoch seconds, `until` excluded."""

    since: float | None = None
    until: float | None = None
    room_id: str = ""
    verdict: str = ""
    rule_id: str = ""
