"""Masking: stars over whole visible characters, never longer, nothing else touched."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text import mask
from moderation.text.clusters import cluster_starts


@pytest.mark.parametrize(
    ("content", "spans", "masked"),
    [
        ("so frock it", [(3, 8)], "so ***** it"),
        ("frock", [(0, 5)], "*****"),
        ("f r o c k!", [(0, 9)], "* * * * *!"),
        ("a\nb", [(0, 3)], "* *"),
        ("ab", [], "ab"),
        ("ab", [(1, 1)], "ab"),
        ("e\u0301b", [(1, 1)], "e\u0301b"),
        ("ab", [(0, 0), (1, 2)], "a*"),
        ("abc", [(0, 2), (1, 3)], "***"),
        ("abcdef", [(4, 6), (0, 1)], "*bcd**"),
        ("abc", [(-5, 1), (2, 99)], "*b*"),
        ("f\u0301\u0302ro", [(0, 1)], "*ro"),
        ("f\u0301\u0302ro", [(2, 4)], "**o"),
        ("x👨\u200d👩\u200d👧y", [(1, 2)], "x*y"),
        ("x👍🏽y", [(1, 2)], "x*y"),
        ("❤\ufe0fa", [(0, 1)], "*a"),
        ("🇫🇷🇴🇨", [(1, 3)], "**"),
        ("🇫🇷🇴🇨k", [(0, 2)], "*🇴🇨k"),
        ("1️⃣x", [(0, 1)], "*x"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", [(1, 2)], "*\u1100\u1173\u11af"),
        ("\ud800frock\udfff", [(1, 6)], "\ud800*****\udfff"),
        ("a\u200bb", [(0, 3)], "***"),
        ("a\u200cb", [(0, 3)], "**"),
        ("xक्षy", [(1, 2)], "x*y"),
        ("xक्षy", [(3, 4)], "x*y"),
        ("กำก", [(0, 1)], "*ก"),
        ("", [(0, 3)], ""),
        ("🇫" * 500, [(0, 500)], "*" * 250),
        ("🇫🇷🈀🈁", [(2, 3)], "🇫🇷*🈁"),
    ],
)
def test_stars_cover_whole_visible_characters(content: str, spans: list[tuple[int, int]], masked: str) -> None:
    assert mask(content, spans) == masked


CONTENT = st.text(st.characters() | st.sampled_from("\u200d\u0301🇫🇷👍🏽❤\ufe0f \n*"), max_size=40)
SPANS = st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=5)


@given(CONTENT, SPANS)
def test_one_star_for_each_sign_that_is_hit_and_nothing_else_changes(
    content: str, spans: list[tuple[int, int]]
) -> None:
    hit = {place for start, end in spans for place in range(max(0, start), end)}
    begins = cluster_starts(content)
    expected = ""
    for start, end in itertools.pairwise([*begins, len(content)]):
        blank = " " if content[start].isspace() else "*"
        expected += content[start:end] if hit.isdisjoint(range(start, end)) else blank
    masked = mask(content, spans)
    assert masked == expected
    assert len(masked) <= len(content)


@given(CONTENT, SPANS)
def test_masking_the_masked_changes_nothing(content: str, spans: list[tuple[int, int]]) -> None:
    masked = mask(content, spans)
    whole = {*cluster_starts(masked), len(masked)}
    stars = [(place, place + 1) for place, c in enumerate(masked) if c == "*" and {place, place + 1} <= whole]
    assert mask(masked, stars) == masked
