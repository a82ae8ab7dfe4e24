"""Batches of lines: whatever their split, order and company, each line is in the ledger once."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moderation.errors import ChangedMeanwhile, Unavailable
from moderation.ledger.effects import LedgerEffect
from moderation.ledger.lines import BrokenLine
from moderation.ledger.received import Received
from moderation.records import Moderator, SanctionRecord
from moderation.state import BAN, TIMEOUT
from moderation.verdict import ALLOW, DENY, HOLD, MASK
from tests.fakes.decisions import InMemoryDecisions, InMemoryFiling, InMemoryReceivedLines
from tests.unit.ledger_writer.build import WriterWorld
from tests.unit.moderation.ledger.lines import NOW, ROOM, Review, changed

if TYPE_CHECKING:
    from moderation.ledger.records import DecisionRecord

SPLITS, SEED = 3_000, 20261122
STRUCK = {"strikes": 3, "rule_id": "hate", "reason_code": "hate"}


def ten_lines() -> list[str]:
    """One of each kind, and some plain ones; all by one environment."""
    review = Review()
    kinds = [
        {},
        {"verdict": DENY, "user": "eve", **STRUCK},
        {"verdict": HOLD, "rule_id": "links", "text": "look here"},
        {},
        {"verdict": MASK, "rule_id": "terms"},
        {"flagged": True, "rule_id": "see"},
        {"verdict": DENY, "user": "eve", **STRUCK},
        {},
        {"verdict": DENY, "user": "", "degraded": "review"},
        {"verdict": DENY, "user": "bob", "rule_id": "flood", "reason_code": "flood"},
    ]
    return [review.line(f"message{n:05d}", at=NOW + n, **kind) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]


def written(*batches: list[str]) -> WriterWorld:
    world = WriterWorld()
    world.clock.time = NOW + 20
    for batch in batches:
        world.write(*batch)
    world.count()
    return world


def test_one_batch_makes_decisions_holds_flags_strikes_and_a_sanction() -> None:
    world = written(ten_lines())
    book = world.book
    assert len(book.decisions) == 7
    assert {each.message_id for pack in book.packs.values() for each in pack.messages} == {
        "message00000",
        "message00003",
        "message00007",
    }
    hold = book.holds["message00002"]
    assert (hold.text, hold.name, hold.rule_id, hold.user_id) == ("look here", "Ada", "links", "ada")
    assert hold.expires_at_ms == int((NOW + 2) * 1000) + 15 * 60_000
    assert book.texts == {f"message{n:05d}": "hello" for n in (1, 6, 8, 9)}, "a hold's text is in the hold alone"
    assert book.flags["message00005"].rule_id == "see"
    assert book.strikes["eve", ROOM].total == pytest.approx(6, abs=0.001)
    sanction = world.state.sanctions["eve", ROOM]
    assert (sanction.kind, sanction.until, sanction.by) == (TIMEOUT, int(NOW + 606), "automatic:ledger_writer")
    assert world.events.types() == [
        "message.denied",
        "message.held",
        "message.flagged",
        "message.denied",
        "message.denied",
        "message.denied",
    ]
    (counts,) = book.counts.values()
    assert (counts[ALLOW], counts[MASK], counts[HOLD], counts[DENY]) == (4, 1, 1, 4)
    assert book.received["0123abcd"].committed == ((1, 10),)
    assert world.metrics("ledger.lag_ms") == [20_000]


def test_the_ladders_sanction_is_an_act_with_an_entry_and_a_ban_disconnects() -> None:
    review = Review()
    world = written([review.line("message00001", DENY, **{**STRUCK, "strikes": 15})])
    (entry,) = world.state.audit.values()
    assert (entry.entry_id, entry.operation, entry.subject) == ("strikes-message00001", "ImposeSanction", "ada")
    assert (entry.actor, entry.request_id) == ("automatic:ledger_writer", "message-message00001")
    assert entry.after == {"kind": BAN, "until": None, "reason": "15 strikes (hate)", "by": "automatic:ledger_writer"}
    first, second = world.state.intents.values()
    assert {first.operation, second.operation} == {"DisconnectUser"}
    assert first.due_at == world.clock.time, "nobody waits for it here: the runner makes it at once"
    assert second.not_before is not None and second.not_before > world.clock.time


def test_any_split_order_and_repetition_comes_to_the_same(soak_count: Callable[[int], int]) -> None:
    lines, dice, count = ten_lines(), random.Random(SEED), soak_count(SPLITS)
    expected = written(lines).contents()
    for _ in range(count):
        rest, batches = lines[:], []
        while rest:
            size = dice.randint(1, len(rest))
            batches.append(rest[:size])
            rest = rest[size:]
        again = [dice.choices(lines, k=dice.randint(1, 5)) for _ in range(dice.randint(0, 3))]
        for batch in again:
            batches.insert(dice.randint(0, len(batches)), batch)
        world = written(*batches, lines)
        assert _comparable(world.contents()) == _comparable(expected), batches
    print(f"{count} splits of 10 lines with repetitions, seed {SEED}: one result")


def _comparable(contents: object) -> object:
    """Without what depends on when a sanction was reached: a line that comes first may climb another step."""
    assert isinstance(contents, tuple)
    return contents[:8]


@pytest.mark.parametrize("position", range(11))
@pytest.mark.parametrize("poison", ["cut", "without a room", "no number"])
def test_poison_in_any_position_goes_aside_and_the_rest_is_committed(position: int, poison: str) -> None:
    bad = Review("bad").line("message00099", DENY)
    broken = {
        "cut": bad[:-20],
        "without a room": changed(bad, room=None),
        "no number": changed(bad, sequence="x"),
    }[poison]
    lines = ten_lines()
    world = written([*lines[:position], broken, *lines[position:]])
    assert [line for line, _ in world.broken.kept] == [broken]
    assert world.contents() == written(lines).contents()
    assert world.metrics("ledger.poison_lines") == [1]


def test_a_line_that_the_table_refuses_is_poison_too(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ten_lines()
    real = InMemoryFiling.file

    def refusing(self: InMemoryFiling, effects: list[LedgerEffect]) -> bool:
        if "message00009" in repr(effects[0]):
            raise BrokenLine("the table does not take it")
        return real(self, effects)

    monkeypatch.setattr(InMemoryFiling, "file", refusing)
    world = written(lines)
    assert world.broken.kept == [(lines[9], "the table does not take it")]
    assert "message00009" not in world.book.decisions
    assert world.book.received["0123abcd"].committed == ((1, 9),), "mended, it will be counted"
    monkeypatch.undo()
    world.write(lines[9])
    world.count()
    assert world.contents() == written(lines).contents()


def test_foreign_lines_leave_no_trace() -> None:
    foreign = [
        "START RequestId: 1 Version: $LATEST",
        "",
        '{"type":"platform.report"}',
        '{"message":"a \\"decision\\""}',
    ]
    world = written([*foreign, *ten_lines(), *foreign])
    assert world.contents() == written(ten_lines()).contents()
    silent = written(foreign)
    assert (silent.log, silent.broken.kept) == ([], [])


def test_a_failed_batch_raises_and_its_repetition_completes_it() -> None:
    world = WriterWorld()
    world.clock.time = NOW + 20
    world.events.broken = True
    with pytest.raises(Unavailable):
        world.write(*ten_lines())
    assert world.book.counts == {}, "nothing is counted before everything is done"
    world.events.broken = False
    world.write(*ten_lines())
    assert world.contents() == written(ten_lines()).contents()
    world.book.broken = True
    with pytest.raises(Unavailable):
        world.write(*ten_lines())


def test_no_decision_is_seen_without_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    world, real = WriterWorld(), InMemoryFiling.file
    seen: list[DecisionRecord | None] = []

    def file(self: InMemoryFiling, effects: list[LedgerEffect]) -> bool:
        done = real(self, effects)
        seen.extend(map(InMemoryDecisions(world.book).get, world.book.decisions))
        return done

    monkeypatch.setattr(InMemoryFiling, "file", file)
    world.write(*ten_lines())
    texts = {each.message_id: each.text for each in seen if each}
    assert {each.text for each in seen if each and each.message_id == "message00001"} == {"hello"}
    assert texts["message00002"] is None, "that of a hold is in the hold"


def test_somebody_who_is_always_faster_fails_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    world, tries = WriterWorld(), []

    def slow(_self: InMemoryFiling, effects: list[LedgerEffect]) -> bool:
        tries.append(effects)
        raise ChangedMeanwhile("faster")

    monkeypatch.setattr(InMemoryFiling, "file", slow)
    with pytest.raises(ChangedMeanwhile):
        world.write(Review().line("message00001", DENY))
    assert len(tries) == 12


@pytest.mark.parametrize("kind", ["by sub", "by name"])
def test_moderators_have_strikes_but_no_sanction(kind: str) -> None:
    world = WriterWorld()
    sub, name = ("ada", "x@example.com") if kind == "by sub" else ("sub", "ada")
    world.state.moderators[sub] = Moderator(sub, name, "moderator", ("*",))
    world.write(Review().line("message00001", DENY, **{**STRUCK, "strikes": 15}))
    assert world.state.sanctions == {}
    assert world.state.audit == {}
    assert world.book.strikes["ada", ROOM].total == 15
    world.state.moderators[sub] = replace(world.state.moderators[sub], active=False)
    world.write(Review("other").line("message00002", DENY, **{**STRUCK, "strikes": 15}))
    assert world.state.sanctions["ada", ROOM].kind == BAN


def test_a_stronger_sanction_stays_and_a_late_line_brings_none() -> None:
    world = WriterWorld()
    ban = SanctionRecord("ada", ROOM, BAN, None, "r", "person:x", 1, version=7)
    world.state.sanctions["ada", ROOM] = ban
    world.write(Review().line("message00001", DENY, **{**STRUCK, "strikes": 6}))
    assert world.state.sanctions["ada", ROOM] == ban
    late = WriterWorld()
    late.clock.time = NOW + 601
    late.write(Review().line("message00001", DENY, at=NOW, **{**STRUCK, "strikes": 6}))
    assert late.state.sanctions == {}
    assert late.book.decisions.keys() == {"message00001"}


def test_a_lifted_sanction_does_not_come_back_with_a_repeated_line() -> None:
    world = WriterWorld()
    line = Review().line("message00001", DENY, **{**STRUCK, "strikes": 6})
    world.write(line)
    assert world.state.sanctions["ada", ROOM].kind == TIMEOUT
    del world.state.sanctions["ada", ROOM]
    world.write(line)
    assert world.state.sanctions == {}
    assert world.book.strikes["ada", ROOM].total == 6


def test_lines_of_many_rooms_and_hours_fit_into_transactions() -> None:
    review = Review()
    lines = [review.line(f"message{n:05d}", room=f"room{n % 250:08d}", at=NOW + n) for n in range(500)]
    world = written(lines, lines[100:300])
    assert len(world.book.counts) == 250
    assert sum(counts[ALLOW] for counts in world.book.counts.values()) == 500
    assert world.book.received["0123abcd"].version > 1


def test_a_gap_is_looked_at_later_and_counted_once_unless_it_has_closed() -> None:
    review = Review()
    lines = [review.line(f"message{n:05d}") for n in range(1, 10)]
    world = WriterWorld()
    world.write(*lines[:3])
    assert world.looks.gaps == []
    world.write(*lines[5:7])
    world.write(*lines[8:])
    assert world.looks.gaps == [("0123abcd", 7), ("0123abcd", 9)]
    world.write(lines[3])
    assert len(world.looks.gaps) == 2, "a hole that grows smaller needs no further look"
    for _ in range(2):
        for environment, up_to in world.looks.gaps:
            world.receipts.look_for_gaps(environment, up_to)
    assert world.metrics("ledger.lost_lines") == [1, 1], "lines 5 and 8"
    late = WriterWorld()
    late.write(*lines[:3])
    late.write(*lines[5:])
    late.write(*lines[3:5])
    late.receipts.look_for_gaps("0123abcd", 9)
    assert late.metrics("ledger.lost_lines") == []


def counted(world: WriterWorld) -> int:
    return sum(counts[ALLOW] for counts in world.book.counts.values())


def test_a_busy_environment_counts_now_and_then_and_a_quiet_one_at_once() -> None:
    world, review, commits = WriterWorld(), Review(), 0
    for number in range(1, 100):
        world.clock.time += 2.5
        before = counted(world)
        world.write(review.line(f"message{number:05d}", at=world.clock.time))
        commits += counted(world) != before
        assert number - counted(world) <= 12, "half a minute's lines may be missing"
    assert commits == 9, "of 99 batches in four minutes"
    # The look that was asked for when the last ones began to wait.
    assert counted(world) < 99
    world.receipts.count(*world.looks.counts[-2])
    assert counted(world) < 99, "a look of earlier times leaves what waits to its own"
    world.receipts.count(*world.looks.counts[-1])
    assert counted(world) == 99
    world.count()
    assert counted(world) == 99, "each line once"
    assert len(world.looks.counts) == 9
    for number in range(100, 105):
        world.clock.time += 30
        world.write(review.line(f"message{number:05d}", at=world.clock.time))
        assert counted(world) == number
    assert len(world.looks.counts) == 9, "nothing waits, so nobody looks"


def test_two_batches_at_once_count_each_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world, review = WriterWorld(), Review()
    lines = [review.line(f"message{number:05d}", at=NOW) for number in range(1, 7)]
    world.write(*lines[:2])
    real = InMemoryReceivedLines.get

    def slow(self: InMemoryReceivedLines, environment: str) -> Received:
        monkeypatch.undo()
        known = real(self, environment)
        world.write(*lines[2:5])
        world.count()
        return known

    monkeypatch.setattr(InMemoryReceivedLines, "get", slow)
    world.write(*lines[3:])
    world.count()
    assert counted(world) == 6
    assert world.book.received["0123abcd"].pending == ()


def test_the_first_lines_of_an_environment_can_be_missed_too() -> None:
    review = Review()
    review.skip()
    world = WriterWorld()
    world.write(review.line("message00002"))
    ((environment, up_to),) = world.looks.gaps
    world.receipts.look_for_gaps(environment, up_to)
    assert world.metrics("ledger.lost_lines") == [1]


def test_a_line_that_brought_no_sanction_brings_none_when_it_comes_again() -> None:
    world = WriterWorld()
    world.state.sanctions["ada", ROOM] = SanctionRecord("ada", ROOM, BAN, None, "r", "person:x", 1)
    line = Review().line("message00001", DENY, **{**STRUCK, "strikes": 6})
    world.write(line)
    del world.state.sanctions["ada", ROOM]
    world.write(line)
    assert world.state.sanctions == {}
    assert world.state.audit == {}


def test_a_text_that_was_cut_to_fit_its_line_cannot_be_approved() -> None:
    world = WriterWorld()
    review = Review()
    world.write(changed(review.line("message00001", HOLD), truncated=True, textCut=True))
    world.write(changed(review.line("message00002", HOLD), truncated=True))
    assert world.book.holds["message00001"].text is None
    assert world.book.holds["message00002"].text == "hello", "findings were cut, the text is whole"
