"""Which letters are ordinary words, what is glued of them, and which only begin a listed one."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.beginnings import opens
from moderation.rules.term_matching.ordinary import GLUE_MAX, common, segments, two_words
from moderation.rules.term_matching.term_table import TermTable
from moderation.text.pieces import squash
from tests.unit.moderation.text.vocabulary import entry


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("house", True), ("houses", True), ("glasses", True), ("housed", True), ("played", True), ("playing", True),
        ("player", True), ("players", True), ("badly", True), ("housely", True), ("anonymouses", True),
        ("affaired", True), ("backgrounding", True), ("actioner", True), ("actioners", True), ("houseful", False),
        ("qwzxs", False), ("s", False), ("ing", False), ("", False),
    ],
)  # fmt: skip
def test_a_common_word_with_or_without_an_ending(word: str, expected: bool) -> None:
    assert common(word) == expected


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("house", True), ("gamehouse", True), ("gamehouses", True), ("gameandhouse", False), ("gameqwzx", False),
        ("isgame", False), ("thegame", True), ("gamethe", True), ("gameis", False),
    ],
)  # fmt: skip
def test_two_common_words_side_by_side(token: str, expected: bool) -> None:
    assert two_words(token) == expected


@pytest.mark.parametrize(
    ("text", "shortest", "expected"),
    [
        ("", 2, True), ("2024", 2, True), ("gamehouse", 2, True), ("gameandhouse", 2, True), ("gamehouse24", 2, True),
        ("game24house", 2, False), ("gameqwzx", 2, False), ("isgame", 2, True), ("isgame", 3, False),
        ("gameis", 3, False), ("gameis", 2, True), ("agame", 2, False), ("agame", 1, True), ("gamea", 1, True),
        ("gamehousegamehousegame12", 2, True), ("gamehousegamehousegame123", 2, False),
    ],
)  # fmt: skip
def test_common_words_glued_together(text: str, shortest: int, expected: bool) -> None:
    assert segments(text, shortest) == expected
    assert len("gamehousegamehousegame12") == GLUE_MAX


# As long as a beginning may be.
MANY = "qwertyplkjhg"
TABLE = TermTable(
    compile_terms(
        [
            entry("frockabcd", "word", close=["frockabcd"]),
            entry("clagmus", "word", close=["clagmus"]),
            entry("clagmusz", "word", close=["clagmusz"]),
            entry(f"{MANY}xs", "word", close=[f"{MANY}xs"]),
            entry("gamexz", "word", close=["gamexz"]),
        ],
        innocent=[],
    )
)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("frock", True), ("frocka", True), ("fro", False), ("frockabc", True), ("frockabcd", False), ("frox", False),
        ("frockx", False), ("clag", True), ("clagmus", True), ("clagmusz", False), ("game", False), ("gamex", True),
        (MANY, True), (MANY + "x", False), ("fr0ck", False), ("f", False),
    ],
)  # fmt: skip
def test_letters_that_only_begin_a_listed_word(letters: str, expected: bool) -> None:
    assert opens(TABLE, letters, squash(letters)) == expected
