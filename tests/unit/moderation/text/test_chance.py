"""Where glue, masks, leet, gaps and turned words end and chance begins: both sides of each limit."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, entry

ENTRIES = [
    entry("krump", "word", language="en", uncertain=["krumf"], variants=["krupm"]),
    entry("clag", "word"),
    entry("zot", "word"),
    entry("zimble", "word"),
    entry("frock", "substring"),
    entry("hollix", "word"),
    entry("grobel", "word", language="de", forms=["grobel", "brock"]),
    entry("do it up", "phrase"),
    entry("go up a", "phrase"),
    entry("up a", "phrase"),
    entry("plumpernickeldom", "word", forms=["plumpernickeldom", "plumpernickeldoms"]),
    entry("wollopersandgrub", "word", variants=["wolloparsandgrub"]),
    entry("dolt", "word", severity=1),
    entry("bumf", "word", severity=2),
    entry("mif", "word"),
    entry("ply", "word"),
    entry("asher", "word"),
    entry("eagle", "word"),
    entry("bumbler", "word", severity=2),
    entry("hollomole", "word"),
    entry("gollomoe", "word"),
    entry("jollomolepy", "word"),
    entry("manolruq", "word"),
    entry("manolour", "word"),
    entry("grooms", "word"),
    entry("plumper", "word"),
    entry("asp", "word"),
]
MATCHER = TermMatcher(compile_terms(ENTRIES, innocent=[]))

# Text -> (term, how it was read, first place, place after the last), nothing where nothing may be found.
GLUED = """
manmanmanmanmanmanmanmanclag -> clag glued 24 28
manmanmanmanmanmanmanfourclag ->
clagmanmanmanmanmanmanmanman -> clag glued 0 4
clagmanmanmanmanmanmanmanfour ->
youdoitup -> do it up glued 3 9
yougoupa ->
waywolloparsandgrub -> wollopersandgrub misspelled 3 19
hourswolloparsandgrub -> wollopersandgrub misspelled 5 21
privatewolloparsandgrub -> wollopersandgrub misspelled 7 23
benefitswolloparsandgrub -> wollopersandgrub misspelled 8 24
difficultwolloparsandgrub ->
laykrupm -> krump misspelled 3 8
krupmlay -> krump misspelled 0 5
bekrupm ->
krupmhours -> krump misspelled 0 5
flatzot -> zot glued 4 7
zotflat -> zot glued 0 3
manclagzot -> clag glued 3 7
stupiddclag -> clag glued 7 11
stupiddzot -> zot glued 7 10
clagood -> clag glued 0 4
clagoodd -> clag glued 0 4
stupidclaggood -> clag glued 6 11
laykrumf ->
laygalc ->
galclay ->
laykcorf ->
"""
TURNED = """
leborg -> grobel reversed 0 6
kcorb ->
toz ->
galc -> clag reversed 0 4
tlod ->
fmub -> bumf reversed 0 4
umpkray -> krump pig latin 0 7
mpkruay -> krump pig latin 0 7
lagcay -> clag pig latin 0 6
aglcay ->
imblezay -> zimble pig latin 0 8
mblezimay -> zimble pig latin 0 9
otzay ->
ifmay ->
umpfkray ->
plyay ->
clagz -> clag misspelled 0 5
claggz -> clag misspelled 0 6
krumpz -> krump misspelled 0 6
krumfz ->
zotz -> zot misspelled 0 4
clagzz -> clag misspelled 0 6
krupmz -> krump misspelled 0 6
"""
MASKED = """
wollopersand*rub -> wollopersandgrub masked 0 16
plumpernickeldo*s ->
thing/fr*ck -> frock masked 6 11
"fr*ck -> frock masked 1 6
(fr*ck -> frock masked 1 6
'fr*ck' -> frock masked 1 6
cl%sg ->
z*%sble ->
z****e@e**l.com ->
z****e@e**l -> zimble masked 0 6
https://youtu.be/c1ag_aS5x ->
https://youtu.be/fr0ck_aS5x -> frock leet 17 22
https://fr0ck.com/a -> frock leet 8 13
https://youtu.be/frock -> frock plain 17 22
100%fr*ck ->
fr*ck-clg-zimble-clag-xx -> frock masked 0 5, zimble plain 10 16, clag plain 17 21
fr*ck-clg-zimble-clag-xxy -> zimble plain 10 16, clag plain 17 21
fr*ckthis -> frock masked 0 5
thisfr*ck -> frock masked 4 9
ofr*ck ->
isfr*ck -> frock masked 2 7
fr*ckis -> frock masked 0 5
fr%ck -> frock masked 0 5
fr&ck -> frock masked 0 5
fr^ck -> frock masked 0 5
fr?ck -> frock masked 0 5
fr■ck -> frock masked 0 5
fr~ck -> frock masked 0 5
f***k -> frock masked 0 5
f**k ->
fro** -> frock masked 0 5
froc% -> frock masked 0 5
froc@ ->
froc- -> frock masked 0 5
fro@& ->
fr#@& ->
fr#-* -> frock masked 0 5
z*b*l* ->
z*m*l* -> zimble masked 0 6
*sher ->
#sher -> asher masked 0 5
-sher ->
%sher ->
**her ->
e*gle -> eagle masked 0 5
m*f -> mif masked 0 3
m#f -> mif masked 0 3
m%f ->
m-f ->
m*f2 ->
b*mf -> bumf masked 0 4
bum* -> bumf masked 0 4
bu** -> bumf masked 0 4
b*** -> bumf masked 0 4
plum********ldom -> plumpernickeldom masked 0 16
plum*********dom -> plumpernickeldom masked 0 16
wollo********rub -> wollopersandgrub masked 0 16
zi*m*le ->
z***le -> zimble masked 0 6
in*it ->
fr**ck -> frock masked 0 6
z***mble -> zimble masked 0 8
gr*omz -> grooms masked 0 6
ash*rz -> asher masked 0 6
p*u*p*r -> plumper masked 0 7
p*u***r ->
youk***p -> krump masked 3 8
youz****e ->
youb**f -> bumf masked 3 7
youd**t ->
wolloper******** -> wollopersandgrub masked 0 16
wollopers******* ->
woll************ -> wollopersandgrub masked 0 16
f-oc- -> frock masked 0 5
c*a* -> clag masked 0 4
#s# ->
thisfr*c* ->
this#sher ->
mancl*g -> clag masked 3 7
manz*t ->
%s/zi*ble ->
%1$s/zi*ble ->
n%s/zi*ble -> zimble masked 4 10
b*****r -> bumbler masked 0 7
h********e -> hollomole masked 0 10
g*******e ->
j********y -> jollomolepy masked 0 10
x**y,z****e -> zimble masked 5 11
no--so,z****e -> zimble masked 7 13
*qq,z****e* -> zimble masked 4 10
man--ruq -> manolruq masked 0 8
man--our ->
qq,qq,qq,qq,qq,qq,z****e -> zimble masked 18 24
qq,qq,qq,qq,qq,qqq,z****e ->
el k***p es ->
el k**mp es -> krump masked 3 8
"""
LEET = """
cl@g -> clag leet 0 4
<lag -> clag leet 0 4
{lag -> clag leet 0 4
[lag -> clag leet 0 4
c!ag -> clag leet 0 4
c|a9 -> clag leet 0 4
9rob3l -> grobel leet 0 6
gr0be1 -> grobel leet 0 6
gr06el -> grobel leet 0 6
gr08e1 -> grobel leet 0 6
h0l1ix -> hollix leet 0 6
h0l11x -> hollix leet 0 6
h0111x -> hollix leet 0 6
h01!|x -> hollix leet 0 6
2im8le -> zimble leet 0 6
2im813 -> zimble leet 0 6
zim61e -> zimble leet 0 6
2imble -> zimble leet 0 6
z1mbl3z -> zimble leet 0 7
z1mb132 ->
zot5 -> zot plain 0 3
z075 ->
m1f -> mif leet 0 3
m1f! -> mif leet 0 3
1mif1 -> mif plain 1 4
$mif -> mif plain 1 4
mif$ -> mif plain 0 3
fr0(k -> frock leet 0 5
fr(ck -> frock leet 0 5
froc( ->
(lag' -> clag leet 0 4
[lag, ping -> clag leet 0 4
(lag, ping) ->
[lag, ping] ->
{lag, ping} ->
<lag, ping> ->
frock and |=rock -> frock plain 0 5, frock drawn 10 16
frock and kru9m, clag -> frock plain 0 5, krump leet 10 15, clag plain 17 21
(la ->
{the ->
(m1f) -> mif leet 1 4
z.i.m.b.1.e -> zimble leet 0 11
fr0ck-h0ll1x -> frock leet 0 5, hollix leet 6 12
fr0ck,zimbl3 -> frock leet 0 5, zimble leet 6 12
clag-z0t -> clag plain 0 4, zot leet 5 8
kru9m -> krump leet 0 5
bumf4 -> bumf plain 0 4
4b4mf ->
99bumf -> bumf plain 2 6
"""
SPLIT = """
z imble -> zimble split 0 7
zimbl e -> zimble split 0 7
zi mb le -> zimble split 0 8
z i mble -> zimble split 0 8
zi m b l e -> zimble split 0 10
zim.ble -> zimble split 0 7
zim. ble ->
zim .ble ->
zim - ble -> zimble split 0 9
zim/ble -> zimble split 0 7
cl ag -> clag split 0 5
c lag -> clag split 0 5
cla g -> clag split 0 5
z ot ->
z-ot -> zot split 0 4
mi-f -> mif split 0 4
mi f ->
-z imble ->
-zim ble -> zimble split 1 8
%z imble ->
do it. up -> do it up plain 0 9
doit up -> do it up plain 0 7
do itup -> do it up plain 0 7
goup a -> go up a plain 0 6
up a -> up a plain 0 4
upa ->
eat do it up now -> do it up plain 4 12
frock hol lix -> frock plain 0 5, hollix split 6 13
fro ckhollix ->
whol lix ->
hol lixy ->
hol lixs ->
hollix-hollix -> hollix plain 0 6, hollix plain 7 13
frocc ck ->
fro ock ->
zim mble ->
hol llix -> hollix split 0 8
holl lix -> hollix split 0 8
ho llix -> hollix split 0 7
krup m ->
the krumf is here -> krump misspelled 4 9
el krumf es ->
krumf ->
"""
SPELLED = """
c l a g -> clag split 0 7
c  l  a  g -> clag split 0 10
c l  a g -> clag split 0 8
c. l. a. g -> clag split 0 10
c. l a g -> clag split 0 8
'c' 'l' 'a' 'g' -> clag split 1 14
Z.O.T. -> zot split 0 5
q c l a g ->
i c l a g -> clag glued 2 9
u c l a g -> clag glued 2 9
e c l a g ->
g.c.l.a.g ->
c l a g o m ->
d e c l a g ->
g o c l a g -> clag glued 4 11
1 8 4 9 4 ->
a m i f -> mif split 2 7
xc l a g ->
c l a gx ->
f r o o c k -> frock stretched 0 11
f..r..o..c..k -> frock split 0 13
f r.o c.k -> frock split 0 9
k r u m f ->
b r o c k -> grobel split 0 9
k c o r b ->
l e b o r g -> grobel reversed 0 11
k r u p m -> krump misspelled 0 9
1 2 3 4 ->
"""

CASES = [
    tuple(line.removesuffix(" ->").partition(" -> ")[::2])
    for table in (GLUED, TURNED, MASKED, LEET, SPLIT, SPELLED)
    for line in table.splitlines()
    if line
]


def told(matcher: TermMatcher, content: str) -> str:
    """What a matcher finds, in the words of the tables."""
    hits = matcher.find(read(content), BUDGET)
    return ", ".join(f"{hit.term} {hit.reading} {hit.start} {hit.end}" for hit in hits)


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_both_sides_of_a_limit(content: str, expected: str) -> None:
    assert told(MATCHER, content) == expected


@pytest.mark.parametrize("ending", ["s", "es", "d", "ed", "ing", "er", "ers", "ly"])
def test_a_common_word_with_an_ending_is_no_misspelling(ending: str) -> None:
    stem = "page" if ending in ("s", "d") else "colour"
    ordinary, other = stem + ending, "zq" + ending
    matcher = TermMatcher(compile_terms([entry("ply", "word", variants=[ordinary, other])], innocent=[]))
    assert (told(matcher, ordinary), told(matcher, other)) == ("", f"ply misspelled 0 {len(other)}")
