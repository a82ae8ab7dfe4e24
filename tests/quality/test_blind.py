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
    ("name", "bad", "caught", "hit"),
    [
        ("game_chat", {"profane"}, 0.88, 0.01),
        ("short_chat", {"profane"}, 0.90, 0.01),
        ("hostile_chat", {"hateful", "threat", "harassment"}, 0.33, 0.10),
    ],
)
def test_chat_is_told_apart(name: str, bad: set[str], caught: float, hit: float) -> None:
    rows = [(label, flagged(text)) for label, text in blind.rows(f"{name}.tsv") if label != "mild"]
    of_bad = [found for label, found in rows if label in bad]
    of_clean = [found for label, found in rows if label == "clean"]
    print(f"{sum(of_bad)} of {len(of_bad)} caught, {sum(of_clean)} of {len(of_clean)} hit")
    assert sum(of_bad) / len(of_bad) >= caught
    assert sum(of_clean) / len(of_clean) <= hit


@pytest.mark.parametrize(("name", "floor"), [("blind_evasions", 0.84), ("slang_evasions", 0.81)])
def test_disguises_are_caught(name: str, floor: float) -> None:
    caught = [flagged(text) for text, _, _ in blind.rows(f"{name}.tsv")]
    print(f"{sum(caught)} of {len(caught)} caught")
    assert sum(caught) / len(caught) >= floor


@pytest.mark.parametrize(("name", "most"), [("blind_innocents", 0.025), ("hard_innocents", 0.11)])
def test_innocents_are_not_hit(name: str, most: float) -> None:
    hit = [flagged(text) for text, _ in blind.rows(f"{name}.tsv")]
    print(f"{sum(hit)} of {len(hit)} hit")
    assert sum(hit) / len(hit) <= most
