"""Which signs and figures stand for which letters, in Latin and in Cyrillic words."""

import pytest

from moderation.findings import WORK_MAX
from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import leet, read
from tests.unit.moderation.text.vocabulary import entry

CYRILLIC = TermMatcher(compile_terms([entry("гозичбад", "word")], innocent=[]))


@pytest.mark.parametrize(
    "written", ["г0зичбад", "гоз1чбад", "го3ичбад", "гози4бад", "гозич6ад", "гозичб@д", "гозичба9"]
)
def test_a_figure_among_cyrillic_letters_stands_for_one_of_them(written: str) -> None:
    assert [(hit.term, hit.reading, hit.end) for hit in CYRILLIC.find(read(written), WORK_MAX)] == [
        ("гозичбад", "leet", 8)
    ]


@pytest.mark.parametrize("written", ["гози2бад", "гоз1чбaдx", "гоз1ч бад1"])
def test_other_figures_and_letters_do_not(written: str) -> None:
    assert CYRILLIC.find(read(written), WORK_MAX) == []


@pytest.mark.parametrize(
    ("content", "is_letter"),
    [("(lunch", False), ("wait (lunch is ready", False), ("((lunch", True), ("(lag", True)],
)
def test_a_bracket_before_a_longer_common_word_is_no_letter(content: str, is_letter: bool) -> None:
    lunches = TermMatcher(compile_terms([entry("clunch", "word"), entry("clag", "word")], innocent=[]))
    assert bool(lunches.find(read(content), WORK_MAX)) is is_letter


@pytest.mark.parametrize(("content", "is_hidden"), [("c#m", False), ("d#m", False), ("c*m", True), ("h#m", True)])
def test_a_chord_hides_nothing(content: str, is_hidden: bool) -> None:
    words = [entry("cam", "word"), entry("dim", "word"), entry("hum", "word")]
    assert bool(TermMatcher(compile_terms(words, innocent=[])).find(read(content), WORK_MAX)) is is_hidden


@pytest.mark.parametrize("sign", sorted(leet.SIGNS))
def test_every_sign_is_one_letter_in_each_alphabet(sign: str) -> None:
    first, second = sign.translate(leet.FIRST), sign.translate(leet.SECOND)
    assert len(first) == len(second) == 1
    assert first.isalpha() and second.isalpha()
    assert (sign in leet.AMBIGUOUS) == (first != second)
