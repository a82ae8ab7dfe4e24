"""One token: which neighbours are ordinary, which ends are endings, what figures belong to it."""

import random

import pytest

import moderation.rules.term_matching.ordinary
from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.ordinary import common, segments
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

ENTRIES = [
    entry("suga", "word"),
    entry("stabl", "word"),
    entry("wepract", "word"),
    entry("mis", "word"),
    entry("zq", "word"),
    entry("vq", "substring"),
    entry("mif", "word", variants=["mfi"]),
    entry("clag", "word", variants=["clga"]),
    entry("frock", "substring", variants=["hh17"]),
    entry("grooms", "word"),
    entry("blatt", "word"),
    entry("hh14", "word", language="en", uncertain=["hh15"], exceptions=["hh16"]),
    entry("1848", "word", exceptions=["1849"]),
    entry("bli", "substring", exceptions=["*blit", "blio*", "*blia*", "*unbli", "bli and sons"]),
    entry("anag", "substring"),
    entry("pompel", "word", exceptions=["pompel and men"]),
    entry("krump", "word", language="en", elsewhere=["sv"]),
    entry("slurk", "word", language="en"),
]
MATCHER = TermMatcher(compile_terms(ENTRIES, innocent=[]))


@pytest.mark.parametrize(
    ("text", "shortest", "known"),
    [
        ("", 2, True),
        ("123", 2, True),
        ("man", 2, True),
        ("a", 2, False),
        ("manin", 2, True),
        ("manin", 3, False),
        ("inon", 2, True),
        ("maninon", 3, False),
        ("manmanman", 3, True),
        ("acords", 2, True),
        ("acordsman", 2, True),
        ("manacords", 2, True),
        ("manq", 2, False),
        ("qman", 1, False),
        ("i", 1, True),
        ("e", 1, False),
        ("ahouse", 1, True),
        ("ahouse", 2, False),
        ("aaman", 1, True),
        ("iumana", 1, True),
        ("eman", 1, False),
        ("man" * 8, 2, True),
        ("man" * 7 + "four", 2, False),
    ],
)
def test_letters_that_are_words_side_by_side(text: str, shortest: int, known: bool) -> None:
    assert segments(text, shortest) == known


def test_two_letters_are_a_word_unless_told_otherwise() -> None:
    assert segments("inon") and not segments("ahouse")


@pytest.mark.parametrize(
    ("word", "known"),
    [("about", True), ("abouts", True), ("chanced", True), ("aboutly", True), ("aboutest", False), ("ing", False)],
)
def test_a_common_word_may_have_an_ending(word: str, known: bool) -> None:
    assert common(word) == known


@pytest.mark.parametrize(
    ("content", "told"),
    [
        # Sugar and aid, not suga and raid; a second word of two letters is none.
        ("sugaraid", ""),
        ("sugaland", "suga 0 4"),
        ("stableat", "stabl 0 5"),
        ("wepractice", "wepract 0 7"),
        ("mistake", ""),
        ("mispage", "mis 0 3"),
        ("zq", "zq 0 2"),
        ("z", ""),
        ("avq", "vq 1 3"),
        ("manmfi", ""),
        ("manclga", "clag 3 7"),
        ("clgaman", "clag 0 4"),
        ("12manclga34", "clag 5 9"),
        ("groomz", "grooms 0 6"),
        ("groomzz", "grooms 0 7"),
        ("ttalb", "blatt 0 5"),
        ("talb", ""),
        ("hh14", "hh14 0 4"),
        ("14hh", ""),
        ("hh144", ""),
        ("hh17", "frock 0 4"),
        ("hh16", ""),
        ("the hh15 is here", "hh14 4 8"),
        ("el hh15 es", ""),
        ("1848", "1848 0 4"),
        ("1849", ""),
        ("11848", ""),
        # Exceptions end where they say, and spare what lies inside them.
        ("blit", ""),
        ("oblit", ""),
        ("oblits", "bli 1 4"),
        ("blion", ""),
        ("oblion", "bli 1 4"),
        ("oblian", ""),
        ("unbli", ""),
        ("unblibli", "bli 2 5, bli 5 8"),
        ("oblitbli", "bli 1 4, bli 5 8"),
        ("blionbli", "bli 5 8"),
        ("pompelandmen", "pompel 0 6"),
        # What counts anywhere counts in a common word.
        ("manage", "anag 1 5"),
        # One letter twice belongs to both neighbours.
        ("magicclag", "clag 4 9"),
        ("magiclag", ""),
        ("zqclag", ""),
        ("aclag-xx", ""),
        ("krumpslurk", "krump 0 5, slurk 5 10"),
        ("krulsx", ""),
        ("kruls", "slurk 0 5"),
        ("the pmurk is here", "krump 4 9"),
    ],
)
def test_what_stands_in_one_token(content: str, told: str) -> None:
    hits = MATCHER.find(read(content), BUDGET)
    assert ", ".join(f"{hit.term} {hit.start} {hit.end}" for hit in hits) == told


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("the krump", [("krump", "plain")]),
        ("you kruump", [("krump", "stretched")]),
        ("krump på dagen", []),
        ("krump och grooms på dagen", [("grooms", "plain")]),
        ("krumf är och slurk på dagen", [("slurk", "plain")]),
    ],
)
def test_a_word_of_another_language_is_asked_about_each_time(content: str, told: list[tuple[str, str]]) -> None:
    assert [(hit.term, hit.reading) for hit in MATCHER.find(read(content), BUDGET)] == told


def test_letters_that_words_fit_in_many_ways_are_looked_up_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up: list[str] = []

    def known(word: str) -> bool:
        looked_up.append(word)
        return set(word) == {"a"}

    monkeypatch.setattr(moderation.rules.term_matching.ordinary, "_known", known)
    assert not segments("a" * 23 + "b")
    assert len(looked_up) <= 24 * 24


def test_a_sequence_of_common_words_is_one_however_they_are_cut() -> None:
    dice = random.Random(7)
    words = ["the", "them", "me", "an", "and", "or", "man", "on", "one", "so", "in", "to"]
    for _ in range(300):
        parts = dice.choices(words, k=dice.randint(1, 6))
        assert segments("".join(parts)), parts
        assert not segments("".join([*parts, "qx"])), parts
