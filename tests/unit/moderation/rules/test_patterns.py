"""Patterns: RE2's syntax, exact spans, bounded hits, and what does not run in linear time refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.patterns import HITS_MAX
from tests.unit.moderation.build import judge, policy, problems, rule


def _patterns(*expressions: str) -> dict[str, object]:
    return rule("patterns", {"patterns": [{"pattern": expression} for expression in expressions]})


@pytest.mark.parametrize(
    ("expression", "text", "spans"),
    [
        (r"free\s+skins?", "get FREE  skins now", [(4, 15)]),
        (r"\bdrop\b", "drop drops Drop", [(0, 4), (11, 15)]),
        (r"é+", "日本éé x é", [(2, 4), (7, 8)]),
        (r"b", "\ud800b", [(1, 2)]),
        (r"\b|x", "ax", [(1, 2)]),
    ],
)
def test_hits_are_exact(expression: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert [(hit.start, hit.end) for hit in judge(policy(_patterns(expression)), text).hits] == spans


@pytest.mark.parametrize(
    "expression",
    [r"(a)\1", r"(?=a)b", r"(?<!a)b", r"(?P<x>a)(?P=x)", "(", "[z-a]", r"a{2000}", "(?:(?:a{100}){100}){100}"],
)
def test_what_is_not_linear_is_refused_with_its_path(expression: str) -> None:
    found = problems({"rules": [_patterns("fine", expression)]})
    assert list(found) == ["/rules/0/params/patterns/1/pattern"]
    assert "linear time" in found["/rules/0/params/patterns/1/pattern"]


def test_what_matches_nothing_at_all_is_refused() -> None:
    assert "empty" in problems({"rules": [_patterns("x*")]})["/rules/0/params/patterns/0/pattern"]


def test_hits_are_bounded() -> None:
    assert len(judge(policy(_patterns("a", "b")), "ab" * 250).hits) == HITS_MAX


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    for hit in judge(policy(_patterns(r"\w+@\w+", r".{3}", r"[^a-z ]")), text).hits:
        assert 0 <= hit.start < hit.end <= len(text)
