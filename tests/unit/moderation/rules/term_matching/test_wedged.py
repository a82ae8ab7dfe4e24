"""Figures wedged between syllables of a word."""

import pytest

from moderation.findings import WORK_MAX
from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import entry, found

LONGER = TermMatcher(compile_terms([entry("犬畜生猫", "word")], innocent=[]))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("犬1畜生", "犬1畜生"),
        ("この犬12畜3生です", "犬12畜3生"),
        ("犬畜1生!", "犬畜1生"),
    ],
)
def test_figures_between_syllables_hide_nothing(content: str, part: str) -> None:
    assert found(content) == [("犬畜生", part)]


@pytest.mark.parametrize("content", ["犬123畜生", "犬1", "1犬2", "犬1x畜生", "猫1畜生", "犬1 畜生", "f1rock"])
def test_figures_elsewhere_stay(content: str) -> None:
    assert found(content) == []


def test_what_is_written_plainly_is_found_once() -> None:
    assert found("犬畜生1犬畜2生") == [("犬畜生", "犬畜生"), ("犬畜生", "犬畜2生")]


def test_what_stands_there_in_another_way_does_not_count() -> None:
    assert [hit.reading for hit in LONGER.find(read("犬1畜生猫"), WORK_MAX)] == ["split"]
    assert [hit.reading for hit in LONGER.find(read("猫生畜犬"), WORK_MAX)] == ["reversed"]
    assert LONGER.find(read("猫1生畜犬"), WORK_MAX) == []
