"""The plain view: what a client shows as ASCII becomes ASCII, every character knows its origin, and size is bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.plain_view import original_span, plain_view


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        ("ABC", "abc"),
        ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
        ("a\u200bb\u00adc\u202e", "abc"),
        ("e\u0301x", "ex"),
        ("１２３", "123"),
        ("⒜x", "(a)x"),
        ("ﷺ", "صلى "),
        ("a。b．c｡d․e﹒f", "a.b.c.d.e.f"),
        ("🅐🅩🅰🆉", "azaz"),
        ("Éß", "éß"),
    ],
)
def test_plain_text(content: str, plain: str) -> None:
    assert plain_view(content)[0] == plain


@given(st.text(max_size=200))
def test_every_character_has_an_origin_in_order(content: str) -> None:
    plain, origins = plain_view(content)
    assert len(plain) <= 4 * len(content)
    origins = list(range(len(content))) if origins is None else origins
    assert len(origins) == len(plain)
    assert origins == sorted(origins)
    for place, origin in enumerate(origins):
        start, end = original_span(place, place + 1, origins)
        assert (start, end) == (origin, origin + 1)
        if content[origin].isascii():
            assert plain[place] == content[origin].lower()
