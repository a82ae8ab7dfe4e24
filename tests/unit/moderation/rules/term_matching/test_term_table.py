"""Lookups of a compiled lexicon: whole tokens and how they are spelled, beginnings, masked and close words, terms."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.term_table import TermTable, fits
from moderation.text.pieces import squash
from tests.unit.moderation.text.vocabulary import entry

ENTRIES = [
    entry("holix", "word", language="de", elsewhere=["pl", "nl"]),
    entry("hollix", "word", severity=1),
    entry("zoot", "word", variants=["zzot"], company=["bird", "nest"], name=True),
    entry("krump", "word", uncertain=["krumf", "krummf"]),
    entry("krumf", "word", severity=2),
    entry("grump", "word", uncertain=["grumf"]),
    entry("frocked", "word", close=["frocked"]),
    entry("eat my shorts", "phrase"),
    entry("blimp", "substring"),
]
TABLE = TermTable(compile_terms(ENTRIES, innocent=["zot", "zzoot", "blimpy"]))
NAMES = {TABLE.term(number)[0]: number for number in range(len(ENTRIES))}


def looked_up(token: str) -> tuple[str, str] | None:
    """(canonical, kind); "-" for an innocent one."""
    found = TABLE.token(squash(token), token)
    return found and ("-" if found[0] < 0 else TABLE.term(found[0])[0], found[1])


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("holix", ("holix", "f")),
        ("hollix", ("hollix", "f")),
        # Stretched, it is the first of those that it may be.
        ("holllix", ("holix", "F")),
        ("hoolix", ("holix", "F")),
        ("holixx", ("holix", "F")),
        ("zoot", ("zoot", "f")),
        ("zooot", ("zoot", "F")),
        ("zzot", ("zoot", "v")),
        # An innocent word is one as it is spelled; stretched, it is a term that it may be as well.
        ("zot", ("-", "-")),
        ("zzoot", ("-", "-")),
        ("blimpy", ("-", "-")),
        ("blimppy", ("-", "-")),
        # A word that another entry is uncertain of is an entry's own.
        ("krumf", ("krumf", "f")),
        ("krummf", ("krumf", "F")),
        ("krumff", ("krumf", "F")),
        ("krump", ("krump", "f")),
        ("grumf", ("grump", "u")),
        ("grummf", None),
        ("kru", None),
        ("krumpx", None),
        ("qwzx", None),
    ],
)
def test_a_whole_token_is_the_entry_that_is_spelled_like_it(token: str, expected: tuple[str, str] | None) -> None:
    assert looked_up(token) == expected


@pytest.mark.parametrize(
    ("have", "least", "expected"),
    [("111", "", True), ("112", "112", True), ("113", "112", True), ("111", "112", False), ("211", "2", True)],
)
def test_letters_as_often_as_needed(have: str, least: str, expected: bool) -> None:
    assert fits(have, least) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [("ho", True), ("qw", True), ("hol", True), ("holi", True), ("holix", True), ("holx", False), ("qwz", False)],
)
def test_what_a_token_may_begin_with(key: str, expected: bool) -> None:
    assert TABLE.begins(key) == expected


def test_masked_words_are_kept_by_length_and_first_letter() -> None:
    number = NAMES["frocked"]
    assert TABLE.masked("7f") == [f"frocked:{number}"]
    assert TABLE.masked("8f") == TABLE.masked("7g") == []
    assert len(TABLE.masked("5k")) == 2


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("frocked", True), ("frokked", True), ("froxked", True), ("froced", True), ("froccked", True),
        ("frocqqq", True), ("qqqcked", False), ("fqqcked", True), ("fqqqked", False), ("fqqqqed", False),
        ("frocketed", False), ("grocked", False),
    ],
)  # fmt: skip
def test_a_half_of_a_close_word_is_right(token: str, expected: bool) -> None:
    for _ in range(2):
        assert TABLE.may_be_near(token) == expected


def test_what_is_told_of_a_term_is_parsed_once() -> None:
    told = TABLE.term(NAMES["holix"])
    assert told == ("holix", "test", 3, "g", ("de", "pl", "nl"), None)
    assert TABLE.term(NAMES["holix"]) is told
    senses = TABLE.term(NAMES["zoot"])[5]
    assert senses is not None
    assert (sorted(senses.company), senses.is_name) == (["bird", "nest"], True)


def test_patterns_are_parsed_once() -> None:
    ((last, number),) = TABLE.scan("xeatmyshorts")
    (pattern,) = TABLE.patterns(number)
    assert (last, pattern.length, pattern.mode, sorted(pattern.cuts)) == (11, 11, "h", [3, 5])
    assert TABLE.patterns(number)[0] is pattern
    assert len(TABLE.statements) == 0
