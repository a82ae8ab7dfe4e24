"""Misspellings: what counts as one, and what is too short or too far to be one."""

import string

from hypothesis import given
from hypothesis import strategies as st

from lexicons.variants import swapped, variants
from lexicons.vet import compact


def test_the_ways_to_misspell() -> None:
    found = variants("wicked")
    assert {"wikced", "wcked", "wckd", "wiked", "wiced", "wycked"} <= found
    assert "wicked" not in found


def test_short_words_and_phrases_have_none() -> None:
    assert variants("yob") == set()
    assert variants("two words") == set()
    assert variants("w1cked") == set()


def test_doubling_is_the_engines_business() -> None:
    assert "hel" not in variants("hell")
    assert not {"wiccked", "wickeed"} & variants("wicked")


def test_abroad_only_inner_neighbours_are_swapped() -> None:
    assert swapped("wicked") == {"wciked", "wikced", "wicekd"}
    assert swapped("short") == set()


@given(st.text(string.ascii_lowercase, min_size=1, max_size=14))
def test_variants_stay_close(word: str) -> None:
    for variant in variants(word):
        assert len(variant) >= 3
        assert abs(len(variant) - len(word)) <= len(word)
        assert variant != word


def test_a_long_innocent_word_stands_for_its_compounds() -> None:
    words = {"peacock", "peacocks", "cocky", "cockys"}
    assert compact(words, "cock") == ["cocky", "cockys", "*peacock*"]
