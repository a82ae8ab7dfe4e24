"""What stands between pieces, and whether pieces side by side are one word that somebody cut."""

import re

import pytest

from moderation.rules.term_matching.between import Between
from moderation.rules.term_matching.chunk import Chunk
from moderation.rules.term_matching.chunk_pieces import cut
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.split_words import Split, spelled_like
from moderation.rules.term_matching.term_table import Pattern


def pieces_of(text: str) -> tuple[Between, Split]:
    """Both views of a folded text."""
    texts = text.split()
    view = [cut(chunk) for chunk in texts]
    pieces = [piece for chunk in view for piece in chunk]
    row = Row(text, texts, [Chunk(chunk, cut(chunk)) for chunk in texts])
    between = Between(row, view, pieces)
    return between, Split(pieces, between)


def test_where_pieces_are_and_what_is_before_them() -> None:
    between, _ = pieces_of("ab cd-ef  gh")
    assert between.span(0, 0) == (0, 2)
    assert between.span(1, 3) == (3, 12)
    assert [between.sign(piece) for piece in (1, 2, 3)] == [" ", "-", "  "]
    assert [between.wide(piece) for piece in (1, 2, 3)] == [True, False, True]
    assert (between.spaced(0, 1), between.spaced(0, 2), between.spaced(2, 3)) == (True, False, False)
    assert [between.hyphen_behind(piece) for piece in (0, 1, 2, 3)] == [False, True, False, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab cd", False), ("ab  cd", False), ("ab. cd", True), ("ab .cd", True), ("ab . cd", False), ("ab..cd", False),
        ("ab.cd", False), ('ab." cd', True), ("ab\t cd", False),
    ],
)  # fmt: skip
def test_a_sign_that_clings_to_one_side(text: str, expected: bool) -> None:
    assert pieces_of(text)[0].punctuated(1) == expected


@pytest.mark.parametrize(
    ("text", "first", "final", "expected"),
    [
        ("a.b.c", 0, 2, False), ("a.b.c.d", 0, 2, True), ("z.a.b.c", 1, 3, True), ("a.b.c.de", 0, 2, False),
        ("yz.a.b.c", 1, 3, False), ("a.b.c-d", 0, 2, False), ("z-a.b.c", 1, 3, False), ("a b c d", 0, 2, True),
        ("z a.b.c", 1, 3, False), ("a.b.c d", 0, 2, False), ("z.a.b.c.d", 1, 3, True), ("y.z.a.b", 2, 3, True),
        ("a b c de", 0, 2, False),
    ],
)  # fmt: skip
def test_letters_between_signs_that_go_on(text: str, first: int, final: int, expected: bool) -> None:
    assert pieces_of(text)[0].goes_on(first, final) == expected


@pytest.mark.parametrize(("text", "expected"), [("ab", False), ("%ab", True), ("-ab", True), (".ab", False)])
def test_a_conversion_or_an_option(text: str, expected: bool) -> None:
    assert pieces_of(text)[0].after_sign(0) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 49", True), ("18/49", True), ("18/ 49", True), ("$18 49", False), ("+18 49", False), ("(18 49", True),
        ("18-49", False), ("18.49", False),
    ],
)  # fmt: skip
def test_figures_side_by_side(text: str, expected: bool) -> None:
    between, _ = pieces_of(text)
    assert between.listed(0, 1) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Letters one by one, unless all of them are words, or they go on.
        ("x y", True), ("x a", True), ("a i", False), ("1 2", False), ("x.y.z", False),
        # Of words, one must be none.
        ("house game", False), ("a house", False), ("house qwzx", True), ("a qwzx", True),
        # A sentence's end cuts words that are none, but not small words of another language that is written.
        ("di. ck you", True), ("di. ck", False), ("di. house you", False), ("qw. x", False), ("di. c4", False),
        ("di. und", False),
        ("di. el you are the", True),
        # An option, or the first part of a name.
        ("-x yz", False), ("%x yz", False), ("-xx yz", True), ("(x yz", True),
        ("nal al-rashid", False), ("nal xx-rashid", True), ("nal al.rashid", True),
        # Small words of one language are words where it is written.
        ("el para", False), ("el para you are the", True), ("el para you are", False), ("el para es la", False),
        ("a el", False),
    ],
)  # fmt: skip
def test_whether_two_pieces_are_one_word(text: str, expected: bool) -> None:
    _, split = pieces_of(text)
    words = re.findall(r"\w+", text)[:2]
    assert split.meant(words, 0, 1) == expected


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("ab cd you are", ("de",), False), ("ab cd", ("de",), True), ("ab cd und", ("de",), True),
        ("a cd", ("de",), False), ("a cd und der", ("de",), True), ("ab cd you are", ("en", "de"), True),
        ("ab cd und der", ("en",), True), ("ab cd und der", (), True), ("ab cd und", ("pl", "de"), False),
    ],
)  # fmt: skip
def test_whether_a_cut_word_of_a_language_may_be_meant(text: str, languages: tuple[str, ...], expected: bool) -> None:
    _, split = pieces_of(text)
    assert split.spoken(languages, text.split()[:2]) == expected


@pytest.mark.parametrize(
    ("length", "runs", "words", "expected"),
    [
        (6, "", ["hol", "lix"], True), (5, "", ["hol", "ix"], True), (5, "112", ["hol", "ix"], False),
        (5, "112", ["hol", "lix"], True), (5, "112", ["holl", "ix"], True), (5, "112", ["holl", "lix"], True),
        (5, "112", ["hol", "llix"], True), (5, "", ["holl", "ix"], False), (5, "", ["holll", "ix"], True),
        (5, "", ["hooo", "lix"], True), (5, "", ["hoo", "lix"], False), (5, "", ["ho", "olix"], False),
        (5, "", ["ho", "oolix"], False), (5, "", ["hooo", "olix"], False), (5, "", ["hol", "i", "x"], True),
        (5, "", ["h", "ol", "llix"], False), (4, "", ["hol", "ix"], False), (5, "112", ["holix", "xx"], False),
        (5, "11112", ["holix", "xx"], True),
        (5, "11112", ["holi", "xx"], True), (5, "11112", ["holix", "x"], True),
    ],
)  # fmt: skip
def test_letters_as_often_as_in_the_term(length: int, runs: str, words: list[str], expected: bool) -> None:
    assert spelled_like(Pattern(length, f"0,w,{runs},"), words) == expected
