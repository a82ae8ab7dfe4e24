"""Words whose spaces are in the wrong places."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

_ENTRIES = [
    entry("frock", "substring", language="en"),
    entry("clag", "word", language="en", forms=["clag", "claghole"]),
    entry("zot", "word", language="en"),
    entry("grobel", "substring", language="de"),
    entry("dolt", "substring", language="en", severity=1),
    entry("blurb", "substring", language="en", severity=2),
    entry("qwe rty", "phrase", language="en"),
]
_MATCHER = TermMatcher(compile_terms(_ENTRIES, innocent=[]))


def _found(content: str) -> list[tuple[str, str]]:
    return [(hit.term, content[hit.start : hit.end]) for hit in _MATCHER.find(read(content), BUDGET)]


@pytest.mark.parametrize(
    ("content", "hits"),
    [
        ("y oua reacla g", [("clag", "y oua reacla g")]),
        ("wha tac laghole", [("clag", "wha tac laghole")]),
        ("lol mayb efro ckyou", [("frock", "mayb efro ckyou")]),
        # As many pieces in front and behind as the words beside the term have, and no more.
        ("so th efro ckyou now", [("frock", "th efro ckyou")]),
        ("wh atth efro ckyo unow", [("frock", "wh atth efro ckyo")]),
        ("th efro ckyoun ow", [("frock", "th efro ckyoun ow")]),
        ("th efro ckyo-unow", [("frock", "th efro ckyo")]),
        ("gam efro ckhouse", [("frock", "gam efro ckhouse")]),
        ("i tsfro ckyou", [("frock", "i tsfro ckyou")]),
        # Letters written twice.
        ("th efrr ockyou", [("frock", "th efrr ockyou")]),
        ("th efro ckkyou", [("frock", "th efro ckkyou")]),
        ("th eblur byou", [("blurb", "th eblur byou")]),
    ],
)
def test_spaces_are_put_right(content: str, hits: list[tuple[str, str]]) -> None:
    assert _found(content) == hits


@pytest.mark.parametrize(
    "content",
    [
        "fro ckyou",  # two pieces may be rare words
        "shu tthefr ockup",  # four words in three pieces
        "afro ckx",  # no words beside it
        "mayb efro. ckyou",  # the end of a sentence
        "mayb efro  ckyou",  # no single space
        "yo uzo tgo",  # three letters
        "thi sdol tis",  # mild
        "the gro belis",  # another language
        "le mayb efro ckyou est dans la maison",  # French
        "asitfr ockdoit",  # more words than there were
        "th xefro ckyou",  # no word in front
        "th efro ckx",  # nor behind
        "th efro-ckyou",  # a hyphen
        "th  efro ckyou",
        "gamehousegamehous efro ckhouse",  # too many letters in front
        "gam efro ckhousegamehousegame",  # and behind
        "yo uarefro ck",  # a word in its place
        "th efro cking",  # the term again
        "th eqwe rtyou",  # a phrase
    ],
)
def test_chance_is_no_word(content: str) -> None:
    assert _found(content) == []
