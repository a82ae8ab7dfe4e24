"""Where a disguise ends and chance begins: both sides of each limit, with the place of what is found."""

import pytest

from tests.unit.moderation.text.vocabulary import hits

# Text -> (term, how it was read, first place, place after the last); "" where nothing may be found.
MASKED = """
fr***: frock masked 0 5
f****: frock masked 0 5
cl**: clag masked 0 4
z**:
zimbl*: zimble masked 0 6
cla*: clag masked 0 4
cla-:
zo*: zot masked 0 3
zimb**: zimble masked 0 6
zimbl-: zimble masked 0 6
zi##:
zim%**: zimble masked 0 6
washe?:
was***:
wash**:
froc****: frock masked 0 8
w-sher: washer masked 0 6
cl-g: clag masked 0 4
z-t:
z*t: zot masked 0 3
z%t:
w-sh-r:
was-er:
was*er: washer masked 0 6
w*sh*r: washer masked 0 6
*asher:
**mble:
do*t: dolt masked 0 4
d**t:
dol*: dolt masked 0 4
fr*ckz: frock masked 0 6
zi*blez: zimble masked 0 7
"""
LEET = """
z0t: zot leet 0 3
z07:
20t:
2o7:
g455:
ga55: gass leet 0 4
4gass: gass plain 1 5
zimb13s: zimble leet 0 7
f0rck: frock leet 0 5
f0rk:
frok1: frock misspelled 0 4
zimb132:
P455:
$zimble: zimble plain 1 7
+frock: frock leet 0 6
froc+:
wa5h3r!: washer leet 0 6
c1ag: clag leet 0 4
(1ag: clag leet 0 4
h011ix: hollix leet 0 6
0xf30c4:
d01t: dolt leet 0 4
plus1:
washer0: washer plain 0 6
"""
GLUED = """
xxclagxx: clag glued 2 6
xclagx: clag glued 1 5
xclag:
clagx:
youclag: clag glued 3 7
clagyou: clag glued 0 4
manclagman: clag glued 3 7
ofclag: clag glued 2 6
zotman: zot glued 0 3
manzot: zot glued 3 6
ofzot:
zotof:
aclag:
qqclag:
zimblexx:
clagkrump: clag glued 0 4, krump glued 4 9
zotfrock: zot glued 0 3, frock plain 3 8
zimblezot: zimble glued 0 6, zot glued 6 9
youzimblez: zimble misspelled 3 10
"""
SPELLED = """
f r o k:
f r o c k: frock split 0 9
c l a g g: clag stretched 0 9
k r u p m: krump misspelled 0 9
a c l a g: clag glued 2 9
i z o t: zot split 2 7
x z o t:
z  o  t: zot split 0 7
a f r o c k: frock split 2 11
q c l a g m a n:
c l a g m a n: clag glued 0 7
t o z:
g a l c: clag reversed 0 7
"""
CASES = [
    tuple(line.split(":", 1)) for table in (MASKED, LEET, GLUED, SPELLED) for line in table.splitlines() if line
]  # fmt: skip


@pytest.mark.parametrize(("content", "told"), CASES)
def test_both_sides_of_a_limit(content: str, told: str) -> None:
    seen = ", ".join(f"{hit.term} {hit.reading} {hit.start} {hit.end}" for hit in hits(content))
    assert seen == told.strip()
