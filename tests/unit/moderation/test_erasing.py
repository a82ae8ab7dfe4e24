"""Forgetting: everything that is settled goes at once, the rest with the round that ends it."""

from dataclasses import replace
from typing import Any

import pytest

from eraser.handler import carry_on
from moderation.delivery.records import DONE
from moderation.erasure.erasing import SETTLED_SECONDS, EraserDesk, erase
from moderation.erasure.records import FINISHED, RUNNING, Erasure, Removed
from moderation.ledger.records import DecisionRecord, Hold, StrikeTotal
from moderation.records import AuditEntry, Intent, SanctionRecord
from tests.fakes.actions import born
from tests.fakes.erasures import InMemoryErasures, InMemoryPersonalData
from tests.fakes.state import InMemoryClock, InMemoryState

ROOM = "room00000001"
USER, OTHER = "canary-7f3a", "bystander"
ASKED = 1_800_000_000.0


def always() -> bool:
    return True


class Held:
    """A deployment that holds something about two users in every table."""

    def __init__(self) -> None:
        self.state, self.clock = InMemoryState(), InMemoryClock(ASKED)
        self.desk = EraserDesk(self.clock, InMemoryErasures(self.state), InMemoryPersonalData(self.state))
        for user in (USER, OTHER):
            self.hold(user)
        self.state.erasures["e"] = Erasure("e", USER, "person:ann", ASKED, ASKED + 7 * 86_400)

    def hold(self, user: str, at: float = ASKED - 3_600) -> None:
        state, at_ms = self.state, int(at * 1000)
        message, book = f"m-{user}", self.state.book
        book.decisions[message] = DecisionRecord(message, ROOM, "HOLD", at_ms, 1.0, "env", 1, user_id=user)
        book.texts[message] = f"{user} said so"
        book.holds[message] = Hold(message, ROOM, user, user, "text", "rule", "code", at_ms, at_ms, int(at) + 60)
        book.strikes[user, ROOM] = StrikeTotal(user, ROOM, 1.0, at_ms, 3_600.0)
        state.issues[user, ROOM] = (1, 1, at)
        state.sanctions[user, "*"] = SanctionRecord(user, "*", "timeout", int(at) + 60, f"{user} spammed", "p", int(at))
        # Ids of entries and actions never name anybody.
        self.recorded(f"sanctioned{len(user)}", user, at)
        self.recorded(f"removed{len(user)}", "m00000000001", at, after={"userId": user})
        self.acted(f"sanctioned{len(user)}", {"userId": user}, DONE)

    def recorded(self, entry_id: str, subject: str, at: float, after: object = None) -> None:
        entry = AuditEntry(entry_id, at, "person:ann", "lead", "X", ROOM, subject, "why", None, after, "q")
        self.state.audit_rows.record(entry)

    def acted(self, action_id: str, arguments: dict[str, Any], status: str) -> None:
        intent = Intent(action_id, "DisconnectUser", ROOM, arguments, "person:ann", ASKED - 3_600, ASKED - 3_595)
        self.state.actions[action_id] = replace(born(intent), status=status)

    def naming(self, user: str) -> list[str]:
        """Where a user is named, by the name of the store."""
        stores = {**vars(self.state), **vars(self.state.book), "audit": self.state.audit_rows.items}
        skipped = ("book", "audit_rows", "policies")
        return sorted(name for name, store in stores.items() if name not in skipped and user in repr(store))

    def after(self, seconds: float) -> Erasure:
        self.clock.time = ASKED + seconds
        progress = erase(self.desk, "e", always)
        assert progress
        return progress


@pytest.fixture
def held() -> Held:
    return Held()


def test_after_the_erasure_no_store_names_the_user_and_nobody_else_is_touched(held: Held) -> None:
    bystander = held.naming(OTHER)
    assert held.naming(USER) == sorted([*bystander, "erasures"])
    first = held.after(1)
    assert first.status == RUNNING
    # All but the request itself, which is what the next round goes by.
    assert held.naming(USER) == ["erasures"]
    last = held.after(2 * SETTLED_SECONDS)
    assert (last.status, last.user_id, last.finished_at) == (FINISHED, "", ASKED + 2 * SETTLED_SECONDS)
    assert held.naming(USER) == []
    assert held.naming(OTHER) == bystander
    assert last.removed == Removed(messages=1, audit_entries=2, actions=1, rows=3)
    assert erase(held.desk, "e", always) is None


def test_what_was_recorded_shortly_before_goes_when_it_is_settled(held: Held) -> None:
    """The chainer still announces it; decision lines still arrive."""
    held.recorded("late", USER, ASKED - 5)
    held.after(1)
    assert held.naming(USER) == ["audit", "erasures"]
    held.state.book.decisions["late"] = DecisionRecord("late", ROOM, "DENY", 1, 1.0, "env", 2, user_id=USER)
    assert held.after(2 * SETTLED_SECONDS).status == FINISHED
    assert held.naming(USER) == []


def test_an_action_that_is_still_to_be_done_is_waited_for(held: Held) -> None:
    held.acted("second-look", {"attributes": {"userId": USER}}, "pending")
    assert held.after(2 * SETTLED_SECONDS).status == RUNNING
    assert held.naming(USER) == ["actions", "erasures"]
    held.acted("second-look", {"attributes": {"userId": USER}}, DONE)
    assert held.after(3 * SETTLED_SECONDS).status == FINISHED


def test_a_sanction_in_force_stays_without_its_reason(held: Held) -> None:
    held.state.sanctions[USER, ROOM] = SanctionRecord(USER, ROOM, "ban", None, f"{USER} spammed", "p", 1)
    held.after(1)
    last = held.after(2 * SETTLED_SECONDS)
    assert (last.status, last.kept_sanctions) == (FINISHED, 1)
    assert held.naming(USER) == ["sanctions"]
    assert held.state.sanctions[USER, ROOM] == SanctionRecord(USER, ROOM, "ban", None, "", "p", 1)


def test_a_round_that_runs_out_of_time_is_no_end(held: Held) -> None:
    for number in range(350):
        message = f"m{number:05d}"
        held.state.book.decisions[message] = DecisionRecord(message, ROOM, "DENY", 1, 1.0, "env", 2, user_id=USER)
    held.clock.time = ASKED + 10_000
    twice = iter([True, True, False, False])
    progress = erase(held.desk, "e", lambda: next(twice, False))
    assert progress
    assert (progress.status, progress.removed.messages) == (RUNNING, 200)
    assert held.after(20_000).status == FINISHED


@pytest.mark.parametrize("crash_at", ["remove_message", "remove_words", "remove_ended_actions", "remove_rows", "save"])
def test_a_crash_anywhere_is_taken_up_by_the_next_round(held: Held, crash_at: str, monkeypatch: Any) -> None:
    owner: Any = held.desk.erasures if crash_at == "save" else held.desk.personal_data
    real = getattr(owner, crash_at)

    def crash(*arguments: Any) -> Any:
        real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(type(owner), crash_at, lambda self, *arguments: crash(*arguments))
        held.after(2 * SETTLED_SECONDS)
    progress = held.desk.erasures.get("e")
    assert progress
    if progress.status != FINISHED:
        assert held.after(3 * SETTLED_SECONDS).status == FINISHED
    assert held.naming(USER) == []


class Context:
    def __init__(self, milliseconds: int) -> None:
        self._left = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self._left


def test_a_round_carries_on_all_that_is_unfinished(held: Held) -> None:
    held.state.erasures["f"] = Erasure("f", OTHER, "person:ann", ASKED, ASKED)
    held.clock.time = ASKED + 1
    assert carry_on(held.desk, Context(900_000)) == {"waiting": 2, "finished": 0}
    held.clock.time = ASKED + 2 * SETTLED_SECONDS
    assert carry_on(held.desk, Context(20_000)) == {"waiting": 2, "finished": 0}
    assert carry_on(held.desk, Context(900_000)) == {"waiting": 0, "finished": 2}
    assert held.naming(USER) == held.naming(OTHER) == []
