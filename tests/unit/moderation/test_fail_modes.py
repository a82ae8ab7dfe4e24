"""Fail modes: every step of the state round x what the policy says x what the room says."""

import itertools

import pytest

from moderation.state import COUNTS, POLICY, SANCTIONS, SETTINGS
from moderation.verdict import ALLOW, DENY
from tests.unit.moderation.build import judge, policy

STEPS = [SANCTIONS, SETTINGS, COUNTS, POLICY]


@pytest.mark.parametrize(
    ("step", "by_policy", "by_room"), list(itertools.product(STEPS, [None, "open", "closed"], ["", "open", "closed"]))
)
def test_fail_mode_table(step: str, by_policy: str | None, by_room: str) -> None:
    subject = policy(failModes={step: by_policy} if by_policy else {})
    decision = judge(subject, "hello", degraded=step, fail_mode=by_room)
    closed = by_room == "closed" or (by_room == "" and by_policy == "closed")
    assert decision.verdict == (DENY if closed else ALLOW)
    assert decision.rule_id == (f"state:{step}" if closed else "")
    assert decision.reason_code == ("unavailable" if closed else "")
    assert decision.degraded == step


@pytest.mark.parametrize(("failed", "closed"), list(itertools.product(itertools.combinations(STEPS, 2), STEPS)))
def test_one_closed_step_among_several_failed_is_enough(failed: tuple[str, str], closed: str) -> None:
    decision = judge(policy(failModes={closed: "closed"}), "hello", degraded="+".join(failed))
    assert decision.verdict == (DENY if closed in failed else ALLOW)


@pytest.mark.parametrize("fail_mode", ["open", "closed"])
def test_fail_mode_is_silent_while_state_can_be_read(fail_mode: str) -> None:
    assert judge(policy(), "hello", fail_mode=fail_mode).verdict == ALLOW


def test_unreadable_counts_do_not_trip_slow_mode() -> None:
    decision = judge(policy(), "hello", modes={"slow": {"seconds": 10}}, seconds={0: 2}, degraded=COUNTS)
    assert decision.verdict == ALLOW
