"""The search for patterns finds the same before and after its automaton is built."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.term_matching.line_writer import searched_lines
from moderation.rules.term_matching.pattern_search import LOOKED_UP_MAX, PatternSearch

FEW_LETTERS = st.text("abé語", max_size=6)


def search(*patterns: str) -> PatternSearch:
    return PatternSearch(searched_lines(sorted(patterns)))


@given(st.sets(FEW_LETTERS.filter(bool), max_size=12), st.text("abé語", max_size=40))
def test_looking_up_finds_what_the_automaton_finds(patterns: set[str], text: str) -> None:
    looking_up, built = search(*patterns), search(*patterns)
    built.build()
    found = list(built.scan(text))
    assert list(looking_up.scan(text)) == found
    ends = [(end, number) for end in range(len(text)) for number in range(len(patterns))]
    assert sorted(found) == [
        (end, number) for end, number in ends if text[: end + 1].endswith(sorted(patterns)[number])
    ]


def test_a_long_text_and_many_short_ones_end_the_looking_up() -> None:
    for texts in (["a" * (LOOKED_UP_MAX + 1)], ["aab"] * LOOKED_UP_MAX):
        used = search("aa", "b")
        fresh = [list(search("aa", "b").scan(text)) for text in texts]
        assert used._matcher is None
        assert [list(used.scan(text)) for text in texts] == fresh
        assert used._matcher is not None


def test_no_pattern_finds_nothing() -> None:
    used = search()
    used.build()
    assert list(used.scan("a" * (LOOKED_UP_MAX + 1))) == []
