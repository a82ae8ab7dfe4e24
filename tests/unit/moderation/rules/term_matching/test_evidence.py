"""In which language a message is written: its small words decide, and common English words only beside small ones."""

import pytest

from moderation.rules.term_matching.beside import Beside
from moderation.rules.term_matching.chunk import Chunk
from moderation.rules.term_matching.chunk_pieces import cut
from moderation.rules.term_matching.evidence import Evidence, is_function_word, shared_languages
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.statements import Statements


@pytest.mark.parametrize(
    ("text", "language", "speaks_for", "speaks_against"),
    [
        ("und der hund", "de", True, False),
        ("und der hund", "en", False, True),
        ("qwzx qwzy", "de", False, False),
        ("", "en", False, False),
        # "der" is German and Danish, "und" German alone.
        ("der", "de", False, False),
        ("der und", "de", True, False),
        ("der und", "da", False, True),
        # Common words are English where a small one is, and nothing by themselves.
        ("house game und", "de", True, False),
        ("you house und der", "de", False, False),
        ("you house game und der", "de", False, True),
        ("you house game und der", "en", True, False),
        ("you und", "en", False, False),
    ],
)
def test_small_words_tell_the_language(text: str, language: str, speaks_for: bool, speaks_against: bool) -> None:
    evidence = Evidence(text.split())
    assert (evidence.speaks_for(language), evidence.speaks_against(language)) == (speaks_for, speaks_against)


@pytest.mark.parametrize(
    ("text", "rivals", "speaks_for", "speaks_against"),
    [
        ("und jest lub", ["pl"], False, True),
        ("und jest lub", ["da", "en"], True, False),
        ("und jest lub", ["de"], True, False),
        ("und jest lub", [], True, False),
        ("jest", ["da"], False, False),
    ],
)
def test_rivals_may_be_named(text: str, rivals: list[str], speaks_for: bool, speaks_against: bool) -> None:
    evidence = Evidence(text.split())
    assert (evidence.speaks_for("de", rivals), evidence.speaks_against("de", rivals)) == (speaks_for, speaks_against)


def test_words_share_the_languages_of_which_each_is_a_small_word() -> None:
    assert shared_languages(["der", "und"]) == ["de"]
    assert set(shared_languages(["la", "que"])) == {"fr", "es", "ca"}
    assert shared_languages(["der", "jest"]) == []
    assert shared_languages(["der", "qwzx"]) == shared_languages([]) == []
    assert (is_function_word("und"), is_function_word("hund")) == (True, False)


def beside(text: str) -> Beside:
    """The words of a text in which nothing was found."""
    texts = text.split()
    return Beside(Statements(b""), Row(text, texts, [Chunk(chunk, cut(chunk)) for chunk in texts]))


@pytest.mark.parametrize(
    ("text", "how", "languages", "length", "named", "allowed"),
    [
        # Three letters and figures are an abbreviation, but in English they are what everybody writes.
        ("so", "leet", ("de",), 3, False, False),
        ("so", "leet", ("de",), 4, False, True),
        ("so", "leet", ("en",), 3, False, True),
        ("so", "leet", (), 3, False, True),
        ("so", "plain", ("de",), 3, False, True),
        # A word of one language counts anywhere, one of two where the other is not spoken.
        ("jest lub", "plain", ("de",), 5, False, True),
        ("jest lub", "plain", ("de", "pl"), 5, False, False),
        ("jest lub", "plain", ("de", "da"), 5, False, True),
        ("und jest", "plain", ("de", "pl"), 5, False, True),
        ("jest lub", "leet", ("de", "pl"), 5, False, True),
        ("jest lub", "plain", (), 5, False, True),
        # What is guessed needs the language; of a name, its own.
        ("qwzx", "uncertain", ("de", "pl"), 5, False, False),
        ("und", "uncertain", ("de", "pl"), 5, False, True),
        ("qwzx", "near", ("de",), 5, False, True),
        ("jest", "near", ("de",), 5, False, False),
        ("qwzx", "near", ("de",), 5, True, False),
        ("und", "near", ("de",), 5, True, True),
        ("qwzx", "near", ("en",), 5, True, False),
        ("qwzx", "blanked", ("de",), 5, False, True),
        ("jest", "blanked", ("de",), 5, False, False),
        ("jest", "blanked", ("de", "da"), 5, False, False),
        ("qwzx", "blanked", ("de",), 5, True, False),
        ("qwzx", "blanked", ("en",), 5, True, True),
        ("qwzx", "plain", ("de", "pl"), 5, True, True),
        ("jest", "blanked", (), 5, True, True),
    ],
)
def test_whether_a_finding_is_meant_in_its_language(
    text: str, how: str, languages: tuple[str, ...], length: int, named: bool, allowed: bool
) -> None:
    assert beside(text).allow(how, languages, length, named) == allowed
