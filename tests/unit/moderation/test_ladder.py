"""The ladder: decay, steps, and that a total neither grows nor sanctions by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.ladder import NEAR_ENOUGH, Ladder, Step, climb, decayed, read_ladder
from moderation.state import BAN, TIMEOUT, WARNING

LADDER = Ladder(3600, (Step(3, WARNING, None), Step(5, TIMEOUT, 600), Step(9, BAN, None)))


@pytest.mark.parametrize(
    ("total", "age", "strikes", "kind", "seconds"),
    [
        (0, 0, 2, None, None),
        (0, 0, 3, WARNING, None),
        (2, 0, 3, TIMEOUT, 600),
        (8, 0, 1, BAN, None),
        (8, 3600, 1, TIMEOUT, 600),
        (8, 7200, 1, WARNING, None),
        (100, 0, 0, None, None),
    ],
)
def test_steps(total: float, age: float, strikes: float, kind: str | None, seconds: float | None) -> None:
    raised, sanction = climb(LADDER, total, 1000, strikes, 1000 + age)
    assert raised == pytest.approx(total * 0.5 ** (age / 3600) + strikes)
    assert (sanction.kind if sanction else None) == kind
    assert sanction is None or sanction.reason == "strikes"
    if sanction:
        assert sanction.until == (None if seconds is None else 1000 + age + seconds)


def test_a_step_is_reached_when_only_that_is_missing_that_fades_within_minutes() -> None:
    ladder = Ladder(3600, (Step(1 + NEAR_ENOUGH, WARNING, None),))
    assert climb(ladder, 0, 0, 1, 0)[1] is not None
    assert climb(ladder, 0, 0, 0.99, 0)[1] is None


def test_a_ladder_is_what_the_header_says() -> None:
    ladder = read_ladder({"ladder": {"halfLifeSeconds": 60, "steps": [[2, TIMEOUT, 30], [4, BAN, None]]}})
    assert ladder.half_life_seconds == 60
    assert [(step.strikes, step.kind, step.seconds) for step in ladder.steps] == [(2, TIMEOUT, 30), (4, BAN, None)]


def test_no_steps_no_sanction() -> None:
    assert climb(Ladder(60, ()), 50, 0, 50, 0) == (100, None)


@given(st.floats(0, 1e6), st.floats(-1e9, 1e9), st.floats(1, 1e9))
def test_decay_never_raises_a_total_nor_turns_it_negative(total: float, seconds: float, half_life: float) -> None:
    assert 0 <= decayed(total, seconds, half_life) <= total


@given(st.floats(0, 1e4), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(60, 1e7))
def test_decaying_twice_is_decaying_once(total: float, first: float, second: float, half_life: float) -> None:
    twice = decayed(decayed(total, first, half_life), second, half_life)
    assert twice == pytest.approx(decayed(total, first + second, half_life), abs=1e-9)


def test_what_fades_between_two_marks_of_a_quarrel_keeps_no_step_out_of_reach() -> None:
    week = Ladder(604_800, (Step(6, TIMEOUT, 600),))
    total, sanction = climb(week, 3, 0, 3, 1800)
    assert total < 6
    assert sanction is not None
    assert climb(week, 3, 0, 3, 86_400)[1] is None
