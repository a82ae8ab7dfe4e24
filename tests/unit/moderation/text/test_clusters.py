"""Visible characters: the same as a library of Unicode's annex 29 finds, in any order of what makes them."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.clusters import cluster_starts

PARTS = [
    "a", "1", " ", "*", "\r", "\n", "e\u0301", "1\ufe0f\u20e3", "🇫", "🇷", "👨", "👩", "👧", "\u200d", "👍🏽", "🏻",
    "❤\ufe0f", "🏴\U000e0067\U000e007f", "☝", "©", "™", "한", "가", "ᄒ", "ᅡ", "ᆫ", "ᆨ", "क", "क्", "क्ष", "ि", "ক্", "ত",
    "ക്", "ഷ", "గ్", "ம", "ொ", "க்", "ก", "ำ", "ກ", "ຳ", "ا", "ّ", "\u200c", "\u0600", "\u0d4e", "ཀ", "ླ", "‼", "↔",
    "\u0300", "\u0301", "\ufe0f", "X", "ж", "®", "각", "개", "\U0001fffd",
]  # fmt: skip
# What may stand between two of them; a vowel sign that is as wide as a letter, too.
BETWEEN = ["", "\u0301", "\u200d", "\u200d\u200d", "\u200c", "\u094d", "\u094d\u200c", "\u094d\u093f"]
CONSONANTS = {"क", "क्", "क्ष", "ক্", "ত", "ക്", "ഷ", "గ్"}


@pytest.mark.parametrize("between", BETWEEN, ids=ascii)
def test_two_parts_join_where_the_annex_says(between: str) -> None:
    # Behind what is no consonant the library's virama joins, too.
    before = CONSONANTS if between == "\u094d" else PARTS
    texts = [first + between + second for first in before for second in PARTS]
    print(f"N={len(texts)}")
    assert [
        text for text in texts if cluster_starts(text) != [part.start() for part in regex.finditer(r"\X", text)]
    ] == []


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_clusters_are_those_of_the_annex(text: str) -> None:
    assert cluster_starts(text) == [match.start() for match in regex.finditer(r"\X", text)]


@pytest.mark.parametrize("before", ["a", "ி", "க", "ا", "가", "👩", "©"])
def test_only_between_consonants_a_virama_makes_a_conjunct(before: str) -> None:
    assert cluster_starts(f"{before}\u094d\u0915") == [0, 2]


# Where kinds begin and end: Indic scripts, Thai and Lao, Arabic, Hangul, signs, flags, tones and tags.
BLOCKS = [
    range(0x0600, 0x0610), range(0x06D0, 0x0710), range(0x0890, 0x0E00), range(0x0E30, 0x0EC0), range(0x10F0, 0x1210),
    range(0x2030, 0x2050), range(0x2190, 0x21A0), range(0x25F0, 0x2610), range(0x2930, 0x2940), range(0xA950, 0xA980),
    range(0xABF0, 0xAC40), range(0xD790, 0xD810), range(0x1F1D0, 0x1F210), range(0x1F3F0, 0x1F410),
    range(0xE0010, 0xE0090),
]  # fmt: skip


# Right behind consonants and syllables.
NEVER_ASSIGNED = [0x09B1, 0x09BA, 0x0ABA, 0x0B3A, 0x0C3A, 0x0C5B, 0xA97D, 0xD7A4, 0xD7C7, 0xD7FC]


@pytest.mark.parametrize("before", ["a", "क्", "ᄀ", "ᅡ", "가", "각", "🇫", "\u0600"], ids=ascii)
def test_kinds_begin_and_end_where_the_annex_says(before: str) -> None:
    # What this Python's Unicode does not know yet, the library's newer one may.
    known = [point for block in BLOCKS for point in block if unicodedata.category(chr(point)) != "Cn"]
    points = map(chr, [*known, *NEVER_ASSIGNED])
    texts = [f"{before}{character}🇫" for character in points]
    print(f"N={len(texts)}")
    assert [
        text for text in texts if cluster_starts(text) != [part.start() for part in regex.finditer(r"\X", text)]
    ] == []


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\u2060"])
def test_a_mark_after_an_invisible_character_goes_with_it(invisible: str) -> None:
    assert cluster_starts(f"a{invisible}\u0301b") == [0, 1, 3]


def test_behind_the_last_tag_there_is_none() -> None:
    assert cluster_starts("a\U000e007f\U000e0080") == [0, 2]


@given(st.text(st.characters(), max_size=60))
def test_a_text_is_its_clusters(text: str) -> None:
    starts = cluster_starts(text)
    assert starts == sorted(set(starts))
    assert starts[:1] == ([0] if text else [])
    assert all(0 <= start < len(text) for start in starts)
