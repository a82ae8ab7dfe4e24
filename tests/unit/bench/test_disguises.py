"""The bench's own generator: disguises change a word, are seeded, and words stay in their split."""

import random

import pytest

from bench.quality import cases, everyday
from bench.quality.disguises import FIRST, KINDS, SECOND
from bench.quality.words import HELD_OUT, TUNING, WORDS, held_out


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_disguises_most_words(kind: str) -> None:
    rng = random.Random(3)
    changed = [word for word in WORDS if KINDS[kind](word, rng) != word]
    assert len(changed) >= len(WORDS) * 0.4


def test_the_same_seed_makes_the_same_messages() -> None:
    def texts(seed: int) -> list[str]:
        return [case.text for case in (*cases.plain(seed), *cases.single(seed), *cases.pairs(seed))]

    assert texts(5) == texts(5)
    assert texts(5) != texts(6)


def test_words_stay_in_their_split() -> None:
    assert len(set(WORDS)) == len(WORDS)
    assert set(TUNING).isdisjoint(HELD_OUT)
    assert len(HELD_OUT) >= 40
    for case in cases.single():
        assert held_out(case.word) == (case.split == "held-out")


def test_a_disguise_hides_the_word_itself() -> None:
    shown = [case for case in cases.single() if case.word in case.text]
    kinds = {case.kind for case in shown}
    # What only adds letters leaves the word in sight.
    assert kinds <= {"glued before", "glued after", "plural z", "one letter repeated", "letters repeated"}


def test_pairs_name_two_kinds() -> None:
    found = {case.kind for case in cases.pairs()}
    assert len(found) > 100
    for kind in found:
        first, second = kind.split(" + ")
        assert first in FIRST
        assert second in SECOND


def test_everyday_messages_are_read_by_section() -> None:
    assert len(everyday.CHAT) > 200
    assert "[list]" not in everyday.CODE
    assert {"es", "fr", "de", "pt", "it", "nl", "pl", "ru", "tr", "hi", "ar", "zh"} == set(everyday.SENTENCES)
    assert all(0 < len(text) <= 500 for text in (*everyday.CHAT, *everyday.CODE, *everyday.EMOTES))
