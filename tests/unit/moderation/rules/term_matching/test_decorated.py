"""A term between two signs that are alike: what is decoration and what may be a word."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

MATCHER = TermMatcher(
    compile_terms([entry("zot", "word"), entry("clag", "word"), entry("krump", "word"), entry("frock", "word")], [])
)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("xzotx", True),
        ("xXzotXx", True),
        ("vzotv", False),
        ("asdzotasd", False),
        ("xclagx", True),
        ("vclagv", False),
        ("vwclagvw", True),
        ("vkrumpv", True),
        ("qwkrumpqw", True),
        ("qwkrumpwq", False),
        ("krumpv", False),
    ],
)
def test_the_longer_the_term_the_shorter_its_frame_may_be(content: str, found: bool) -> None:
    assert bool(MATCHER.find(read(content), BUDGET)) is found
