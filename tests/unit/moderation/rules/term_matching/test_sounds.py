"""Words written by ear, and with a syllable put in."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.infixed import infixed
from moderation.rules.term_matching.sounds import key_of, sound
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

_MANY = [f"frocksin{first}{second}" for first in "abcdefgh" for second in "abcde"]
_ENTRIES = [
    entry("frockser", "word", language="en", variants=_MANY),
    entry("zick", "word", language="en", forms=["zick", "zicks"], variants=_MANY),
    entry("clag", "word", language="en", variants=["calg"]),
    entry("grocker", "word", language="de", variants=_MANY),
]
_MATCHER = TermMatcher(compile_terms(_ENTRIES, innocent=["phroxa"]))


def _found(content: str) -> list[tuple[str, str]]:
    return [(hit.term, hit.reading) for hit in _MATCHER.find(read(content), BUDGET)]


@pytest.mark.parametrize(
    ("heard", "spellings"),
    [
        ("fuk", ("phuk", "fukk", "fuq", "fook", "fuhk")),
        ("kok", ("cawk", "kawk", "cock", "coc")),
        ("bulSit", ("bullsheet", "boolshyt", "bullshiet")),
        ("fagit", ("phaggit", "faghit")),
        ("biC", ("bitch", "biatch", "beetch", "bytch")),
        ("asol", ("azzhole", "azoal", "asole")),
        ("kwin", ("quin", "kwin", "qwin")),
        ("taka", ("tacker", "tacqar", "tackur", "tackor", "tackuh")),
        ("fokin", ("foking", "phokin")),
        ("not", ("knot", "not")),
        ("rek", ("wrek", "rek")),
        ("baji", ("badgy", "bajy")),
        ("rugi", ("ruggy", "rugy")),
        ("siti", ("city", "sity")),
        ("sist", ("cyst", "sist")),
        ("sel", ("cell", "sell", "zel")),
        ("ksat", ("xat", "ksat")),
        ("biti", ("beauty", "beetie", "bity")),
        ("run", ("ruin", "roon", "rewn")),
        ("sut", ("suet", "soot")),
        ("bin", ("bian", "bein", "beon", "been")),
        ("ki", ("keye", "key", "ky")),
        ("won", ("whon", "won")),
        ("gost", ("ghost", "goast", "gohst")),
        ("ke", ("keh", "ke")),
        ("ing", ("ing",)),
        ("er", ("er",)),
        ("muderfuka", ("muhderfukker", "mudderphucka", "mudderfuckuh")),
    ],
)
def test_what_sounds_alike_has_one_sound(heard: str, spellings: tuple[str, ...]) -> None:
    assert {sound(word) for word in spellings} == {heard}


@pytest.mark.parametrize("word", ["abc", "abcd" * 4 + "a", "fro1k", "фрок", "eee", "aabb"])
def test_what_is_too_short_or_no_latin_word_has_no_key(word: str) -> None:
    assert key_of(word) == ""


def test_a_word_of_so_many_letters_has_a_key() -> None:
    assert key_of("abcd" * 4) == "&" + "abkd" * 4
    assert key_of("frok") == "&frok"


def test_a_word_of_many_misspellings_is_heard() -> None:
    assert _found("you phroxar") == [("frockser", "misspelled")]
    assert _found("you phrawxuh") == [("frockser", "misspelled")]
    assert _found("a zikk") == [("zick", "misspelled")]


@pytest.mark.parametrize("content", ["klaag", "khlag", "groqua", "phroxa", "phroxarix"])
def test_rare_words_other_languages_and_ordinary_words_are_not(content: str) -> None:
    assert _found(content) == []


def test_a_form_of_three_sounds_is_none() -> None:
    assert key_of("zee") == ""
    matcher = TermMatcher(compile_terms([entry("zicker", "word", language="en", forms=["zock"], variants=_MANY)], []))
    assert matcher.find(read("zokk"), BUDGET) == []


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("flizzick", "flick"),
        ("cubunt", "cunt"),
        ("axsxsxexs", "asses"),
        ("shizit", "shit"),
        ("fxoxcxk", "fock"),
        ("faoacak", "fock"),
        ("fxtxrxk", "ftrk"),
        ("fizabc", "fabc"),
        ("fubfizabc", "ffizabc"),
    ],
)
def test_a_syllable_is_taken_out(word: str, left: str) -> None:
    assert ("stretched", left) in infixed(word)


@pytest.mark.parametrize(
    "word", ["izzick", "flizz", "fizz", "clock", "arsize", "fxoxcyk", "fxoxc", "fatarak", "fizab", "flaizbc", "farak"]
)
def test_ends_and_short_words_have_no_syllable_put_in(word: str) -> None:
    assert infixed(word) == []


def test_a_word_of_the_game_is_found() -> None:
    assert _found("zizzick off") == [("zick", "stretched")]
    assert _found("clizzag") == [("clag", "stretched")]
