"""Both ends of each range of code points that folding and masking know."""

import unicodedata

import pytest

from moderation.text import fingerprint, mask, read
from moderation.text.fold import EXPANSION_MAX, fold
from moderation.text.pieces import run_lengths


@pytest.mark.parametrize("first", [0x1F130, 0x1F150, 0x1F170, 0x1F1E6, 0x249C])
def test_a_boxed_alphabet_is_26_letters(first: int) -> None:
    assert fold("".join(map(chr, range(first, first + 26)))) == "abcdefghijklmnopqrstuvwxyz"
    assert fold(chr(first - 1)) not in ("`", "{") and fold(chr(first + 26)) != "{"


@pytest.mark.parametrize("mark", "\u0900\u0901\u0e31\u0f35\u102d\u17b7\u3099\u309a")
def test_marks_that_spell_stay(mark: str) -> None:
    assert unicodedata.category(mark) == "Mn" and fold(f"a{mark}") == f"a{mark}"


@pytest.mark.parametrize(
    "mark", "\u0300\u0489\u08ff\u20dd\u135d\u1dc4\u302a\ufe20\u0378\U000e0fff\u200b\ud800\udfff\x80\x9f"
)
def test_other_marks_and_what_cannot_be_seen_vanish(mark: str) -> None:
    assert fold(f"a{mark}b") == "ab"


@pytest.mark.parametrize("blank", "\u115f\u1160\u2800\u3164\uffa0\u2028\u2029\u1680\u3000\x85™℠")
def test_what_shows_as_a_space_is_one(blank: str) -> None:
    assert fold(f"a{blank}b") == "a b"


@pytest.mark.parametrize(
    ("sign", "plain"),
    [*zip("’‘ʼ＇′‐‑–—−⁄∗⁎✱★☆✶•·❗❕¡💲∣│┃×", "'''''-----/*******.!!!$|||x", strict=True)],
)
def test_a_typographic_sign_is_the_plain_one(sign: str, plain: str) -> None:
    assert fold(sign) == plain


def test_syllables_stay_whole_and_long_ligatures_stay_as_they_are() -> None:
    assert fold("가힣") == "가힣"
    assert len(unicodedata.normalize("NFKD", "㌀")) > EXPANSION_MAX and fold("㌀") == "㌀"
    assert len(unicodedata.normalize("NFKD", "⑽")) == EXPANSION_MAX and fold("⑽") == "(10)"


EXTENDING = [0x200C, 0x0E33, 0x1F3FB, 0x1F3FF, 0xE0020, 0xE007F, 0x0300, 0x200D, 0x0489, 0x0903]
ALONE = [0x1160, 0x11FF, 0x1200, 0x1F3FA, 0x1F400, 0xE0080, 0x1F1E5, 0x1F1E6, 0x1F1FF, 0x1F200, 0x41, 0x3042]


@pytest.mark.parametrize("code_point", EXTENDING)
def test_what_belongs_to_the_sign_before_it_is_masked_with_it(code_point: int) -> None:
    assert mask(f"x{chr(code_point)}y", [(0, 1)]) == "*y"


@pytest.mark.parametrize("code_point", ALONE)
def test_what_stands_alone_is_not_masked_with_its_neighbour(code_point: int) -> None:
    assert mask(f"x{chr(code_point)}y", [(0, 1)]) == f"*{chr(code_point)}y"


@pytest.mark.parametrize(
    ("content", "span", "masked"),
    [
        ("\U0001f1e6\U0001f1ffx", (0, 1), "*x"),
        ("\U0001f1ff\U0001f1e6x", (1, 2), "*x"),
        ("x\U0001f1e6\U0001f1e6\U0001f1e6\U0001f1e6", (3, 4), "x\U0001f1e6\U0001f1e6*"),
        ("\U0001f1e6\U0001f1e6\U0001f1e6", (2, 3), "\U0001f1e6\U0001f1e6*"),
        ("a\r\nb", (1, 2), "a b"),
        ("a\r\nb", (2, 3), "a b"),
        ("a\n\rb", (1, 2), "a \rb"),
        ("x\nb", (0, 1), "*\nb"),
        ("a\u200db", (0, 1), "*b"),
        ("a\u200d♂b", (0, 1), "*♂b"),
        ("👩\u200d♂b", (0, 1), "*b"),
        ("\u1100\u1160\u11ffb", (0, 1), "*b"),
        ("\u0301a", (0, 1), "*a"),
        ("a b", (0, 3), "* *"),
        ("a\u3000b", (0, 3), "* *"),
    ],
)
def test_flags_lines_and_joined_signs_are_masked_whole(content: str, span: tuple[int, int], masked: str) -> None:
    assert mask(content, [span]) == masked


def test_a_text_of_signs_is_told_by_its_signs() -> None:
    assert fingerprint(":-)") == fingerprint(": - )") != fingerprint(":-(")
    assert fingerprint("\ud800a") == fingerprint("a") and fingerprint("\udfff") == fingerprint("")
    assert fingerprint("a-b") == fingerprint("A b") != fingerprint("X-a-b")


def test_500_code_points_are_read_and_a_run_counts_one_digit() -> None:
    assert not read("é" * 500).cut_short and read("é" * 501).cut_short
    assert len(read("é" * 501).plain.text) == 500
    assert run_lengths("a" * 9 + "b" * 10 + "c") == "991"
