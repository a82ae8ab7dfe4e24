"""Totals come to the same in any order of messages; a sanction is never weakened."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.ladder import Ladder, Step, decayed
from moderation.ledger.records import DecisionRecord, StrikeTotal
from moderation.ledger.strikes import raised, total_at, weakens
from moderation.records import SanctionRecord
from moderation.state import BAN, TIMEOUT, WARNING

NOW_MS = 1_800_000_000_000
STEPS = (Step(3, WARNING, None), Step(6, TIMEOUT, 600), Step(15, BAN, None))


def decision(at_ms: int, strikes: float) -> DecisionRecord:
    return DecisionRecord("m", "r", "DENY", at_ms, 1.0, "e", 1, user_id="ada", strikes=strikes)


marks = st.lists(st.tuples(st.integers(0, 10**9), st.floats(0.1, 20)), min_size=1, max_size=12)


@given(marks, st.floats(60, 1e7), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(
    given_marks: list[tuple[int, float]], half_life: float, dice: random.Random
) -> None:
    ladder = Ladder(half_life, STEPS)
    totals = []
    for order in (given_marks, sorted(given_marks), dice.sample(given_marks, len(given_marks))):
        total: StrikeTotal | None = None
        for at_ms, strikes in order:
            total, _ = raised(total, decision(NOW_MS + at_ms, strikes), ladder)
        assert total is not None
        totals.append(total)
    last = max(at for at, _ in given_marks)
    expected = sum(decayed(strikes, (last - at) / 1000, half_life) for at, strikes in given_marks)
    for total in totals:
        assert total.total == pytest.approx(expected)
        assert (total.at_ms, total.version) == (NOW_MS + last, len(given_marks))


def test_steps_are_climbed_and_counted_from_the_later_message() -> None:
    ladder = Ladder(604_800, STEPS)
    total, sanction = raised(None, decision(NOW_MS, 3), ladder)
    assert sanction is not None and (sanction.kind, sanction.until) == (WARNING, None)
    total, sanction = raised(total, decision(NOW_MS + 60_000, 3), ladder)
    assert sanction is not None and (sanction.kind, sanction.until) == (TIMEOUT, NOW_MS / 1000 + 660)
    late, sanction = raised(total, decision(NOW_MS + 1_000, 9), ladder)
    assert sanction is not None and sanction.kind == BAN
    assert late.at_ms == total.at_ms
    assert total_at(late, NOW_MS / 1000 + 604_860) == pytest.approx(late.total / 2)
    assert total_at(None, 0) == 0


def standing(kind: str, until: int | None) -> SanctionRecord:
    return SanctionRecord("ada", "r", kind, until, "", "person:x", 0)


@pytest.mark.parametrize(
    ("kind", "until", "in_force", "weakened"),
    [
        (TIMEOUT, 200, None, False),
        (TIMEOUT, 200, (BAN, None), True),
        (TIMEOUT, 200, (BAN, 150), True),
        (TIMEOUT, 200, (BAN, 50), False),
        (TIMEOUT, 200, (TIMEOUT, 150), False),
        (TIMEOUT, 200, (TIMEOUT, 200), True),
        (TIMEOUT, 200, (TIMEOUT, 300), True),
        (TIMEOUT, 200, (WARNING, 300), False),
        (WARNING, 200, (TIMEOUT, 150), True),
        (BAN, None, (BAN, 300), False),
        (BAN, None, (BAN, None), True),
        (BAN, 200, (BAN, None), True),
    ],
)
def test_nothing_takes_the_place_of_what_is_stronger(
    kind: str, until: int | None, in_force: tuple[str, int | None] | None, weakened: bool
) -> None:
    assert weakens(kind, until, standing(*in_force) if in_force else None, now=100) is weakened


def test_a_message_without_a_mark_changes_no_total() -> None:
    old = StrikeTotal("ada", "r", 5.0, NOW_MS, 3600)
    total, sanction = raised(old, decision(NOW_MS, 0), Ladder(3600, STEPS))
    assert (sanction, total) == (None, replace(old, version=2))
