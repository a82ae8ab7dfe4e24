"""What is known of a chunk before anything is looked for between chunks, and the work that it took."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.chunk import (
    DECODED,
    DECODED_TWICE,
    FOUND,
    JOINED,
    NAMED,
    OPENS,
    PARTED,
    SHORT,
    SIGNED,
    TELLS,
    Chunk,
    read_chunk,
    traits,
)
from moderation.rules.term_matching.chunk_pieces import cut
from moderation.rules.term_matching.term_table import TermTable
from moderation.rules.work import MASKED, units
from tests.unit.moderation.text.vocabulary import entry

TABLE = TermTable(
    compile_terms(
        [entry("frocked", "word", close=["frocked"]), entry("zot", "word"), entry("clag", "word")], innocent=[]
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("house", 0),
        ("hse", 0),
        ("hs", SHORT),
        ("zot", FOUND),
        ("'zot'", FOUND | SIGNED),
        ("frock", OPENS),
        ("frock,", OPENS | SIGNED),
        ("house.", SIGNED),
        ("in-house", SIGNED),
        ("in-house-band", SIGNED | PARTED),
        ("h0use", DECODED),
        ("h1use", DECODED | DECODED_TWICE),
        ("h1", SHORT | DECODED | DECODED_TWICE),
        ("kay", NAMED),
        ("kay,", NAMED | SIGNED),
        ("and", JOINED),
        ("kay-and-dot", NAMED | JOINED | SIGNED | PARTED),
        ("frock-zot", FOUND | SIGNED),
    ],
)
def test_the_traits_of_a_chunk(text: str, expected: int) -> None:
    chunk = read_chunk(TABLE, text)
    assert traits(chunk, text) == expected
    chunk.told = (1, 2, 0, ())
    assert traits(chunk, text) == expected | TELLS


def test_nothing_is_known_of_a_chunk_at_first() -> None:
    chunk = Chunk("house", cut("house"))
    assert (chunk.first, chunk.second, chunk.findings, chunk.told) == (None, None, (), None)
    assert (chunk.opens, chunk.traits, chunk.work) == (False, 0, units("house", 1))


@pytest.mark.parametrize(("text", "decoded"), [("h*use", False), ("h@use", True), ("h0use", True), ("house", False)])
def test_what_signs_cost(text: str, decoded: bool) -> None:
    least = units(text, len(cut(text)))
    masked = 0 if text.isalnum() else units(text, MASKED)
    work = read_chunk(TABLE, text).work
    assert (work > least + masked) == decoded
    assert work >= least + masked


def test_letters_spelled_one_by_one_may_have_short_neighbours() -> None:
    assert read_chunk(TABLE, "iclag").findings == ()
    assert [finding[:2] for finding in read_chunk(TABLE, "iclag", loose=True).findings] == [(1, 5)]
    assert read_chunk(TABLE, "gclag", loose=True).findings == ()
