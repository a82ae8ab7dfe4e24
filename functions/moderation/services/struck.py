"""A message with strikes: the sender's new total, its decision, and what the ladder brings; each once.

Total and decision are two ordinary writes, at half the price of a transaction. The total goes first and keeps a mark of
the message until its decision is known to be filed, so that whoever comes after a crash between the two sees that it
is counted. What the ladder brings is one transaction with both.

The ladder's sanction is committed as a person's is, with an audit entry of its own. It never takes the place of a
stronger one, never hits a moderator, and a line that comes so late that its sanction has run out brings none.
"""

from dataclasses import dataclass
from typing import Protocol

from ..effects import PutSanction
from ..errors import ChangedMeanwhile
from ..ladder import Ladder
from ..ledger.consequences import filed
from ..ledger.effects import LedgerEffect, PutStrikes
from ..ledger.ports import Filing, Strikes
from ..ledger.records import DecisionRecord, StrikeTotal
from ..ledger.retention import DAY, STRIKE_HALF_LIVES, Retention
from ..ledger.strikes import marked, raised, to_look_up, weakens, without_marks
from ..ports import Moderators, Sanctions
from ..records import AUTOMATIC, Actor, Request, SanctionRecord
from ..roles import SERVICE
from ..state import WARNING, Sanction
from ..tables import ALL_ROOMS
from .acts import Act, record
from .desk import LedgerDesk
from .disconnections import disconnections_of
from .sanctions import WARNING_SECONDS, facts, first_version

ACTOR = Actor(AUTOMATIC, "ledger_writer", SERVICE, (ALL_ROOMS,), "strikes")


class Ladders(Protocol):
    """Ladders of policy versions."""

    def of(self, decision: DecisionRecord) -> Ladder:
        """The ladder of the version that decided."""
        ...


@dataclass(frozen=True, slots=True)
class StrikesDesk(LedgerDesk):
    """What it takes to count strikes."""

    sanctions: Sanctions
    moderators: Moderators
    filing: Filing
    strikes: Strikes
    ladders: Ladders
    retention: Retention


def file_struck(desk: StrikesDesk, decision: DecisionRecord) -> None:
    """File a decision with strikes; one that is filed already changes nothing.

    Raises ChangedMeanwhile if another message of the sender was counted at the same moment.
    """
    old = desk.strikes.get(decision.user_id, decision.room_id)
    # Asked after the total was read: a message whose mark was gone by then is among the filed ones.
    known = desk.filing.known([decision.message_id, *to_look_up(old)])
    if decision.message_id in known:
        return
    effects = filed(decision, desk.retention)
    if old is None or decision.message_id not in old.marks:
        if old:
            old = without_marks(old, known, _gone_at_ms(desk))
        total, sanction = raised(old, decision, desk.ladders.of(decision))
        if sanction and _imposed(desk, decision, total, sanction, [*effects, _put(total, old)]):
            return
        if not desk.filing.file([_put(marked(total, decision), old)]):
            raise ChangedMeanwhile("Another message of this sender was counted just now.")
    desk.filing.file(effects)


def _gone_at_ms(desk: StrikesDesk) -> int:
    """Decisions of messages until then have had their time (epoch ms)."""
    return int((desk.clock.now() - desk.retention.decision_days * DAY) * 1000)


def _imposed(
    desk: StrikesDesk,
    decision: DecisionRecord,
    total: StrikeTotal,
    sanction: Sanction,
    effects: list[LedgerEffect],
) -> bool:
    """Commit everything together with the sanction, unless there is to be none."""
    user_id, room_id, now = decision.user_id, decision.room_id, desk.clock.now()
    until = _until(sanction, total)
    old = desk.sanctions.get(user_id, room_id)
    if (until is not None and until <= now) or weakens(sanction.kind, until, old, now) or _moderates(desk, user_id):
        return False
    request = Request(ACTOR, f"strikes-{decision.message_id}", f"message-{decision.message_id}")
    new = SanctionRecord(
        user_id=user_id,
        scope=room_id,
        kind=sanction.kind,
        until=until,
        reason=f"{total.total:.3g} strikes ({decision.rule_id or decision.reason_code})",
        by=ACTOR.reference,
        at=int(now),
        version=old.version + 1 if old else first_version(request.action_id),
    )
    act = Act(
        "ImposeSanction",
        room_id,
        subject=user_id,
        reason=new.reason,
        before=facts(old),
        after=facts(new),
        effects=(*effects, PutSanction(new, old.version if old else 0)),
    )
    record(desk, request, act, disconnections_of(new, now, leased=False))
    return True


def _put(total: StrikeTotal, old: StrikeTotal | None) -> PutStrikes:
    fades = int(total.half_life_seconds * STRIKE_HALF_LIVES)
    return PutStrikes(total, old.version if old else 0, total.at_ms // 1000 + fades)


def _until(sanction: Sanction, total: StrikeTotal) -> int | None:
    """When the sanction ends (epoch s), counted from the message; a warning without a time lasts as a person's does."""
    if sanction.until is None:
        return total.at_ms // 1000 + WARNING_SECONDS if sanction.kind == WARNING else None
    return int(sanction.until)


def _moderates(desk: StrikesDesk, user_id: str) -> bool:
    """Whether a chat user is an active moderator. Moderators chat under their `sub` or user name."""
    moderator = desk.moderators.get(user_id) or desk.moderators.named(user_id)
    return moderator is not None and moderator.active
