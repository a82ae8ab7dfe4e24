"""Words that something was put into, or that break off."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

_ENTRIES = [
    entry("frock", "word", language="en", forms=["frock", "frocks"]),
    entry("clag", "word", language="en"),
    entry("zimblesnatcher", "word", language="en"),
    entry("dolt", "word", language="en", severity=1),
    entry("grobel", "word", language="de"),
    entry("grums", "word", severity=2),
    entry("theme", "word"),
]
_MATCHER = TermMatcher(compile_terms(_ENTRIES, innocent=[]))


def _found(content: str) -> list[tuple[str, str, str]]:
    hits = _MATCHER.find(read(content), BUDGET)
    return [(hit.term, hit.reading, content[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("content", "hidden"),
    [
        ("fro then ck you", "fro then ck"),
        ("fro haha ck", "fro haha ck"),
        ("fro bwahahaha ck", "fro bwahahaha ck"),
        ("fro*cough*ck", "fro*cough*ck"),
        ("oh fro no wait ck.", "fro no wait ck"),
        ("froc um k", "froc um k"),
    ],
)
def test_a_word_is_read_over_what_is_said_in_between(content: str, hidden: str) -> None:
    assert _found(content) == [("frock", "split", hidden)]


@pytest.mark.parametrize(
    ("said", "read_on"),
    [
        ("hehe", True), ("hahah", True), ("ahaha", True), ("bahaha", True), ("wahaha", True), ("haha haha", True),
        ("hyhy", True), ("hahaa", True), ("xd", True), ("xdxd", True), ("xxddd", True), ("kkk", True), ("kkkkk", True),
        ("lol", True), ("hah", False), ("haa", False), ("hxhx", False), ("dd", False), ("kk", False), ("waha", False),
        ("bhx", False), ("um uh", True), ("um uh er", False),
    ],
)  # fmt: skip
def test_what_is_said_in_between(said: str, read_on: bool) -> None:
    assert _found(f"fro {said} ck") == ([("frock", "split", f"fro {said} ck")] if read_on else [])


@pytest.mark.parametrize(
    ("content", "hidden"),
    [
        ("a-fro um ck", "fro um ck"),
        ("cl... um ag", "cl... um ag"),
        ("fro um cks", "fro um cks"),
        ("ok fro um ck", "fro um ck"),
        ("th um eme", "th um eme"),
        ("soft um ck", ""),
        ("cla um g", "cla um g"),
        ("cl um a", ""),
        ("the um me", ""),
        ("fro um ckx", ""),
        ("fro um", ""),
        ("fro-x um ck", ""),
    ],
)
def test_where_a_torn_word_begins_and_ends(content: str, hidden: str) -> None:
    assert [part for _, _, part in _found(content)] == [hidden] * bool(hidden)


@pytest.mark.parametrize(
    "content",
    [
        "fro blurb ck",  # no word that is said like that
        "fro you and me ck",  # too many of them
        "the big me",  # common words on both sides
        "fr then o ck",
        "do then lt",  # mild
        "gro then bel",  # small words of other tongues begin too many words
        "c then lag",  # one letter
        "cl then a g",
    ],
)
def test_it_is_not_read_over_anything_else(content: str) -> None:
    assert _found(content) == []


@pytest.mark.parametrize(
    ("content", "term"),
    [
        ("holy cla-", "clag"),
        ("holy cla— hm", "clag"),
        ("oh froc...", "frock"),
        ("you zimblesnatc--", "zimblesnatcher"),
        ("what the froc- oh", "frock"),
        ("oh froc..", "frock"),
        ("zimblesnatche--", "zimblesnatcher"),
        ("so grum-", "grums"),
    ],
)
def test_a_word_that_breaks_off_is_read_to_its_end(content: str, term: str) -> None:
    assert [(name, how) for name, how, _ in _found(content)] == [(term, "masked")]


@pytest.mark.parametrize(
    "content",
    [
        "oh cla...",
        "the fro-",
        "zimb-",
        "cla-ssic",
        "cla",
        "you zimblesna, no",
        "oh zimble-",
        "holy dol-",
        "oh froc.",
        "oh froc,-",
        "froc-x",
    ],
)
def test_a_word_is_not_guessed(content: str) -> None:
    assert _found(content) == []


@pytest.mark.parametrize(
    ("content", "read_on"),
    [("you fro... ck", True), ("you di... lag", False), ("are you cl. ag", True), ("ag cl. ag go raibh maith", False)],
)
def test_a_word_goes_on_behind_a_full_stop_unless_its_parts_are_words_of_the_language(
    content: str, read_on: bool
) -> None:
    assert (_found(content) != []) == read_on


@pytest.mark.parametrize(
    ("content", "meant"), [("$grob3l", True), ("$hirl", True), ("$hurl it", False), ("echo $hurl", False)]
)
def test_a_variable_of_a_shell_is_no_word_of_another_language(content: str, meant: bool) -> None:
    entries = [
        entry("sgrobel", "word", language="de"),
        entry("shurl", "word", language="de"),
        entry("shirl", "word", language="en"),
    ]
    assert (TermMatcher(compile_terms(entries, innocent=[])).find(read(content), BUDGET) != []) == meant
