"""Of hits that overlap one is told for each group: the severest, of these the longest, of these the first."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry


@pytest.mark.parametrize(
    ("severities", "groups", "told"),
    [
        ((2, 4, 3), "ggg", ["lorry driver"]),
        ((4, 2, 4), "ggg", ["red lorry", "driver seat belt"]),
        ((3, 3, 3), "ggg", ["red lorry", "driver seat belt"]),
        ((3, 3, 2), "ggg", ["lorry driver"]),
        ((2, 4, 3), "ghg", ["red lorry", "lorry driver", "driver seat belt"]),
        ((2, 4, 3), "ghh", ["red lorry", "lorry driver"]),
    ],
)
def test_one_hit_for_each_place_and_group(severities: tuple[int, ...], groups: str, told: list[str]) -> None:
    phrases = ("red lorry", "lorry driver", "driver seat belt")
    entries = [
        entry(phrase, "phrase", severity=severity, group=group)
        for phrase, severity, group in zip(phrases, severities, groups, strict=True)
    ]
    matcher = TermMatcher(compile_terms(entries, innocent=[]))
    hits = matcher.find(read("the red lorry driver seat belt!"), BUDGET)
    assert [hit.term for hit in hits] == told
    assert [(hit.start, hit.end) for hit in hits] == sorted((hit.start, hit.end) for hit in hits)


def test_of_equal_hits_the_first_is_told() -> None:
    entries = [entry("lorry red", "phrase"), entry("red lorry", "phrase")]
    matcher = TermMatcher(compile_terms(entries, innocent=[]))
    hits = matcher.find(read("lorry red lorry"), BUDGET)
    assert [(hit.term, hit.start, hit.end) for hit in hits] == [("lorry red", 0, 9)]


def test_neighbours_do_not_overlap() -> None:
    matcher = TermMatcher(compile_terms([entry("zot", "substring")], innocent=[]))
    hits = matcher.find(read("zotzot zot"), BUDGET)
    assert [(hit.start, hit.end) for hit in hits] == [(0, 3), (3, 6), (7, 10)]


def test_what_is_remembered_of_a_message_says_the_same_of_the_next() -> None:
    matcher = TermMatcher(compile_terms([entry("zot", "word"), entry("frock", "word")], innocent=[]))
    for content in ("zot", "my zot frock", "frock zot zot", "zot"):
        fresh = TermMatcher(compile_terms([entry("zot", "word"), entry("frock", "word")], innocent=[]))
        told = [[(hit.term, hit.start) for hit in each.find(read(content), BUDGET)] for each in (matcher, fresh)]
        assert told[0] == told[1] != []


@pytest.mark.parametrize(
    ("content", "told"), [("kяump", [0]), ("pmuяk", []), ("pmuяk kяump", [6]), ("kяump pmuяk", [0]), ("pmurk", [0])]
)
def test_in_letters_of_another_script_a_word_has_to_be_there_itself(content: str, told: list[int]) -> None:
    matcher = TermMatcher(compile_terms([entry("krump", "word", language="en")], innocent=[]))
    assert [hit.start for hit in matcher.find(read(content), BUDGET)] == told
