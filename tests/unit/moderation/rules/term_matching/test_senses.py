"""Words with an innocent sense: names, and what the words beside them tell."""

from typing import Any

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read


def entry(word: str, match: str = "word", **fields: Any) -> dict[str, Any]:
    return {
        "canonical": word,
        "forms": [word],
        "variants": [],
        "exceptions": [],
        "category": "own",
        "severity": 2,
        "match": match,
        "group": "",
        "language": "en",
        **fields,
    }


MATCHER = TermMatcher(
    compile_terms(
        [
            entry("zot", company=["Bird", "nést"]),
            entry("grobbo", name=True),
            entry("frumple"),
            entry("snark", match="whole"),
        ],
        innocent=[],
    )
)


def found(text: str) -> list[str]:
    return [hit.term for hit in MATCHER.find(read(text), 100_000)]


@pytest.mark.parametrize("text", ["a zot bird", "the NEST of a zot", "zot/bird", "z.o.t bird, zot"])
def test_beside_a_word_of_its_company_an_entry_is_innocent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a zot",
        "birdie zot",
        "you zot, bird",
        "suck zot you bird",
        "zot frumple bird",  # something else counts
        "z0t bird",  # in disguise
        "you: zot bird",
        "you're zot, bird",
    ],
)
def test_where_nothing_says_so_or_somebody_is_addressed_it_counts(text: str) -> None:
    assert "zot" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "I like Grobbo Fosbury",
        "Alanson Grobbo is on",
        "Semmens, Grobbo, Titchmarsh",
        "Rohit and Grobbo",
        "Grobbo's burgers",
        "Grobbo’s burgers",
        "mail grobbo.andersen@example.org",
        "grobbo.andersen@example.org wrote",
        "a@grobbo.example",
        "Grobbo Zak",
        "Xan Grobbo",
        "C:\\Users\\Grobbo\\Documents",
    ],
)
def test_a_name_is_one_with_a_capital_beside_another_or_in_an_address(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "grobbo fosbury",
        "Grobbo",
        "Grobbo please",
        "GROBBO FOSBURY",
        "Please Grobbo Stop",  # ordinary words with capitals
        "The Grobbo Is",
        "Frumple Grobbo",  # beside what counts itself
        "@grobbo look",
        "@grobbo.",
        " @grobbo.",
        "grobbo.",
        "me@example.org saw a grobbo",
        "a grobbo at me@example.org now",
        "Please, Grobbo!",
        "Grobbo Oder",  # a small word abroad
        "Grobbo Zy",
        "Grobbo FOsbury",
        "Zot Fosbury",  # no name
    ],
)
def test_what_is_not_written_as_a_name_counts(text: str) -> None:
    assert found(text) != []


def test_a_whole_word_is_not_masked() -> None:
    assert found("snark") == ["snark"] and found("Snark!") == ["snark"]
    assert found("sn*rk") == [] and found("fr*mple") == ["frumple"]


def test_data_compiled_before_there_were_senses_is_read() -> None:
    plain = compile_terms([entry("frumple")], innocent=[])
    assert b"\tname" not in plain
    assert [hit.term for hit in TermMatcher(plain).find(read("frumple Fosbury"), 100_000)] == ["frumple"]
