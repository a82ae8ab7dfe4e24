"""Floors on the sets that were written by people who had not seen the lists: nobody tunes on them, a drop fails."""

import pytest

from bench.quality import blind
from moderation.default import default_policy
from moderation.message import Message
from moderation.review import review
from moderation.state import STATELESS
from moderation.verdict import ALLOW

POLICY = default_policy()


def flagged(text: str) -> bool:
    """As the bench counts: refused, masked or flagged."""
    decision = review(Message(text), POLICY, STATELESS, 0.0)
    return decision.verdict != ALLOW or decision.flagged


@pytest.mark.parametrize(
    ("name", "caught", "hit"),
    [
        ("game chat", 0.88, 0.01),
        ("short chat", 0.90, 0.01),
        ("lobby chat", 0.90, 0.01),
        ("second lobby", 0.93, 0.01),
        ("stream talk", 0.96, 0.02),
        ("hostile without a bad word", 0.33, 0.10),
        ("second hostile", 0.26, 0.10),
    ],
)
def test_chat_is_told_apart(name: str, caught: float, hit: float) -> None:
    rows = [(bad, flagged(text)) for text, bad in blind.chat(name)]
    of_bad = [found for bad, found in rows if bad]
    of_clean = [found for bad, found in rows if not bad]
    print(f"{sum(of_bad)} of {len(of_bad)} caught, {sum(of_clean)} of {len(of_clean)} hit")
    assert sum(of_bad) / len(of_bad) >= caught
    assert sum(of_clean) / len(of_clean) <= hit


@pytest.mark.parametrize(("name", "floor"), [("evasions", 0.84), ("slang evasions", 0.81), ("typed forms", 0.85)])
def test_disguises_are_caught(name: str, floor: float) -> None:
    caught = [flagged(text) for text, _ in blind.evasions(name)]
    print(f"{sum(caught)} of {len(caught)} caught")
    assert sum(caught) / len(caught) >= floor


@pytest.mark.parametrize(
    ("name", "most"),
    [("innocents", 0.025), ("everyday", 0.01), ("figures", 0.01), ("hard innocents", 0.11), ("traps", 0.09)],
)
def test_innocents_are_not_hit(name: str, most: float) -> None:
    hit = [flagged(text) for text, _ in blind.innocents(name)]
    print(f"{sum(hit)} of {len(hit)} hit")
    assert sum(hit) / len(hit) <= most
