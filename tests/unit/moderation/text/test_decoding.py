"""Views of a text: every escape, every letter drawn with strokes, every turned letter, with the places behind them."""

import pytest

from moderation.text import read as read_text
from moderation.text.decoding import View, drawn, flip, unescape

ESCAPES = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": " ", "&shy;": "", "&zwnj;": "",
    "&#102;": "f", "&#0000102;": "f", "&#x66;": "f", "&#X6A;": "j", "&#x00006a;": "j", "%66": "f", "%6a": "j",
    "%6A": "j", "\\x66": "f", "\\u0066": "f", "\\u{1F600}": "😀", "\\u006A": "j", "&#x10ffff;": "\U0010ffff",
    "&#xA;": "\n", "\\u{a}": "\n", "\\x{00006A}": "j", "&#0;": "", "&#1114111;": "\U0010ffff",
    "&#1114112;": "", "&#1;": "\x01",
}  # fmt: skip
NO_ESCAPES = [
    "&copy;",
    "&AMP;",
    "&#00000102;",
    "&#xfffffff;",
    "&#;",
    "%6",
    "%g6",
    "%6g",
    "\\u6",
    "\\n66",
    "\\u{000006a}",
    "a & b",
    "&lt",
]
STROKES = {
    "a": ["/\\", "/-\\"], "b": ["|3"], "d": ["|)", "(|"], "f": ["|=", "|#"], "h": ["|-|"], "k": ["|<", "|{", "|("],
    "l": ["|_"], "m": ["/v\\", "|v|", "|\\/|", "/\\/\\"], "n": ["|\\|", "/\\/"], "o": ["()", "[]", "<>"],
    "p": ["|>", "|*"], "r": ["|2"], "t": ["-|-"], "u": ["|_|", "(_)"], "v": ["\\/"], "x": ["><", "}{"], "y": ["`/"],
    "w": ["\\/\\/", "|/\\|", "vv", "VV"],
}  # fmt: skip
TURNED = {"n": "u", "u": "n", "p": "d", "d": "p", "q": "b", "b": "q", "ɯ": "m", "ʍ": "w", "∩": "u", "ʌ": "v", "ʎ": "y"}


@pytest.mark.parametrize(("written", "meant"), ESCAPES.items())
def test_an_escape_is_decoded_where_it_stands(written: str, meant: str) -> None:
    view = unescape(f"({written}{written}b")
    places = [1] * len(meant) + [1 + len(written)] * len(meant)
    ends = [1 + len(written)] * len(meant) + [1 + 2 * len(written)] * len(meant)
    end = 1 + 2 * len(written)
    assert view == (f"({meant}{meant}b", [0, *places, end], [1, *ends, end + 1])


@pytest.mark.parametrize("written", NO_ESCAPES)
def test_what_only_resembles_an_escape_is_none(written: str) -> None:
    assert unescape(written) is None


@pytest.mark.parametrize(
    ("strokes", "letter"), [(strokes, letter) for letter, drawings in STROKES.items() for strokes in drawings]
)
def test_a_letter_is_read_from_its_strokes(strokes: str, letter: str) -> None:
    end = 1 + len(strokes)
    views: dict[str, View] = dict(drawn(f"e{strokes}e"))
    assert views["drawn"] == (f"e{letter}e", [0, 1, end], [1, end, end + 1])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("e(|{e", "e(ke"),
        ("e(|<e", "e(ke"),
        ("e'/e)|", None),
        ("e'/ )|", "ey )|"),
    ],
)
def test_strokes_of_the_next_letter_are_left_to_it(text: str, read: str | None) -> None:
    views = dict(drawn(text))
    assert (views["drawn"][0] if views else None) == read


@pytest.mark.parametrize(
    ("picture", "word"),
    [
        ("💩", "shit"), ("🍆", "dick"), ("🐓", "cock"), ("🐱", "pussy"), ("🐈", "pussy"), ("🍑", "ass"), ("🌽", "porn"),
        ("🦆", "uck"), ("🐝", "b"), ("👁", "i"), ("🍩", "o"), ("🌙", "c"), ("🎱", "8"),
    ],
)  # fmt: skip
def test_a_picture_beside_a_letter_or_behind_my_stands_for_a_word(picture: str, word: str) -> None:
    [(name, (read, starts, ends))] = drawn(f"a{picture}\ufe0f b")
    assert (name, read) == ("pictured", f"a{word} b")
    assert (starts[1 : 1 + len(word)], ends[1 : 1 + len(word)]) == ([1] * len(word), [3] * len(word))
    assert dict(drawn(f"{picture}B"))["pictured"][0] == f"{word}B"
    assert dict(drawn(f"my {picture}"))["pictured"][0] == f"my {word}"
    assert drawn(f"{picture} a 1{picture}2") == []


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("tuPutaMadre", "tu Puta Madre"),
        ("TuPutaMadre", "Tu Puta Madre"),
        ("so (ABCPutaMadre)", None),
        ("tuPuta", None),
        ("éTuPutaMadre", None),
        ("tuPutaMadreÉ", None),
        ("1tuPutaMadre", None),
    ],
)
def test_words_that_capitals_tell_apart(text: str, parted: str | None) -> None:
    views = dict(drawn(text))
    assert (views["cased"][0] if "cased" in views else None) == parted


@pytest.mark.parametrize("text", ["call()", "list[]", "a<>", "dict{}", "plain", "a / b", "(a) [b]"])
def test_calls_and_brackets_are_no_letters(text: str) -> None:
    assert drawn(text) == []


def test_a_z_is_drawn_only_beside_other_strokes() -> None:
    assert drawn("7_e") == []
    assert dict(drawn("7_|3"))["drawn"][0] == "zb"


@pytest.mark.parametrize(
    ("text", "untagged"),
    [("<b>f</b>r", "fr"), ("<" + "a" * 81 + ">r", "r"), ("<A href='x'>r</A>", "r"), ("<Z>r", "r"), ("<z>r", "r")],
)
def test_tags_vanish(text: str, untagged: str) -> None:
    assert dict(drawn(text))["untagged"][0] == untagged


@pytest.mark.parametrize("text", ["<" + "a" * 82 + ">r", "< b>", "<3 r>", "a < b", "<b", "<b<>"])
def test_what_only_resembles_a_tag_stays(text: str) -> None:
    assert "untagged" not in dict(drawn(text))


@pytest.mark.parametrize(("letter", "upright"), [*TURNED.items(), ("9", "6"), ("6", "9"), ("x", "x")])
def test_a_letter_on_its_head_is_turned_and_the_text_with_it(letter: str, upright: str) -> None:
    assert flip(f"ɐ{letter}o") == [("turned", (f"o{upright}ɐ", [2, 1, 0], [3, 2, 1]))]


@pytest.mark.parametrize("letter", "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ∀ƎℲ⅁∩⅄")
def test_each_letter_that_stands_on_its_head_turns_the_text(letter: str) -> None:
    assert flip(f"n{letter}")[0][1][0].endswith("u")


def test_a_text_shown_from_right_to_left_is_turned_but_its_letters_are_not() -> None:
    assert flip("\u202enp") == [("turned", ("pn\u202e", [2, 1, 0], [3, 2, 1]))]
    assert flip("np") == flip("né") == []


def test_a_letter_above_another_is_one() -> None:
    [(name, (view, starts, ends))] = drawn("cͧntͪ")
    assert (name, view, starts, ends) == ("drawn", "cunth", [0, 1, 2, 3, 4], [1, 2, 3, 4, 5])


@pytest.mark.parametrize(("text", "read"), [("so 8==D!", "so penis!"), ("8=====d~~", "penis~~")])
def test_what_is_drawn_in_a_line_is_named(text: str, read: str) -> None:
    assert [(name, view[0]) for name, view in drawn(text)] == [("drawn", read)]
    assert read_text(text).others


@pytest.mark.parametrize("text", ["8=D", "8==9 8=D", "x8==D", "8==Dan", "=8==D", "8==D=", "8==9", "B==D", "8 == D"])
def test_a_comparison_is_no_drawing(text: str) -> None:
    assert drawn(text) == []
