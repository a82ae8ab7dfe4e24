"""Views of a text: every escape, every letter drawn with strokes, every turned letter, with the places behind them."""

import pytest

from moderation.text import read as read_text
from moderation.text.decoding import View, drawn, flip, unescape

ESCAPES = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": " ", "&shy;": "", "&zwnj;": "",
    "&#102;": "f", "&#0000102;": "f", "&#x66;": "f", "&#X6A;": "j", "&#x00006a;": "j", "%66": "f", "%6a": "j",
    "%6A": "j", "\\x66": "f", "\\u0066": "f", "\\u{1F600}": "😀", "\\u006A": "j", "&#x10ffff;": "\U0010ffff",
    "&#0;": "", "&#1114111;": "\U0010ffff", "&#1114112;": "", "&#1;": "\x01",
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


@pytest.mark.parametrize("text", ["8=D", "x8==D", "8==Dan", "=8==D", "8==D=", "8==9", "B==D", "8 == D"])
def test_a_comparison_is_no_drawing(text: str) -> None:
    assert drawn(text) == []
