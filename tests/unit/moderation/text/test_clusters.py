"""Visible characters: the same as a library of Unicode's annex 29 finds, in any order of what makes them."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.clusters import cluster_starts

PARTS = [
    "a", "1", " ", "*", "\r", "\n", "e\u0301", "1\ufe0f\u20e3", "🇫", "🇷", "👨", "👩", "👧", "\u200d", "👍🏽", "🏻",
    "❤\ufe0f", "🏴\U000e0067\U000e007f", "☝", "©", "™", "한", "가", "ᄒ", "ᅡ", "ᆫ", "ᆨ", "क", "क्", "क्ष", "ि", "ক্", "ত",
    "ക്", "ഷ", "గ్", "ம", "ொ", "க்", "ก", "ำ", "ກ", "ຳ", "ا", "ّ", "\u200c", "\u0600", "\u0d4e", "ཀ", "ླ", "‼", "↔",
    "\u0301", "\ufe0f",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_clusters_are_those_of_the_annex(text: str) -> None:
    assert cluster_starts(text) == [match.start() for match in regex.finditer(r"\X", text)]


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\u2060"])
def test_a_mark_after_an_invisible_character_goes_with_it(invisible: str) -> None:
    assert cluster_starts(f"a{invisible}\u0301b") == [0, 1, 3]


@given(st.text(st.characters(), max_size=60))
def test_a_text_is_its_clusters(text: str) -> None:
    starts = cluster_starts(text)
    assert starts == sorted(set(starts))
    assert starts[:1] == ([0] if text else [])
    assert all(0 <= start < len(text) for start in starts)
