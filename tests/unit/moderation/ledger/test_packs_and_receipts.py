"""Packs and receipts come to the same whatever the batches in which lines arrive."""

import random

from hypothesis import given
from hypothesis import strategies as st

from moderation.ledger.packs import MESSAGES_MAX, Pack, packs_of, read, written
from moderation.ledger.received import Received, merged
from moderation.ledger.records import AllowedMessage, DecisionRecord
from moderation.ledger.tallies import tallies_of

START_MS = 1_800_000_000_000


def record(sequence: int, **members: object) -> DecisionRecord:
    """A plain ALLOW: a line each 7 seconds."""
    given_members: dict[str, object] = {
        "message_id": f"message{sequence:05d}",
        "room_id": "room00000001",
        "verdict": "ALLOW",
        "at_ms": START_MS + sequence * 7_001,
        "elapsed_ms": 1.25,
        "environment": "env",
        "sequence": sequence,
        "policy_hash": "f" * 12,
        "content_hash": f"{sequence:016x}",
        "plain": True,
    } | members
    return DecisionRecord(**given_members)  # type: ignore[arg-type]


def unpacked(packs: list[Pack]) -> list[AllowedMessage]:
    return [each for pack in packs for each in read(written(pack.messages), pack.minute, pack.policy_hash)]


def test_packs_lose_nothing_and_take_one_item_for_a_minute() -> None:
    records = [record(n) for n in range(1, 101)]
    packs = list(packs_of(records))
    assert len(packs) == len({each.at_ms // 60_000 for each in records}) == 12
    assert {
        (each.message_id, each.content_hash, each.at_ms, each.policy_hash, each.elapsed_ms) for each in records
    } == {
        (each.message_id, each.content_hash, each.at_ms, each.policy_hash, each.elapsed_ms) for each in unpacked(packs)
    }


def test_a_pack_takes_odd_messages_as_they_are() -> None:
    odd = [
        record(1, content_hash="", elapsed_ms=0.0),
        record(2, message_id="x" * 64, content_hash="ff" * 32, elapsed_ms=187.25),
        record(3, at_ms=START_MS + 59_999, elapsed_ms=1e12),
    ]
    found = {each.message_id: each for each in unpacked(list(packs_of(odd)))}
    assert [found[each.message_id].content_hash for each in odd] == ["", "ff" * 32, f"{3:016x}"]
    assert [found[each.message_id].elapsed_ms for each in odd] == [0.0, 187.25, (2**32 - 1) / 100]
    assert found["message00003"].at_ms == START_MS + 59_999


def test_rooms_environments_policies_and_minutes_are_apart() -> None:
    odd = [
        record(1),
        record(2, room_id="room00000002"),
        record(3, environment="other"),
        record(4, policy_hash="0" * 12),
    ]
    packs = list(packs_of([*odd, record(10)]))
    assert len(packs) == len({(pack.room_id, pack.minute, pack.sort) for pack in packs}) == 5


def test_a_pack_stays_within_an_item() -> None:
    crowd = [record(n, at_ms=START_MS) for n in range(1, 2 * MESSAGES_MAX + 2)]
    packs = list(packs_of(crowd))
    assert [len(pack.messages) for pack in packs] == [MESSAGES_MAX, MESSAGES_MAX, 1]
    assert max(len(written(pack.messages)) for pack in packs) < 100_000


@given(st.lists(st.sets(st.integers(1, 30), min_size=1), min_size=1, max_size=6))
def test_no_batch_takes_back_what_another_packed(batches: list[set[int]]) -> None:
    table: dict[tuple[str, int, str], Pack] = {}
    for batch in batches:
        table |= {(pack.room_id, pack.minute, pack.sort): pack for pack in packs_of(record(n) for n in batch)}
    found = {each.message_id for each in unpacked(list(table.values()))}
    assert found == {f"message{n:05d}" for batch in batches for n in batch}


@given(st.lists(st.sets(st.integers(1, 40), min_size=1), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_receipts_and_counts_are_the_same_in_any_order_and_split(batches: list[set[int]], dice: random.Random) -> None:
    lines = {n for batch in batches for n in batch}
    for order in (batches, dice.sample(batches, len(batches)), [*batches, *batches]):
        received, counted = Received("env"), 0
        for batch in order:
            new = received.new_among(batch)
            if new:
                counted += sum(tally.counts["ALLOW"] for tally in tallies_of(record(n) for n in new))
                received = received.plus(new)
        assert counted == len(lines)
        assert received.committed == merged((n, n) for n in lines)
        missing = {n for first, last in received.holes() for n in range(first, last + 1)}
        assert missing == set(range(1, max(lines))) - lines


def test_a_late_batch_closes_its_hole_and_only_a_new_hole_asks_for_a_look() -> None:
    first = Received("env").plus({1, 2, 3})
    assert not Received("env").tears_open(first)
    torn = first.plus({8, 9})
    assert first.tears_open(torn)
    assert torn.holes() == ((4, 7),)
    smaller = torn.plus({5})
    assert not torn.tears_open(smaller)
    assert smaller.holes() == ((4, 4), (6, 7))
    whole = smaller.plus({4, 6, 7})
    assert whole.holes() == ()
    assert whole.counting_lost(9) == (Received("env", ((1, 9),), (), whole.version + 1), 0)


def test_a_lost_line_is_counted_once_and_one_that_may_yet_come_not_at_all() -> None:
    torn = Received("env").plus({3, 4, 10})
    once, lost = torn.counting_lost(4)
    assert lost == 2, "lines 1 and 2; those from 5 to 9 have their time"
    assert once.counting_lost(4)[1] == 0
    assert once.counting_lost(10)[1] == 5
    late = once.plus({1})
    assert late.counting_lost(4)[1] == 0


def test_counts_are_per_room_hour_verdict_and_rule() -> None:
    denied = {"verdict": "DENY", "plain": False, "rule_id": "flood"}
    muted = {"verdict": "DENY", "plain": False, "reason_code": "timeout"}
    flagged = {"plain": False, "flagged": True, "rule_id": "see", "degraded": "counts"}
    records = [
        record(1),
        record(2, **denied),
        record(3, **muted),
        record(4, **flagged),
        record(600),
        record(5, room_id="b"),
    ]
    tallies = {(tally.room_id, tally.hour): dict(tally.counts) for tally in tallies_of(records)}
    hour = START_MS // 3_600_000
    assert tallies == {
        ("room00000001", hour): {
            "ALLOW": 2,
            "DENY": 2,
            "rule:flood": 1,
            "rule:timeout": 1,
            "rule:see": 1,
            "flagged": 1,
            "degraded": 1,
        },
        ("room00000001", hour + 1): {"ALLOW": 1},
        ("b", hour): {"ALLOW": 1},
    }
