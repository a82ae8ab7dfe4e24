"""A word of two languages counts in the one that the rest of the message is written in."""

import pytest

from moderation.rules.term_matching.evidence import Evidence, shared_languages
from moderation.text.fold import fold
from moderation.text.function_words import LANGUAGES
from tests.unit.moderation.text.vocabulary import found, hits


@pytest.mark.parametrize(
    ("content", "term"),
    [
        ("what a slurk", "slurk"),
        ("slurk", "slurk"),
        ("slurk på dagen", None),
        ("det er slurk nu", None),
        ("en stor slurkbrugare för mig", None),
        ("det är you are the worst slurk", "slurk"),
        # Nobody hides an ordinary word.
        ("sl*rk på dagen", "slurk"),
        ("s l u r k", "slurk"),
        ("you krumf", "krump"),
        ("krumf", None),
        ("du bist ein krumf", None),
        ("was ist the krumf", None),
        # Loans alone make no English message.
        ("migration krumf computer", None),
        ("krupm", "krump"),
        ("k r u m f is what you are", None),
        ("krvmf you", None),
        ("youkrumf is the man", None),
    ],
)
def test_a_word_of_two_languages(content: str, term: str | None) -> None:
    assert [name for name, _ in found(content)] == ([term] if term else [])


def test_an_uncertain_word_is_told_as_misspelled() -> None:
    assert [hit.reading for hit in hits("you krumf")] == ["misspelled"]


@pytest.mark.parametrize(
    ("content", "meant"), [("b***k", True), ("du bist ein b***k", True), ("you and b***k are here", False)]
)
def test_what_is_blanked_in_one_language_is_not_read_in_another(content: str, meant: bool) -> None:
    assert [(hit.term, hit.reading) for hit in hits(content)] == ([("grobel", "masked")] if meant else [])


def test_the_small_words_are_folded_and_no_single_letters() -> None:
    assert [word for word in LANGUAGES if fold(word) != word or len(word) < 2] == []
    assert all(languages.endswith(" ") for languages in LANGUAGES.values())


def test_counts_decide() -> None:
    english = Evidence(["you", "are", "computer", "der"])
    assert english.speaks_for("en") and not english.speaks_for("de")
    assert english.speaks_against("de", ["en"]) and not english.speaks_against("en")
    tied = Evidence(["you", "der"])
    assert not tied.speaks_for("en") and not tied.speaks_against("en", ["de"])
    assert not Evidence([]).speaks_for("en") and not Evidence(["computer"]).speaks_for("en")


def test_words_share_a_language() -> None:
    assert "es" in shared_languages(["por", "no"])
    assert shared_languages(["oder", "por"]) == []
    assert shared_languages([]) == []


def test_ordinary_english_words_count_beside_a_small_one() -> None:
    tied = Evidence(["the", "computer", "nicht", "und"])
    assert not tied.speaks_for("en") and not tied.speaks_against("en")
    assert Evidence(["the", "computer", "house", "nicht", "und"]).speaks_for("en")
    assert Evidence(["the", "computer", "house", "zimble", "nicht", "und"]).speaks_for("en")
    assert Evidence(["the", "zimble", "hollix", "nicht", "und"]).speaks_against("en")


def test_unknown_words_speak_for_no_language() -> None:
    assert Evidence(["you", "zimble", "hollix", "grobel"]).speaks_for("en")


def test_only_the_languages_in_question_are_compared() -> None:
    german = Evidence(["you", "nicht", "und"])
    assert german.speaks_for("en", ["fr"]) and not german.speaks_for("en", ["fr", "de"])
    assert not german.speaks_against("en", ["fr"]) and german.speaks_against("en", ["fr", "de"])
