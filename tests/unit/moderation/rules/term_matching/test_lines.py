"""What chunks say together: words cut by spaces, and where neighbours share a letter."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

LONG = "frockabcdefghijklmnopqrs"
ENTRIES = [
    entry("frock", "substring", forms=["frock", "frocking", LONG, LONG + "t"]),
    entry("hollix", "word"),
    entry("zimble", "word", exceptions=["old zimble", "zimble and sons"]),
    entry("zot", "word"),
    entry("zq", "word"),
    entry("krump", "word", variants=["krupm"]),
    entry("molon", "word"),
    entry("mollon", "word"),
    entry("bli", "substring", exceptions=["*oblia*"]),
    entry("elpara", "word"),
    entry("1848", "word"),
    entry("18 49", "phrase"),
    entry("eat my shorts", "phrase"),
]
MATCHER = TermMatcher(compile_terms(ENTRIES, innocent=[]))
CUT = f"""
fro cking -> frock split 0 9
f ro cking -> frock split 0 10
f r o cking ->
fro {LONG[3:]} -> frock split 0 25
fro {LONG[3:]}t ->
hol lix -> hollix split 0 7
so hol lix xy -> hollix split 3 10
hol lixy ->
xh hol lix -> hollix split 3 10
xhol lix ->
hol lix hol lix -> hollix split 0 7, hollix split 8 15
hi z-ot -> zot split 3 7
so z imble -> zimble split 3 10
so -z imble ->
mol lon -> mollon split 0 7
mo lon -> molon split 0 6
ob lia ->
a so lix hol lix -> hollix split 9 16
el para ->
la el para es ->
you are el para and it is bad -> elpara split 8 15
"""
LEET = """
h0l lix -> hollix leet 0 7
ho1 lix -> hollix leet 0 7
fr0 cking -> frock leet 0 9
h0l 1ix -> hollix leet 0 7
hol 1ix -> hollix leet 0 7
0ld zimble ->
o1d zimble ->
my zimble and s0ns ->
zimb1e -> zimble leet 0 6
"""
SPELLED = """
k. r. u. p. m -> krump misspelled 0 13
k. r u p m ->
k .r u p m ->
k - r u p m -> krump misspelled 0 11
k..r.u.p.m -> krump misspelled 0 10
k, r, u, p, m ->
kk rr uu pp mm -> krump misspelled 0 14
a k r u p m -> krump misspelled 2 11
e k r u p m ->
a z q ->
1 8 4 8 ->
f r o o c k and f r o o c k -> frock stretched 0 11, frock stretched 16 27
k r u p m. k r u p m -> krump misspelled 0 9, krump misspelled 11 20
k  r  u  p  m and k  r  u  p  m -> krump misspelled 0 13, krump misspelled 18 31
"""
PHRASES = """
18 49 -> 18 49 plain 0 5
18/49 -> 18 49 plain 0 5
18-49 ->
$18 49 ->
so 18 49 -> 18 49 plain 3 8
eat my shorts -> eat my shorts plain 0 13
eat, my: shorts! -> eat my shorts plain 0 15
ea tmy shorts -> eat my shorts plain 0 13
meat my shorts ->
eat my shortstop ->
"""
CASES = [
    tuple(line.removesuffix(" ->").partition(" -> ")[::2])
    for table in (CUT, LEET, SPELLED, PHRASES)
    for line in table.splitlines()
    if line
]


def told(content: str) -> str:
    """What is found, in the words of the tables."""
    hits = MATCHER.find(read(content), BUDGET)
    return ", ".join(f"{hit.term} {hit.reading} {hit.start} {hit.end}" for hit in hits)


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_what_chunks_say_together(content: str, expected: str) -> None:
    assert told(content) == expected


def test_of_letters_one_by_one_only_so_many_are_read() -> None:
    assert told("q " * 58 + "f r o o c k").startswith("frock")
    assert told("q " * 59 + "f r o o c k") == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("der gro bel und das", True),
        ("gro bel", True),
        ("you are the gro bel", False),
        ("g r o b e l you are", True),
        ("das ist a zurrig", True),
        ("buy a zurrig", False),
        ("the fro ck-up", True),
    ],
)
def test_a_cut_word_of_another_language_is_one_where_it_is_spoken(text: str, meant: bool) -> None:
    words = [entry("grobel", "word", language="de"), entry("azurrig", "word", language="de"), entry("frock", "word")]
    matcher = TermMatcher(compile_terms(words, innocent=[]))
    assert (matcher.find(read(text), BUDGET) != []) == meant


@pytest.mark.parametrize(
    ("text", "meant"), [("the nal al-rashid", False), ("the nal alx-rashid", True), ("nal al", True)]
)
def test_the_first_part_of_a_name_is_no_end_of_a_word(text: str, meant: bool) -> None:
    matcher = TermMatcher(compile_terms([entry("nalal", "word"), entry("nalalx", "word")], innocent=[]))
    assert (matcher.find(read(text), BUDGET) != []) == meant
