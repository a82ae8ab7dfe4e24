"""Sanctions against an oracle written out by hand: kind x room or everywhere x end."""

import itertools

import pytest

from moderation.state import BAN, TIMEOUT, WARNING, Sanction
from moderation.verdict import ALLOW, DENY
from tests.unit.moderation.build import NOW, judge, policy

ENDS = {"past": NOW - 1, "now": NOW, "ahead": NOW + 60, "never": None}
CASES = [None, *itertools.product([WARNING, TIMEOUT, BAN], ENDS)]


def _sanction(case: tuple[str, str] | None) -> Sanction | None:
    return Sanction(case[0], ENDS[case[1]]) if case else None


def _refuses(case: tuple[str, str]) -> bool:
    return case[0] != WARNING and case[1] in ("ahead", "never")


@pytest.mark.parametrize("room", CASES)
@pytest.mark.parametrize("everywhere", CASES)
def test_sanction_table(room: tuple[str, str] | None, everywhere: tuple[str, str] | None) -> None:
    decision = judge(policy(), "hello", room_sanction=_sanction(room), everywhere_sanction=_sanction(everywhere))
    refusing = [case for case in (everywhere, room) if case is not None and _refuses(case)]
    assert decision.verdict == (DENY if refusing else ALLOW)
    if refusing:
        endless = [case for case in refusing if case[1] == "never"]
        assert decision.remaining_seconds == (None if endless else 60)
        assert decision.rule_id == f"sanction:{(endless or refusing)[0][0]}"


@pytest.mark.parametrize(("left", "told"), [(0.2, 1), (1, 1), (1.01, 2), (59.9, 60), (86_400, 86_400)])
def test_remaining_seconds_round_up(left: float, told: int) -> None:
    decision = judge(policy(), "hello", now=0.0, room_sanction=Sanction(TIMEOUT, left))
    assert decision.remaining_seconds == told


@pytest.mark.parametrize("now", [-1e18, 0.0, 1e18])
def test_clock_jumps_never_break_a_review(now: float) -> None:
    decision = judge(policy(), "hello", now=now, room_sanction=Sanction(BAN, NOW))
    assert decision.verdict == (DENY if now < NOW else ALLOW)
