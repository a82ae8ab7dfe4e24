"""The Decisions table in memory: the same promises as its adapters, proven by tests/edges/test_decision_ports.py."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from moderation.errors import ChangedMeanwhile, Unavailable
from moderation.ledger.effects import FileDecision, LedgerEffect, PutFlag, PutHold, PutStrikes
from moderation.ledger.packs import Pack
from moderation.ledger.received import Received
from moderation.ledger.records import (
    OPEN,
    AllowedMessage,
    DecisionFilter,
    DecisionRecord,
    Flag,
    Hold,
    RefusedText,
    StrikeTotal,
)
from moderation.ledger.retention import Retention
from moderation.ledger.tallies import Tally
from moderation.records import Page

T = TypeVar("T")


class InMemoryBook:
    """What the Decisions table would hold. Nothing in it ever expires by itself."""

    def __init__(self) -> None:
        self.decisions: dict[str, DecisionRecord] = {}
        self.texts: dict[str, str] = {}
        self.holds: dict[str, Hold] = {}
        self.flags: dict[str, Flag] = {}
        self.strikes: dict[tuple[str, str], StrikeTotal] = {}
        self.packs: dict[tuple[str, int, str], Pack] = {}
        self.received: dict[str, Received] = {}
        self.counts: dict[tuple[str, int], dict[str, int]] = {}
        self.broken = False

    def permits(self, effect: LedgerEffect) -> bool:
        """Whether an effect's condition holds."""
        match effect:
            case FileDecision(decision):
                return decision.message_id not in self.decisions
            case PutHold(hold, replaces):
                return _version(self.holds.get(hold.hold_id)) == replaces
            case PutStrikes(strikes, replaces):
                return _version(self.strikes.get((strikes.user_id, strikes.room_id))) == replaces
            case PutFlag(flag, replaces):
                known = self.flags.get(flag.message_id)
                return (known is not None and not known.seen_by) if replaces else known is None

    def apply(self, effect: LedgerEffect) -> None:
        """Bring an effect about."""
        match effect:
            case FileDecision(decision):
                self.decisions[decision.message_id] = replace(decision, text=None, name="", text_cut=False)
            case PutHold(hold):
                self.holds[hold.hold_id] = hold
            case PutFlag(flag):
                self.flags[flag.message_id] = flag
            case PutStrikes(strikes):
                self.strikes[strikes.user_id, strikes.room_id] = strikes

    def check(self) -> None:
        """Raise Unavailable while the table is broken."""
        if self.broken:
            raise Unavailable("broken")


class InMemoryDecisions:
    """Reads decisions."""

    def __init__(self, book: InMemoryBook) -> None:
        self._book = book

    def get(self, message_id: str) -> DecisionRecord | None:
        self._book.check()
        found = self._book.decisions.get(message_id)
        return found and replace(found, text=self._book.texts.get(message_id))

    def allowed(self, room_id: str, since: float, until: float) -> Sequence[AllowedMessage]:
        found = {
            message.message_id: message
            for (room, _, _), pack in self._book.packs.items()
            for message in pack.messages
            if room == room_id and since * 1000 <= message.at_ms < until * 1000
        }
        return list(found.values())

    def by_room(self, room_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        return self._listed(replace(wanted, room_id=room_id), "", limit, next_token)

    def by_user(self, user_id: str, wanted: DecisionFilter, limit: int, next_token: str) -> Page[DecisionRecord]:
        return self._listed(wanted, user_id, limit, next_token)

    def _listed(self, wanted: DecisionFilter, user_id: str, limit: int, next_token: str) -> Page[DecisionRecord]:
        found = [
            decision
            for decision in self._book.decisions.values()
            if (not user_id or decision.user_id == user_id)
            and (not wanted.room_id or decision.room_id == wanted.room_id)
            and (not wanted.verdict or decision.verdict == wanted.verdict)
            and (not wanted.rule_id or decision.rule_id == wanted.rule_id)
            and (wanted.since is None or decision.at_ms >= wanted.since * 1000)
            and (wanted.until is None or decision.at_ms < wanted.until * 1000)
        ]
        found.sort(key=lambda decision: (decision.at_ms, decision.message_id), reverse=True)
        return _page(found, limit, next_token)


class InMemoryHolds:
    """Reads holds."""

    def __init__(self, book: InMemoryBook) -> None:
        self._book = book

    def get(self, hold_id: str) -> Hold | None:
        return self._book.holds.get(hold_id)

    def by_room(self, room_id: str, status: str, now: float, limit: int, next_token: str) -> Page[Hold]:
        found = [
            hold for hold in self._book.holds.values() if hold.room_id == room_id and hold.status_at(now) == status
        ]
        found.sort(key=lambda hold: (hold.at_ms, hold.hold_id), reverse=status != OPEN)
        return _page(found, limit, next_token)


class InMemoryFlags:
    """Reads flags."""

    def __init__(self, book: InMemoryBook) -> None:
        self._book = book

    def get(self, message_id: str) -> Flag | None:
        return self._book.flags.get(message_id)

    def by_room(self, room_id: str, status: str, limit: int, next_token: str) -> Page[Flag]:
        found = [flag for flag in self._book.flags.values() if flag.room_id == room_id and flag.status == status]
        found.sort(key=lambda flag: (flag.at_ms, flag.message_id), reverse=True)
        return _page(found, limit, next_token)


class InMemoryStrikes:
    """Reads strike totals."""

    def __init__(self, book: InMemoryBook) -> None:
        self._book = book

    def get(self, user_id: str, room_id: str) -> StrikeTotal | None:
        return self._book.strikes.get((user_id, room_id))


class InMemoryFiling:
    """Files decisions."""

    def __init__(self, book: InMemoryBook) -> None:
        self._book = book

    def keep(self, packs: Sequence[Pack], texts: Sequence[RefusedText], retention: Retention) -> None:
        self._book.check()
        self._book.texts.update({each.message_id: each.text for each in texts})
        self._book.packs.update({(pack.room_id, pack.minute, pack.sort): pack for pack in packs})

    def known(self, message_ids: Sequence[str]) -> Collection[str]:
        self._book.check()
        return {id_ for id_ in message_ids if id_ in self._book.decisions}

    def file(self, effects: Sequence[LedgerEffect]) -> bool:
        self._book.check()
        if not self._book.permits(effects[0]):
            return False
        if not all(map(self._book.permits, effects)):
            raise ChangedMeanwhile("moved on")
        for effect in effects:
            self._book.apply(effect)
        return True


class InMemoryReceivedLines:
    """Knows which lines are in."""

    def __init__(self, book: InMemoryBook) -> None:
        self._book = book

    def get(self, environment: str) -> Received:
        return self._book.received.get(environment, Received(environment))

    def commit(self, received: Received, tallies: Sequence[Tally], at_ms: int, retention: Retention) -> None:
        self._book.check()
        if self.get(received.environment).version != received.version - 1:
            raise ChangedMeanwhile("moved on")
        assert len(tallies) <= 90, "a transaction holds no more"
        self._book.received[received.environment] = received
        for tally in tallies:
            counts = self._book.counts.setdefault((tally.room_id, tally.hour), {})
            for name, count in tally.counts.items():
                counts[name] = counts.get(name, 0) + count


class InMemoryStats:
    """Reads counts."""

    def __init__(self, book: InMemoryBook) -> None:
        self._book = book

    def of(self, rooms: Collection[str] | None, first_hour: int, last_hour: int) -> tuple[Sequence[Tally], bool]:
        found = [
            Tally(room, hour, counts)
            for (room, hour), counts in self._book.counts.items()
            if first_hour <= hour <= last_hour and (rooms is None or room in rooms)
        ]
        return found, True


class InMemoryBrokenLines:
    """Keeps what nobody can read."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str]] = []

    def put(self, lines: Sequence[tuple[str, str]], source: str) -> None:
        self.kept += lines


class InMemoryLooks:
    """Remembers what is to be looked at."""

    def __init__(self) -> None:
        self.counts: list[tuple[str, int]] = []
        self.gaps: list[tuple[str, int]] = []

    def at_counts(self, environment: str, counted_at: int) -> None:
        self.counts.append((environment, counted_at))

    def at_gaps(self, environment: str, up_to: int) -> None:
        self.gaps.append((environment, up_to))


def _version(stored: Hold | StrikeTotal | None) -> int:
    return stored.version if stored else 0


def _page(items: "list[T]", limit: int, next_token: str) -> Page[T]:
    start: Any = int(next_token or 0)
    more = start + limit < len(items)
    return Page(items[start : start + limit], str(start + limit) if more else "")
