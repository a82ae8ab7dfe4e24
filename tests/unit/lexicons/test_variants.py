"""Misspellings: what counts as one, and what is too short or too far to be one."""

import string

from hypothesis import given
from hypothesis import strategies as st

from lexicons.variants import close, likely, swapped, variants
from lexicons.vet import compact


def test_the_ways_to_misspell() -> None:
    found = variants("wicked")
    assert {"wikced", "wcked", "wckd", "wiked", "wiced", "wycked"} <= found
    assert "wicked" not in found


def test_short_words_and_phrases_have_none() -> None:
    assert variants("yob") == set()
    assert variants("two words") == set()
    assert variants("w1cked") == set()


def test_words_that_are_misspelled_often_have_more_of_them() -> None:
    # Letters drawn by others, and two sounds by ear.
    more = {"wlcked", "vvicked", "wickecl"}
    assert more <= close("wicked", slips=True) and not more & variants("wicked")
    assert "phykc" not in close("fuck", slips=True)
    assert {"phukker", "fukka"} <= close("fucker", slips=False)
    assert close("yob", slips=True) == set()


def test_slips_are_those_of_short_words_as_the_engine_finds_them_in_long_ones() -> None:
    # The keys all around, another vowel or a cross for one, a key beside hit as well, an "h".
    slips = {"pids", "puss", "pxss", "piass", "phiss"}
    assert slips <= close("piss", slips=True) and not slips & close("piss", slips=False)
    assert "pins" not in close("piss", slips=True)
    assert "wocked" not in close("wicked", slips=True)


def test_rare_words_have_fewer() -> None:
    assert "roasti" not in variants("roastie", rare=True)
    assert "rst" in variants("roastie") and "rst" not in variants("roastie", rare=True)
    assert "toser" not in variants("toser", rare=True)


def test_the_skeleton_keeps_a_y_at_the_end() -> None:
    assert {"bstl", "bstly"} <= variants("beastly")


def test_an_acronym_has_no_skeleton() -> None:
    assert "gtf" not in variants("gtfo")


def test_the_likely_ones_are_no_other_letters() -> None:
    found = likely("wicked")
    assert {"wikced", "wiked", "wckd", "dekciw", "wikked"} <= found
    assert not {"wocked", "wicjed"} & found
    assert all(len(variant) >= 4 for variant in likely("cock"))


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
