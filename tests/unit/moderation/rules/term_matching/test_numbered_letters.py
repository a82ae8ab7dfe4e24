"""Words of which each letter is written as a number."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.numbered_letters import numbered_letters
from moderation.rules.term_matching.term_table import TermTable
from moderation.rules.work import Work
from tests.unit.moderation.text.vocabulary import ENTRIES, entry, found, hits

TABLE = TermTable(compile_terms(ENTRIES, innocent=[]))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("6-18-15-3-11", "6-18-15-3-11"),
        ("6 18 15 3 11 you", "6 18 15 3 11"),
        ("3/12/1/7 x", "3/12/1/7"),
        ("66 72 6f 63 6b", "66 72 6f 63 6b"),
        ("0x66 0x72 0x6F 0x63 0x6B", "0x66 0x72 0x6F 0x63 0x6B"),
        ("102-114-111-99-107", "102-114-111-99-107"),
        ("01100011 01101100 01100001 01100111", "01100011 01101100 01100001 01100111"),
        ("61 20 66 72 6f 63 6b 20 61", "66 72 6f 63 6b"),
    ],
)
def test_numbers_of_letters_spell(content: str, part: str) -> None:
    spelled = hits(content)
    assert [(content[hit.start : hit.end], hit.reading) for hit in spelled] == [(part, "spelled")]


@pytest.mark.parametrize(
    "content",
    [
        "6-18-15-3",  # a beginning only
        "6-18-15-3-27",  # no letter has this number
        "3-12-1-7-26-26-17",  # more than the word
        "26-15-20 26-15-20",  # two words of three letters
        "7a 6f 74 20 61 61",
        "4 15 12 20",  # a mild word
        "6.18.15.3.11",  # a version
        "$6 18 15 3",
        "66:72:6f:63:6b:00",  # an address of a network card
        "01100011 01101100 01100001 01100112",
        "66 72 6f 63 6b 99",
    ],
)
def test_numbers_that_say_something_else_do_not(content: str) -> None:
    assert found(content) == []


def test_each_word_of_a_run_is_told_where_it_is() -> None:
    content = "6f 20 66 72 6f 63 6b 20 7a 6f 74 20 63 6c 61 67 20 6f"
    spelled = numbered_letters(TABLE, content, Work(9))
    assert [content[start:end] for start, end, _, _ in spelled] == ["66 72 6f 63 6b", "63 6c 61 67"]


@pytest.mark.parametrize(("severity", "told"), [(1, 0), (2, 1)])
def test_mild_words_are_not_worth_it(severity: int, told: int) -> None:
    table = TermTable(compile_terms([entry("abcd", "word", severity=severity)], innocent=[]))
    assert len(numbered_letters(table, "1-2-3-4", Work(9))) == told


def test_a_run_costs_work() -> None:
    runs = "6-18-15-3-11 and 3-12-1-7"
    assert [len(numbered_letters(TABLE, runs, Work(units))) for units in (0, 1, 9)] == [0, 1, 2]
