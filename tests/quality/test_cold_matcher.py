"""A fresh environment's verdicts are those of a warm one: every spelling of the lexicons, and disguises of them."""

import random
from collections.abc import Callable

import pytest

from bench.quality import cases, everyday
from moderation.default import default_policy
from moderation.document.lexicon_files import lexicon_entries
from moderation.lexicons import LANGUAGES
from moderation.message import Message
from moderation.policy import Policy
from moderation.review import review
from moderation.rules.term_matching import pattern_search
from moderation.state import STATELESS

SEED = 11


def decided(content: str, policy: Policy) -> tuple[object, ...]:
    decision = review(Message(content), policy, STATELESS, 0.0)
    hits = [(hit.rule_id, hit.start, hit.end, hit.reading, hit.term) for hit in decision.hits]
    return decision.verdict, decision.content, decision.rule_id, decision.flagged, hits


def test_verdicts_do_not_depend_on_the_automaton(
    monkeypatch: pytest.MonkeyPatch, soak_count: Callable[[int], int]
) -> None:
    monkeypatch.setattr(pattern_search, "LOOKED_UP_MAX", 1 << 40)
    cold, warm = default_policy(), default_policy()
    for built in warm.matchers:
        built.build()
    spelled = {
        form for language in LANGUAGES for entry in lexicon_entries(language) or () for form in entry["forms"]
    }  # fmt: skip
    disguised = [case.text for case in (*cases.single(SEED), *cases.pairs(SEED))]
    chosen = random.Random(SEED).sample(disguised, min(len(disguised), soak_count(20_000)))
    texts = [*sorted(spelled), *chosen, *everyday.CHAT]
    differing = [text for text in texts if decided(text, cold) != decided(text, warm)]
    print(f"{len(texts)} texts, seed {SEED}")
    assert len(texts) > 5_000 and differing == []
