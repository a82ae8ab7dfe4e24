"""Lines that are read where they lie say what was written; what is no such data is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.term_matching.keyed_lines import KeyedLines, NumberedLines
from moderation.rules.term_matching.line_writer import joined, keyed_lines, numbered_lines

# As folded text has them: lone surrogates are folded away, a tab ends a key and a line feed a line.
KEYS = st.text(st.characters(exclude_characters="\t\n", codec="utf-8"), max_size=4)
TEXTS = st.text(st.characters(exclude_characters="\n", codec="utf-8"), max_size=8)


@given(st.lists(TEXTS, max_size=60))
def test_lines_by_number(texts: list[str]) -> None:
    written = NumberedLines(numbered_lines(texts))
    assert [written[number] for number in range(len(texts))] == texts


@given(st.dictionaries(KEYS, TEXTS, max_size=40), st.lists(KEYS, max_size=20))
def test_a_key_finds_its_own_line_only(said: dict[str, str], others: list[str]) -> None:
    written = KeyedLines(keyed_lines(said))
    assert {key: written.get(key) for key in said} == said
    assert [written.get(key) for key in others] == [said.get(key, "") for key in others]
    assert written.get("\ud800") == said.get("\ud800", "")
    assert sorted(written.lines()) == sorted(f"{key}\t{text}" for key, text in said.items())


def test_keys_that_begin_alike_and_keys_in_each_others_way() -> None:
    said = {f"{number:03}"[:length]: f"{number} {length}" for number in range(1000) for length in (1, 2, 3)}
    written = KeyedLines(keyed_lines(said))
    assert all(written.get(key) == text for key, text in said.items())
    assert written.get("0000") == "" == written.get("")


@given(st.dictionaries(KEYS, TEXTS, max_size=10))
def test_the_same_content_gives_the_same_bytes(said: dict[str, str]) -> None:
    assert keyed_lines(said) == keyed_lines(dict(reversed(said.items())))


@pytest.mark.parametrize("data", [b"", b"abc", b"1 2", b"3\nab", b"1\nab", b"-1\nab", joined((b"a",))[:-1]])
def test_other_data_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):  # what `load` takes for a broken policy
        KeyedLines(data)
