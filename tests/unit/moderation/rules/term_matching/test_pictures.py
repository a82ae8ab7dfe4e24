"""Pictures and figures that are a part of a word, and words that only capital letters tell apart."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

_ENTRIES = [
    entry("bullshit", "word"),
    entry("shit", "word"),
    entry("eat my ass", "phrase"),
    entry("ass", "word"),
    entry("buck", "word"),
    entry("clag", "word"),
    entry("zot", "word"),
    entry("frock", "word", variants=["frokc"]),
]
_MATCHER = TermMatcher(compile_terms(_ENTRIES, innocent=[]))


def _found(content: str) -> list[tuple[str, str, str]]:
    hits = _MATCHER.find(read(content), BUDGET)
    return [(hit.term, hit.reading, content[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("content", "hit"),
    [
        ("total bull💩 call", ("bullshit", "pictured", "bull💩")),
        ("eat my 🍑", ("eat my ass", "pictured", "eat my 🍑")),
        ("b🦆 it", ("buck", "pictured", "b🦆")),
        ("cl🔥g", ("clag", "masked", "cl🔥g")),
        ("fr😂k", ("frock", "masked", "fr😂k")),
        ("a fr❤️ck", ("frock", "masked", "fr❤️ck")),
    ],
)
def test_a_picture_is_read_as_a_part_of_a_word(content: str, hit: tuple[str, str, str]) -> None:
    assert _found(content) == [hit]


@pytest.mark.parametrize(
    "content", ["my 🍑 cobbler", "that 💩 again", "💩", "z🔥t", "f🔥k", "cl🔥", "🔥lag", "gg🔥wp", "the 🍑 tree"]
)
def test_a_picture_by_itself_says_nothing(content: str) -> None:
    assert _found(content) == []


@pytest.mark.parametrize("content", ["quexClagXor", "xorQuexClag", "BClagXor"])
def test_capital_letters_tell_words_apart(content: str) -> None:
    assert _found(content) == [("clag", "cased", "Clag")]


@pytest.mark.parametrize(
    "content", ["wasZotThen", "isFrokcThen", "sClAgS", "haClag", "onecLagmore", "ZOCLAGZO", "hasC1agThen"]
)
def test_short_parts_misspellings_and_names_of_two_words_are_not_read_so(content: str) -> None:
    assert [hit for hit in _found(content) if hit[1] == "cased"] == []


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        ("пло6ка", True),
        ("пл0бка", True),
        ("плобка6", True),
        ("6 пробок", False),
        ("в 06 часов", False),
    ],
)
def test_figures_stand_for_letters_between_cyrillic_ones(content: str, meant: bool) -> None:
    matcher = TermMatcher(compile_terms([entry("плобка", "word"), entry("пробок6", "word")], innocent=[]))
    assert (matcher.find(read(content), BUDGET) != []) == meant
