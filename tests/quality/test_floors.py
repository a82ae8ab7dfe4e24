"""Floors under the quality of verdicts: the bundled policy, the whole review, seeded messages.

Scores beside the peers, by kind of disguise, are the bench's (`make bench`). Here a drop fails.
"""

import random
from collections.abc import Callable

import pytest

from bench.quality import cases, everyday
from moderation.default import default_policy
from moderation.document.lexicon_files import lexicon_entries
from moderation.lexicons import LANGUAGES
from moderation.message import Message
from moderation.review import review
from moderation.state import STATELESS
from moderation.text.common_words import COMMON
from moderation.verdict import ALLOW

SEED = 7
POLICY = default_policy()
PHRASES = {
    form
    for language in LANGUAGES
    for entry in lexicon_entries(language) or ()
    for form in entry["forms"]
}  # fmt: skip


def untouched(content: str) -> bool:
    """Whether a message is delivered as it is."""
    decision = review(Message(content), POLICY, STATELESS, 0.0)
    return decision.verdict == ALLOW and decision.content == content


def recall(chosen: list[cases.Case]) -> float:
    caught = sum(not untouched(case.text) for case in chosen)
    print(f"{caught} of {len(chosen)}, seed {SEED}")
    return caught / len(chosen)


@pytest.mark.parametrize(("split", "floor"), [("tuning", 0.97), ("held-out", 0.95), ("pairs", 0.95)])
def test_disguised_words_are_caught(split: str, floor: float, soak_count: Callable[[int], int]) -> None:
    found = [case for case in (*cases.single(SEED), *cases.pairs(SEED)) if case.split == split]
    chosen = random.Random(SEED).sample(found, min(len(found), soak_count(10_000)))
    assert len(chosen) >= 900 and recall(chosen) >= floor


def test_ordinary_words_are_not_touched() -> None:
    words = sorted(COMMON)
    touched = [word for word in words if not untouched(word)]
    print(f"{len(touched)} of {len(words)}")
    assert touched == []


def test_ordinary_words_side_by_side_are_not_touched(soak_count: Callable[[int], int]) -> None:
    rng = random.Random(SEED)
    words = sorted(word for word in COMMON if word not in {"all", "up", "off"})
    pairs = [f"{rng.choice(words)} {rng.choice(words)}" for _ in range(soak_count(60_000))]
    touched = [pair for pair in pairs if pair not in PHRASES and not untouched(pair)]
    print(f"{len(touched)} of {len(pairs)}, seed {SEED}")
    assert touched == []


@pytest.mark.parametrize(
    "pair", ["push it", "bash it", "pen is", "as shown", "mass hit", "this hit", "fun cup", "but tea"]
)
def test_the_letters_of_two_words_are_not_one(pair: str) -> None:
    assert untouched(f"we {pair} now")


EVERYDAY = {"chat": everyday.CHAT, "games": everyday.GAMES, "code": everyday.CODE, "URLs": everyday.URLS,
            "prices": everyday.PRICES, "emotes": everyday.EMOTES, **everyday.SENTENCES}  # fmt: skip


@pytest.mark.parametrize("kind", EVERYDAY)
def test_everyday_messages_are_not_touched(kind: str) -> None:
    assert [text for text in EVERYDAY[kind] if not untouched(text)] == []
