"""Allowed words: which spans of a text they excuse."""

import pytest

from moderation.allowed_words import WORDS_MAX, allowed_spans, excuses


@pytest.mark.parametrize(
    ("content", "spans"),
    [
        ("Good  NIGHT, so", [(0, 11), (0, 4)]),
        ("goods night", []),
        ("good' night", [(0, 11), (0, 4)]),
        ("don’t good", [(6, 10)]),
        ("a b c d e f g", [(0, 11)]),
    ],
)
def test_phrases_are_found_word_by_word(content: str, spans: list[tuple[int, int]]) -> None:
    phrases = frozenset({"good", "good night", "don", "a b c d e f", "a b c d e f g"})
    assert WORDS_MAX == 6
    assert sorted(allowed_spans(content, phrases)) == sorted(spans)


@pytest.mark.parametrize(
    ("start", "end", "excused"), [(3, 8, True), (4, 7, True), (2, 8, False), (3, 9, False), (8, 9, False)]
)
def test_a_hit_is_excused_within_one_span(start: int, end: int, excused: bool) -> None:
    assert excuses([(3, 8), (8, 8)], start, end) is excused
