"""The shipped lists: made from the sources at hand, of one shape, and without each other's mistakes."""

from typing import Any

import pytest

from lexicons import build, source, statements
from moderation.lexicons import LANGUAGES, lexicon

MATCHES = {"word", "whole", "prefix", "substring", "phrase"}
FIELDS = {
    "canonical",
    "category",
    "severity",
    "match",
    "forms",
    "variants",
    "close",
    "uncertain",
    "elsewhere",
    "exceptions",
}
SENSES = {"company", "name"}


def entries_of(language: str) -> list[dict[str, Any]]:
    """Entries of a shipped list."""
    entries = lexicon(language)["entries"]
    assert isinstance(entries, list)
    return entries


def test_every_source_ships() -> None:
    assert sorted(LANGUAGES) == source.languages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_was_built_from_the_sources_at_hand(language: str) -> None:
    assert lexicon(language)["sourceHash"] == build.source_hash(language)


def test_the_statements_were_built_from_the_source_at_hand() -> None:
    assert statements.TARGET.read_text(encoding="utf-8") == statements.statements()


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_have_one_shape(language: str) -> None:
    taken: set[str] = set()
    for entry in entries_of(language):
        assert set(entry) - SENSES == FIELDS
        assert entry.get("company") != [] and entry.get("name", True) is True
        assert entry["match"] in MATCHES
        assert entry["severity"] in (1, 2, 3, 4)
        assert entry["forms"]
        assert all((" " in form) == (entry["match"] == "phrase") for form in entry["forms"])
        assert not set(entry["forms"]) & {*entry["variants"], *entry["uncertain"]}
        assert not set(entry["variants"]) & set(entry["uncertain"])
        assert not taken & set(entry["forms"])
        taken |= set(entry["forms"])


def test_a_word_of_two_languages_names_those_that_can_be_told() -> None:
    from moderation.text.function_words import LANGUAGES as TOLD

    known = {language for languages in TOLD.values() for language in languages.split()}
    named = {other for language in LANGUAGES for entry in entries_of(language) for other in entry["elsewhere"]}
    assert {"da", "nb", "sv"} <= named <= known


def test_a_word_shared_with_another_language_keeps_its_misspellings() -> None:
    [entry] = [entry for entry in entries_of("en") if entry["canonical"] == "gangbang"]
    assert {"gngbng", "gangbagn"} <= set(entry["variants"])


def test_no_misspelling_is_another_entry() -> None:
    forms = {form for language in LANGUAGES for entry in entries_of(language) for form in entry["forms"]}
    for language in LANGUAGES:
        variants = [variant for entry in entries_of(language) for variant in entry["variants"]]
        assert len(set(variants)) == len(variants)
        # A spelling that was dropped from one list may be an entry of another.
        assert not forms & set(variants)
    assert sum(len(entry["variants"]) for entry in entries_of("en")) > 10_000


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon("../default")
