"""Readings and their way back to the original; spans and robustness for any text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.text import read
from moderation.text.fold import fold
from moderation.text.readings import CODE_POINTS_MAX
from tests.unit.moderation.text.vocabulary import BUDGET, MATCHER, hits


def views(content: str) -> dict[str, str]:
    """Name -> text of each reading."""
    readings = read(content)
    return {reading.name: reading.text for reading in (readings.plain, *readings.others)}


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("Hello", {"plain": "hello"}),
        ("a &lt;b&#62; &amp;%41\\u0042", {"decoded": "a <b> &ab", "untagged": "a  &ab"}),
        ("<b>x</b>y < z", {"plain": "<b>x</b>y < z", "untagged": "xy < z"}),
        ("|-|ey \\/", {"plain": "|-|ey \\/", "drawn": "hey v"}),
        ("ɐ p", {"plain": "a p", "turned": "d a"}),
        ("ɾ ɐ", {"plain": "r a", "turned": "a j"}),
        ("cIag", {"plain": "ciag", "drawn": "clag"}),
        ("cat нос", {"plain": "cat нoc"}),
        ("\u202eab\u202c", {"plain": "ab", "turned": "ba"}),
        ("яyn ян", {"plain": "яyn ян", "lookalike": "ryn ян"}),
        ("100% & more", {"plain": "100% & more"}),
        ("&#0;&#1114112;a", {"decoded": "a"}),
    ],
)
def test_a_text_is_read_further_only_where_it_gives_cause(content: str, texts: dict[str, str]) -> None:
    assert views(content) == texts


def test_further_readings_may_be_asked_for_first() -> None:
    assert [reading.text for reading in read("&lt;b>x").others] == ["x"]


def test_what_lies_beyond_the_limit_is_not_read_and_that_is_said() -> None:
    readings = read("é" * CODE_POINTS_MAX + " frock")
    assert readings.cut_short and MATCHER.find(readings, BUDGET) == []
    assert not read("é" * CODE_POINTS_MAX).cut_short


PARTS = st.sampled_from(
    ["frock", "fr0ck", "f r o c k", "zim ble", "eat my shorts", "&#102;", "%66", "<b>", "\u202e", "ɐ", "|-|", "🇫🇷",
     " ", "ｆ", "f\u0301", "ﬁ", "ﷺ", "\u200d", "*", "\ud800", "я", "'", "1", "$", "İ"]
)  # fmt: skip
CONTENT = st.lists(PARTS | st.text(st.characters(), max_size=12), max_size=14).map("".join)


@given(CONTENT)
@example("ŉfrock")
def test_every_reading_maps_every_character_back(content: str) -> None:
    readings = read(content)
    for reading in (readings.plain, *readings.others):
        for place, character in enumerate(reading.text):
            start, end = reading.span(place, place + 1)
            assert 0 <= start < end <= len(content)
            if reading.name == "plain":
                assert character in fold(content[start:end])


@given(CONTENT)
def test_every_hit_lies_in_the_text_and_holds_more_than_space(content: str) -> None:
    for hit in hits(content):
        assert 0 <= hit.start < hit.end <= len(content)
        assert content[hit.start : hit.end].strip()


@given(st.text(st.sampled_from("abcxyz .,-!1"), max_size=20), st.text(st.sampled_from("abcxyz .,-!1"), max_size=20))
def test_a_term_among_other_words_is_found_exactly(before: str, after: str) -> None:
    content = f"{before} frock {after}"
    start = len(before) + 1
    assert any(hit.start <= start and start + 5 <= hit.end and hit.term == "frock" for hit in hits(content))


UNITS = ["frock", "f r o c k ", "fr*ck ", "fr0ck.", "zimble", "zimbl", "a!", "1!|", "ﷺ", "&#102;", "e\u0301\u0489"]
UNITS += ["👨\u200d", "🇫", "eat my ", "x", "|/\\|", "<b>"]


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_texts_are_read_to_the_end_or_said_not_to_be(unit: str) -> None:
    content = (unit * 500)[:488] + " zimble"
    readings = read(content)
    found = MATCHER.find(readings, BUDGET)
    assert readings.cut_short or any(hit.term == "zimble" and hit.end == len(content) for hit in found)
    assert not readings.cut_short or unit in ("1!|", "|/\\|", "a!")
