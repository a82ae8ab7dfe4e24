"""Folding: one plain letter for every way to write it, and an index back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.fold import EXPANSION_MAX, FOLD, fold, origins


@pytest.mark.parametrize(
    "written",
    [
        "FROCK",
        "𝐟𝐫𝐨𝐜𝐤",
        "𝔣𝔯𝔬𝔠𝔨",
        "𝒇𝒓𝒐𝒄𝒌",
        "ｆｒｏｃｋ",
        "ⓕⓡⓞⓒⓚ",
        "🅵🆁🅾🅲🅺",
        "🅕🅡🅞🅒🅚",
        "🄵🅁🄾🄲🄺",
        "🇫🇷🇴🇨🇰",
        "⒡⒭⒪⒞⒦",
        "ꜰʀᴏᴄᴋ",
        "ᶠʳᵒᶜᵏ",
        "fröćķ",
        "fŕøċĸ",
        "f̷r̷o̷c̷k̷",
        "f\u0301\u0302\u0303\u0304\u0305r\u0489o\u20ddck",
        "f\u200br\u200co\u2060c\ufeffk",
        "f\u00adr\u180eo\ufe0fc\U000e0072k",
        "\u202efrock\u202c",
        "fгоск".replace("г", "r"),
        "fr𝗈ϲκ",
        "₣ⱤO₵₭",
        "ᖴᖇOᑕK",
        "⠋⠗⠕⠉⠅",
        "f\ud800rock",
    ],
)
def test_every_alphabet_folds_to_plain_letters(written: str) -> None:
    assert fold(written) == "frock"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Straße", "strasse"),
        ("Œuvre Ægir", "oeuvre aegir"),
        ("ŁÓDŹ", "lodz"),
        ("snake_case", "snake-case"),
        ("é_é", "e-e"),
        ("it’s – “so”", "it's - “so”"),
        ("a\u3000b\u2800c", "a b c"),
        ("中文 한국어 हिन्दी", "中文 한국어 हिन्दी"),
        ("ﷺ", "ﷺ"),
    ],
)
def test_what_folds_otherwise(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(st.characters(), max_size=60))
def test_origins_name_the_code_point_of_every_folded_character(content: str) -> None:
    places = origins(content)
    folded = fold(content) if not content.isascii() else content.translate(FOLD)
    assert len(places) == len(folded) <= EXPANSION_MAX * len(content)
    assert places == sorted(places)
    for place, character in zip(places, folded, strict=True):
        assert character in FOLD[ord(content[place])]


@given(st.text(st.characters(), max_size=60))
def test_folding_twice_changes_nothing_but_what_decomposes_further(content: str) -> None:
    once = fold(content)
    assert fold(fold(once)) == fold(once)


@pytest.mark.parametrize("word", ["нос", "яблоко", "цапля", "ηλιος", "հայ", "straße"])
def test_a_word_folds_alike_in_capitals(word: str) -> None:
    assert fold(word.upper()) == fold(word)


@pytest.mark.parametrize("syllable", ["가", "힣", "ぁ", "が", "ヴ", "ヿ"])
def test_a_syllable_is_one_letter(syllable: str) -> None:
    assert fold(syllable) == syllable


@pytest.mark.parametrize(
    ("written", "letter"), [("Ꞩ", "s"), ("ƙ", "k"), ("Ɖ", "d"), ("ᶀ", "b"), ("Ꝥ", "ꝥ"), ("ʘ", "ʘ")]
)
def test_a_latin_letter_with_a_stroke_or_a_hook_is_itself(written: str, letter: str) -> None:
    assert fold(written) == letter
