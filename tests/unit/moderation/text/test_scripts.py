"""Words that mix scripts: which letters are read as the Latin ones that they look like."""

import pytest

from moderation.text.fold import fold
from moderation.text.scripts import unmixed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("яyn ян", "ryn ян"),
        ("λος", "aoc"),  # no letter of it looks like none in Latin
        ("p λ ο ς", "p a o c"),  # letters one by one are one word
        ("жλ", "xa"),  # two scripts in one word
        ("fμck", "fuck"),  # beside nothing but Latin letters
        ("fμcκ", "fuck"),
        ("nμλ", "nma"),
        ("μκς", "mkc"),
        ("ßat", "bat"),
        ("niووεr", "nigger"),
    ],
)
def test_a_word_in_letters_that_only_look_latin_is_read_as_latin(text: str, read: str) -> None:
    latin = unmixed(text)
    assert latin is not None and fold(latin) == fold(read)


@pytest.mark.parametrize("text", ["cat", "нос", "привет cat", "ψλ", "λψa", "βat", "é", "Straße", "ß"])
def test_a_word_of_one_script_or_with_a_letter_that_looks_like_none_is_not(text: str) -> None:
    assert unmixed(text) is None
