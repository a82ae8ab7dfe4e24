"""Words with one wrong letter: which are found, and what spares a word that only looks so."""

import random

import pytest

from moderation.findings import WORK_MAX
from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.near import key_of, near
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import entry

SEED = 5
WORDS = ["zimble", "hollix", "grobels", "quagmores", "frolk"]
KEPT = {key_of(len(word), word[0]): f"{word}:{number}" for number, word in enumerate(WORDS)}
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
TERMS = [
    entry("zimble", "word", language="en", close=["zimble"]),
    entry("hollix", "word", language="de", close=["hollix"]),
    entry("washer", "word", language="en"),
]
MATCHER = TermMatcher(compile_terms(TERMS, innocent=["simble", "zimbly"]))


def found(content: str) -> list[tuple[str, str]]:
    """(term, reading) of each hit."""
    return [(hit.term, hit.reading) for hit in MATCHER.find(read(content), WORK_MAX)]


def slips(word: str) -> set[str]:
    """Everything that is one letter away from a word behind its first letter."""
    places = range(1, len(word))
    wrong = {word[:at] + letter + word[at + 1 :] for at in places for letter in ALPHABET}
    more = {word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in ALPHABET}
    less = {word[:at] + word[at + 1 :] for at in places}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    return (wrong | more | less | swapped) - {word}


@pytest.mark.parametrize(("number", "word"), list(enumerate(WORDS)))
def test_every_slip_of_one_letter_is_near(number: int, word: str) -> None:
    every = slips(word)
    assert len(every) > 200
    assert {near(lambda key: KEPT.get(key, ""), slip) for slip in every} == {number}


def test_what_is_further_away_is_not_near() -> None:
    rng = random.Random(SEED)
    near_ones = {word for known in WORDS for word in (*slips(known), known)}
    texts = {"".join(rng.choices("zimblehox", k=rng.randint(4, 8))) for _ in range(5_000)} - near_ones
    texts |= {rng.choice(sorted(slips(slip))) for slip in sorted(near_ones) if len(slip) > 4} - near_ones
    print(f"N={len(texts)} seed={SEED}")
    assert [text for text in texts if near(lambda key: KEPT.get(key, ""), text) is not None] == []


@pytest.mark.parametrize("content", ["zimxle", "zimbe", "what a ziimxble", "zmible!", "hollx", "Hollik"])
def test_close_words_are_found_with_a_slip(content: str) -> None:
    expected = [] if content in ("what a ziimxble", "Hollik") else ["misspelled"]
    assert [reading for _, reading in found(content) if reading != "stretched"] == expected


@pytest.mark.parametrize(
    "content",
    ["simble", "zimbly", "bimble", "wasker", "z1mxle", "z i m x l e", "Zimxle", "der zimxle und die da"],
)
def test_ordinary_disguised_named_and_foreign_words_are_not(content: str) -> None:
    assert found(content) == []


def test_a_name_in_a_text_of_the_words_language_may_be_meant() -> None:
    assert found("you are a Zimxle") == [("zimble", "misspelled")]


def test_a_word_is_not_near_itself() -> None:
    assert [near(lambda key: KEPT.get(key, ""), word) for word in WORDS] == [None] * len(WORDS)


@pytest.mark.parametrize(
    ("token", "number"),
    [
        ("zimxle", 1),
        ("zambxe", None),
        ("zibmle", 1),
        ("zibmel", None),  # two are swapped, and two more
        ("zixyle", None),
        ("zompex", 2),
        ("zandle", 3),
        ("zanply", 3),
    ],
)
def test_each_word_of_a_length_and_beginning_is_told_apart(token: str, number: int | None) -> None:
    kept = {key_of(6, "z"): "zogger:0;zimble:1;zomper:2;zandly:3"}
    assert near(lambda key: kept.get(key, ""), token) == number
