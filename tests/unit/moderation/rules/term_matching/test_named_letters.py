"""Words spelled by their letters' names."""

import pytest

from moderation.findings import WORK_MAX
from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.named_letters import named_letters
from moderation.rules.term_matching.term_table import TermTable
from moderation.rules.terms import TermMatcher
from moderation.rules.work import Work
from moderation.text import read
from tests.unit.moderation.text.vocabulary import ENTRIES, entry, found, hits


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("eff are oh see kay", "eff are oh see kay"),
        ("you are a gee ay ess ess", "gee ay ess ess"),
        ("Foxtrot Romeo Oscar Charlie Kilo you", "Foxtrot Romeo Oscar Charlie Kilo"),
        ("that's Z, O, and T!", "Z, O, and T"),
        ("f then r then o then c then k", "f then r then o then c then k"),
        ("zee-oh-tee", "zee-oh-tee"),
        ("i, a, zee, oh, tee", "zee, oh, tee"),
        ("zee, oh, tee, i", "zee, oh, tee"),
        ("f dot r dot o dot c dot k", "f dot r dot o dot c dot k"),
    ],
)
def test_the_names_of_letters_spell(content: str, part: str) -> None:
    assert [found_part for _, found_part in found(content)] == [part]


@pytest.mark.parametrize(
    "content",
    [
        "why are you",
        "z, o, t",
        "delta echo foxtrot",
        "eff are oh see kay ess oh en",
        "see you at tea",
        "zee oh and then tee",
        "z.o.t.e and then dot",
        "z.o.t.e, then x",
        "m.z.o.t and x",
    ],
)
def test_what_is_no_term_as_it_stands_is_not_spelled(content: str) -> None:
    expected = ["zee oh and then tee"] if content.startswith("zee") else []
    assert [part for _, part in found(content)] == expected


NAMES = {
    "a": "ay alpha alfa", "b": "bee be bravo", "c": "cee see sea charlie", "d": "dee delta", "e": "ee echo",
    "f": "eff foxtrot", "g": "gee golf", "h": "aitch haitch hotel", "i": "eye india", "j": "jay juliet juliett",
    "k": "kay kilo", "l": "ell lima", "m": "em mike", "n": "en november", "o": "oh oscar", "p": "pee papa",
    "q": "cue queue quebec", "r": "ar are romeo", "s": "ess sierra", "t": "tee tea tango", "u": "you yu uniform",
    "v": "vee victor", "w": "whiskey", "x": "ex xray", "y": "why wye yankee", "z": "zee zed zulu",
}  # fmt: skip
SURROUNDED = TermMatcher(compile_terms([entry(f"k{letter}ng", "whole") for letter in NAMES], innocent=[]))


@pytest.mark.parametrize("letter", NAMES)
def test_each_letter_has_its_names_and_those_of_the_radio_alphabet(letter: str) -> None:
    for name in NAMES[letter].split():
        spelled = SURROUNDED.find(read(f"kilo {name} november golf"), WORK_MAX)
        assert [(hit.term, hit.reading) for hit in spelled] == [(f"k{letter}ng", "spelled")], name


def test_each_run_is_a_term_of_its_own() -> None:
    assert [part for _, part in found("zee oh tee or foxtrot romeo oscar charlie kilo")] == [
        "zee oh tee",
        "foxtrot romeo oscar charlie kilo",
    ]


def test_a_telling_name_tells_for_its_own_run_only() -> None:
    assert hits("tee was z, o, t") == []


def test_two_letters_are_no_word() -> None:
    table = TermTable(compile_terms([entry("zo", "word"), entry("hoz", "word")], innocent=[]))
    assert named_letters(table, "ay zee oh", Work(9)) == []
    assert named_letters(table, "aitch oh zee", Work(9)) != []


def test_a_run_is_one_unit_of_work() -> None:
    table = TermTable(compile_terms(ENTRIES, innocent=[]))
    twice = "zee oh tee or zee oh tee"
    assert [len(named_letters(table, twice, Work(units))) for units in (0, 1, 2)] == [0, 1, 2]
