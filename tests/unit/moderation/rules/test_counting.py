"""Flood and repetition: exact at their limits, and the wait that they tell is true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text import fingerprint
from moderation.verdict import ALLOW, DENY
from tests.unit.moderation.build import judge, policy, rule

FLOOD = policy(rule("flood", {"messages": 3, "seconds": 5}))


@pytest.mark.parametrize(
    ("ages", "verdict", "wait"),
    [
        ({}, ALLOW, None),
        ({0: 3}, ALLOW, None),
        ({0: 4}, DENY, 5),
        ({0: 1, 4: 2}, ALLOW, None),
        ({0: 1, 4: 3}, DENY, 1),
        ({0: 1, 5: 9}, ALLOW, None),
        ({0: 1, 1: 1, 2: 1, 4: 1}, DENY, 3),
        ({0: 1, -3: 9}, ALLOW, None),
    ],
)
def test_flood_counts_a_sliding_window(ages: dict[int, int], verdict: str, wait: int | None) -> None:
    decision = judge(FLOOD, "hello", seconds=ages)
    assert (decision.verdict, decision.remaining_seconds) == (verdict, wait)


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 4), max_size=10))
def test_waiting_as_told_is_enough_and_a_second_less_is_not(ages: dict[int, int]) -> None:
    sent = {**ages, 0: ages.get(0, 0) + 1}
    wait = judge(FLOOD, "hello", seconds=sent).remaining_seconds
    if wait is None:
        return

    def later(seconds: int) -> str:
        return judge(FLOOD, "hello", seconds={0: 1, **{age + seconds: count for age, count in sent.items()}}).verdict

    assert later(wait) == ALLOW
    if wait > 1:
        assert later(wait - 1) == DENY


@pytest.mark.parametrize(("times", "verdict"), [(1, ALLOW), (2, ALLOW), (3, DENY), (50, DENY)])
def test_repetition_counts_the_same_text(times: int, verdict: str) -> None:
    subject = policy(rule("repetition", {"times": 2}))
    hashes = {fingerprint("buy my stuff"): times, fingerprint("other"): 99}
    assert judge(subject, "Buy  my STUFF", hashes=hashes).verdict == verdict


def test_short_texts_may_be_repeated() -> None:
    subject = policy(rule("repetition", {"times": 1, "minLength": 3}))
    assert judge(subject, "gg", hashes={fingerprint("gg"): 9}).verdict == ALLOW
    assert judge(subject, "lol", hashes={fingerprint("lol"): 9}).verdict == DENY


def test_policy_says_whether_it_counts() -> None:
    assert FLOOD.counts
    assert policy(rule("repetition", {"times": 1})).counts
    assert policy(rule("links", {"find": ["any"]}, when={"firstMessage": True})).counts
    assert not policy(rule("links", {"find": ["any"]})).counts
