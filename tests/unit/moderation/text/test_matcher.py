"""The search for patterns finds the same before and after its automaton is built."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.matcher import LOOKED_UP_MAX, Matcher

FEW_LETTERS = st.text("abé語", max_size=6)


@given(st.lists(FEW_LETTERS.filter(bool), unique=True, max_size=12), st.text("abé語", max_size=40))
def test_looking_up_finds_what_the_automaton_finds(patterns: list[str], text: str) -> None:
    looking_up, built = Matcher(patterns), Matcher(patterns)
    built.build()
    found = list(built.scan(text))
    assert list(looking_up.scan(text)) == found
    ends = [(end, number) for end in range(len(text)) for number in range(len(patterns))]
    assert sorted(found) == [(end, number) for end, number in ends if text[: end + 1].endswith(patterns[number])]


def test_a_long_text_and_many_short_ones_end_the_looking_up() -> None:
    for texts in (["a" * (LOOKED_UP_MAX + 1)], ["aab"] * LOOKED_UP_MAX):
        matcher = Matcher(["aa", "b"])
        fresh = [list(Matcher(["aa", "b"]).scan(text)) for text in texts]
        assert [list(matcher.scan(text)) for text in texts] == fresh
        assert matcher._automaton is not None and not matcher._numbers


def test_no_pattern_finds_nothing() -> None:
    matcher = Matcher([])
    matcher.build()
    assert list(matcher.scan("a" * (LOOKED_UP_MAX + 1))) == []
