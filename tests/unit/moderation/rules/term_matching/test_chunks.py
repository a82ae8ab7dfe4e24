"""One chunk: its pieces alone and together, and signs and figures that stand for letters."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

ENTRIES = [
    entry("zolbix", "word", language="en", variants=["zolibx"], uncertain=["zolbux"]),
    entry("krump", "word", variants=["krupm"]),
    entry("clag", "word", variants=["clga"]),
    entry("pog", "word", variants=["pgo"]),
    entry("zoggle", "word"),
    entry("bogs", "word"),
    entry("shell", "word"),
    entry("hollomolt", "word"),
    entry("hollix", "word"),
    entry("1848", "word"),
    entry("lilbilm", "word"),
    entry("mibiqibl", "word"),
    entry("cthe", "word"),
    entry("clq", "word"),
    entry("zoc", "word"),
    entry("zocbi", "word"),
    entry("tobasto", "word"),
    entry("tobast", "word"),
    entry("tobas", "word"),
    entry("soats", "word"),
    entry("soat", "word"),
    entry("sasis", "word"),
    entry("sasi", "word"),
    entry("pastas", "word"),
    entry("pasta", "word"),
    entry("spit", "word"),
    entry("spi", "word"),
    entry("ply", "word", variants=["pagei", "mano"]),
    entry("frock", "word"),
]
MATCHER = TermMatcher(compile_terms(ENTRIES, innocent=[]))
TOGETHER = """
zol-ibx -> zolbix split 0 7
(zol.ibx. -> zolbix split 1 8
xib-loz -> zolbix split 0 7
the zol-bux is here ->
kru-pm ->
zo-ggle -> zoggle split 0 7
zog-le ->
pg-o ->
z-o-libx -> zolbix split 0 8
z-o-l-i-b-x -> zolbix misspelled 0 11
18-48 ->
in-to ->
qqqqqqqqqqqqqqqqqq-qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqzol-ibx ->
pgo -> pog misspelled 0 3
pgo-rel ->
rel-pgo ->
clga -> clag misspelled 0 4
clga-rel ->
krupm-rel -> krump misspelled 0 5
rel-krupm-rel-krupm -> krump misspelled 4 9, krump misspelled 14 19
pgo-clag -> clag plain 4 8
1848-clag -> clag plain 5 9
clag-1848 -> clag plain 0 4
'1848' -> 1848 plain 1 5
#1848 -> 1848 plain 1 5
@1848: -> 1848 plain 1 5
x-1848 ->
1848.50 ->
"""
APOSTROPHES = """
bog's ->
bo'gs -> bogs plain 0 5
bog''s -> bogs plain 0 6
xxx'bogs -> bogs plain 4 8
'bogs' -> bogs plain 1 5
she'll ->
shel'l -> shell plain 0 6
hollomolt's -> hollomolt plain 0 9
hol'lo'molt -> hollomolt plain 0 11
x-hol'lo'molt! -> hollomolt plain 2 13
"""
ALPHABETS = """
111b1lm -> lilbilm leet 0 7
111b11m ->
m1b1q1b1 -> mibiqibl leet 0 8
h01l1x -> hollix leet 0 6
h01l1x-q-q-q-q-q-q-q-q-q -> hollix leet 0 6
h01l1x-q-q-q-q-q-q-q-q-qq ->
ho1 lix -> hollix leet 0 7
ho1 l1x ->
h01l ix -> hollix leet 0 7
clg4 -> clag leet 0 4
clg4-x ->
c1g4 ->
z0l-ibx -> zolbix leet 0 7
(lag -> clag leet 0 4
(lq ->
krvm9 -> krump leet 0 5
krvmp ->
krvmp-5 ->
(krvm9x) ->
(until ->
(the ->
zo( ->
zo(! ->
zo('bi ->
zo("bi ->
zo(bi -> zocbi leet 0 5
zo(bi) ->
fr0ck-p1 -> frock leet 0 5
p1-fr0ck -> frock leet 3 8
x-fr0ck-p1-fr0ck -> frock leet 2 7, frock leet 11 16
"""
FIGURES = """
7084570 -> tobasto leet 0 7
708457 ->
$0@7$ -> soats leet 0 5
$0@7 ->
$@$!$ -> sasis leet 0 5
$@$! ->
p45745 -> pastas leet 0 6
p4574 ->
p457a -> pasta leet 0 5
5p17 -> spit leet 0 4
5p1 ->
sabo7 -> tobas leet 0 5
g4lc ->
sab07 -> tobas leet 0 5
x1lloh -> hollix leet 0 6
page1 ->
man0 -> ply leet 0 4
zol1bx -> zolbix leet 0 6
"""
CASES = [
    tuple(line.removesuffix(" ->").partition(" -> ")[::2])
    for table in (TOGETHER, APOSTROPHES, ALPHABETS, FIGURES)
    for line in table.splitlines()
    if line
]


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_what_stands_in_one_chunk(content: str, expected: str) -> None:
    hits = MATCHER.find(read(content), BUDGET)
    assert ", ".join(f"{hit.term} {hit.reading} {hit.start} {hit.end}" for hit in hits) == expected
