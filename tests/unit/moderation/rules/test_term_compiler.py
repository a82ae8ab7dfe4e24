"""What becomes of an entry: its spellings, and which of several entries a spelling is told as."""

import pytest

from moderation.rules.term_compiler import compile_terms, innocent_words, words_of
from moderation.rules.terms import TermMatcher
from moderation.text import read
from moderation.text.fold import fold
from tests.unit.moderation.text.vocabulary import BUDGET, entry

Entries = list[dict[str, object]]


def told(entries: Entries, content: str, innocent: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """(term, reading) of each hit."""
    matcher = TermMatcher(compile_terms(entries, innocent=list(innocent)))
    return [(hit.term, hit.reading) for hit in matcher.find(read(content), BUDGET)]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("content", "reading"), [("zuck", "plain"), ("zuuck", "stretched"), ("2uck", "leet")])
def test_of_two_entries_with_one_spelling_the_severer_is_told(order: int, content: str, reading: str) -> None:
    entries = [
        entry("mild", "word", forms=["zuck"], severity=1),
        entry("strong", "word", forms=["zuck"], severity=4),
        entry("further", "word", variants=["zuck"]),
    ]
    assert told(entries[::order], content) == [("strong", reading)]


@pytest.mark.parametrize("order", [1, -1])
def test_a_spelling_of_a_mild_entry_comes_before_a_misspelling_of_another(order: int) -> None:
    entries = [entry("further", "word", variants=["zuck"]), entry("mild", "word", forms=["zuck"], severity=1)]
    assert told(entries[::order], "zuck") == [("mild", "plain")]


def test_what_two_languages_could_explain_is_told_in_english() -> None:
    entries = [entry("grimel", "word", language="de"), entry("gromel", "word", language="en")]
    assert told(entries, "gr*mel") == [("gromel", "masked")]


@pytest.mark.parametrize(("content", "found"), [("laybumf", True), ("bumflay", True), ("layqk", False), ("q*", False)])
def test_words_are_glued_from_severity_two_and_three_letters(content: str, found: bool) -> None:
    entries = [entry("bumf", "word", severity=2), entry("qk", "word"), entry("qj", "substring", severity=1)]
    assert bool(told(entries, content)) is found


def test_mild_words_are_not_looked_for_between_others() -> None:
    hits = {severity: told([entry("bumf", "word", severity=severity)], "youbumfman") for severity in (1, 2)}
    assert hits == {1: [], 2: [("bumf", "glued")]}


def test_what_is_often_misspelled_is_written_by_ear_too() -> None:
    spellings = [f"zombel{first}{second}" for first in "abcdef" for second in "ghijkl"]
    often, seldom = (entry("zombel", "word", language="en", variants=spellings[:count]) for count in (36, 35))
    assert told([often], "zawmbel") == [("zombel", "misspelled")]
    assert told([seldom], "zawmbel") == []


def test_of_a_beginning_no_letter_may_be_hidden() -> None:
    assert told([entry("zombel", "word")], "z*mbel") == [("zombel", "masked")]
    assert told([entry("zombel", "prefix")], "z*mbel") == []


def test_the_statements_of_every_entry_are_kept() -> None:
    entries = [entry(f"say {word}", "statement", forms=[f"i say {word}"]) for word in ("frock", "clag")]
    assert [told(entries, f"i say {word}") for word in ("frock", "clag")] == [
        [(f"say {word}", "plain")] for word in ("frock", "clag")
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("no one to go", True),
        ("no on eto go", True),
        ("no one t ogo", True),
        ("noonetogo", True),
        ("stop play", True),
        ("stopp lay", True),
        ("stop pplay", True),
        ("sto pplay", True),
        ("stop lay", False),
        ("jump in to", True),
        ("jump into", False),
    ],
)
def test_a_phrase_may_be_cut_elsewhere(content: str, found: bool) -> None:
    phrases = [entry(phrase, "phrase") for phrase in ("stop play", "no one to go", "jump in to")]
    assert bool(told(phrases, content)) is found


@pytest.mark.parametrize(
    ("content", "term"), [("forckle", "frock"), ("wimxel", "wimsel"), ("you krumf", "krump"), ("gromel", "gromel")]
)
def test_further_spellings_are_letters_whatever_separates_them(content: str, term: str) -> None:
    entries = [
        entry("frock", "word", variants=["fo rckle"]),
        entry("wimsel", "word", close=["wim sel"]),
        entry("krump", "word", language="en", uncertain=["kr umf"]),
        entry("gromel", "word", forms=[]),
    ]
    assert told(entries, content) == [(term, "plain" if content == term else "misspelled")]


def test_an_apostrophe_separates_no_words() -> None:
    assert words_of("Rock'n'Roll, don't") == ["rocknroll", "dont"]


@pytest.mark.parametrize(
    ("content", "innocent", "found"),
    [
        ("galc", (), True),
        ("galc", ("galc",), False),
        ("clagz", ("kalc",), True),
        ("clagz", ("clagz",), False),
        ("zombem", ("zombel",), True),
        ("zombel", ("zombel",), False),
        ("zombexx", ("zombexx",), False),
    ],
)
def test_ordinary_words_are_spared_backwards_as_plurals_and_one_letter_away(
    content: str, innocent: tuple[str, ...], found: bool
) -> None:
    entries = [entry("clag", "word"), *(entry(word, "word", close=[word]) for word in ("zimble", "zombex"))]
    assert bool(told(entries, content, innocent)) is found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a pique-nique", False),
        ("pique nique!", False),
        ("n-i-que", True),
        ("nique", True),
        ("nique-pique", True),
        ("ni-que", True),
        ("chu-niq", True),
        ("ni-chuniq", False),
    ],
)
def test_an_ordinary_word_with_a_hyphen_is_spared_as_a_whole(content: str, found: bool) -> None:
    entries = [entry("nique", "word"), entry("chuniq", "word")]
    assert bool(told(entries, content, ("pique-nique", "n-i-que", "ni-chuniq"))) is found


def test_the_ordinary_words_shipped_are_folded() -> None:
    words = innocent_words()
    print(f"N={len(words)}")
    assert len(words) > 1000 and [word for word in words if fold(word) != word] == []
