"""What is found in which disguise, where, and what is left alone."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.terms import TermMatcher
from moderation.text import read
from tests.unit.moderation.text.vocabulary import BUDGET, MATCHER, entry, found, hits

DISGUISES = {
    "doubled, moved": ["gas s", "ff rr oo cc kk", "ockfray", "imblezay", "vvasher", "VVasher"],
    "plain": ["frock", "FrOcK", "frock!", "(frock)", "#frock", "frocks", "frock's", "frock_off", "frock99", "99frock"],
    "stretched": ["frooock", "ffrroocckk", "frockkkkk", "gaaaasssss"],
    "plain inside": ["megafrockster", "xXfrockXx", "quagmire"],
    "glued": ["youzimble", "zimbleman", "stupidzimble", "bigzimbleface", "bigzimbleeasy"],
    "split": ["fr ock", "f rock", "f r o c k", "f  r  o  c  k", "f.r.o.c.k", "f-r-o-c-k", "f_r_o_c_k", "f\nr\no\nc\nk"],
    "split oddly": [
        "f.r-o_c*k",
        "fr🔥ock",
        "f🔥r🔥o🔥c🔥k",
        "f 'r' o c k",
        "fro.ck",
        "zim ble",
        "zim-ble",
        "fro cking",
        "hol lix",
    ],
    "leet": ["fr0ck", "fr0(k", "z1mbl3", "z!mble", "zimb1e", "z|mb|e", "g4$$", "ga55", "z1mb13"],
    "leet spelled": ["f r 0 c k", "z.1.m.b.1.e", "z ! m b | 3", "such a z 1 m b l 3"],
    "masked": ["fr*ck", "fr#ck", "f**ck", "fr-ck", "z*mbl*", "z*mble", "fr**k", "youfr*ck"],
    "blanked": [
        "z****e",
        "Z####E!",
        "z#@*!e",
        "z----e",
        "z____e",
        "z....e",
        "zi***e",
        "w****r's",
        '"z****e"',
        "*z****e*",
    ],
    "misspelled": ["forck", "frok", "f0rck", "youforck", "frokz", "zimblez"],
    "reversed": ["kcorf", "elbmiz", "k.c.o.r.f", "kc0rf", "\u202ekcorf\u202c"],
    "escaped": ["&#102;rock", "&#x66;rock", "%66rock", "\\u0066rock", "<b>f</b>rock", "f<i>r</i>ock", "f**r**ock"],
    "drawn": ["|=rock", "fr()ck", "froc|<", "\\/\\/hat a fr[]ck"],
    "upside down": ["ʞɔoɹɟ"],
    "other scripts": ["fгосk", "frocκ", "zimbӏе", "ziмble", "плюх", "この犬畜生が"],
    "phrases": ["eat my shorts", "EAT  MY, SHORTS!", "eatmyshorts", "e4t my sh0rts", "eat myshorts", "eat my short s"],
    "numbers": ["1848", "(1848)", "18 49", "18/49"],
    "brackets": ["you (lag"],
}
INNOCENT = [
    "g455", "455g", "$1848.20", "18:48", "10.0.0.7:1848", "1848-1999", "z==0", "Z. O. K.", "f0f0-z07",
    "rock for the flock", "fro ckhart", "of rock", "off rocks", "blimpton road", "Blimptonshire", "oblimpic", "gas",
    "degasses", "the big asses", "zo t", "azotic", "aquagym", "zimble and sons", "my old zimble", "eat shorts",
    "they eat my short story", "doltish", "colt dolts", "18480", "18.49", "$18 49", "18:49", "zim mble",
    "it was her", "20t", "yougas", "(lag, ping)", "z, o, t", "fr{}k", "zoot suit", "18-48", "$18.48", "1234567",
    "5 + 5 = 10", "a b c d e f g", "it's a d 'olt", "", "   ", "...", "🔥🔥", "\x00\x01", "&amp;", "&#0;", "%zz",
    "<>", "f" * 500,
    # Signs that cling to one side, conversions, options, calls, patterns and powers.
    "zim: ble", "zim (ble)", "z: imble", "%s.%s", "%z.%s", "%zmbl%", "-f rock", "%f rock", "zo: %t", "ga)(s",
    "z/mble", "zimbl:", "z/.*", "zim/****", "z**3*t", "fr()", "call fr(", "(me", "um (as",
    "z%t", "toz", "zo-rk.tz", "fork-rok",
    "gas's", "f...k", "w*****r", "q****e", "z****e2", "z****(e)", "5z****e"
]  # fmt: skip


@pytest.mark.parametrize(
    "content", [pytest.param(text, id=f"{kind}: {text!r}") for kind, texts in DISGUISES.items() for text in texts]
)
def test_a_disguised_term_is_found(content: str) -> None:
    assert len(found(content)) == 1


@pytest.mark.parametrize("content", INNOCENT)
def test_innocent_text_is_left_alone(content: str) -> None:
    assert found(content) == []


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("so f r 0 c k then", "f r 0 c k"),
        ("so 𝐟\u0301𝐫𝐨𝐜𝐤\u0301 then", "𝐟\u0301𝐫𝐨𝐜𝐤"),
        ("a &#102;rock b", "&#102;rock"),
        ("a froc&#107; b", "froc&#107;"),
        ("a <b>&#102;</b>roc<i>&#107;</i>", "&#102;</b>roc<i>&#107;"),
        ("ﬁne ﬁne frock", "frock"),
        ("youzimbles!", "zimbles"),
        ("mega-fr*ck!", "fr*ck"),
        ("<p>frock</p>", "frock"),
        ("x kcorf y", "kcorf"),
        ("\u200bfr\u200bock\u200b", "fr\u200bock"),
        ("well, zim ble.", "zim ble"),
        ("frooock", "frooock"),
        ("so fяock it", "fяock"),
        ("eat\nmy  shorts", "eat\nmy  shorts"),
    ],
)
def test_the_span_is_that_of_the_original(content: str, part: str) -> None:
    assert [text for _, text in found(content)] == [part]


def test_each_hit_of_several_is_told() -> None:
    assert found("zimblezimble") == [("zimble", "zimble"), ("zimble", "zimble")]
    assert found("Frock you zimble, fr0ck!") == [("frock", "Frock"), ("zimble", "zimble"), ("frock", "fr0ck")]


def test_innocent_words_are_spared_and_their_like_are_not() -> None:
    matcher = TermMatcher(compile_terms([entry("zot", "word")], innocent=["bigzot"]))
    assert [matcher.find(read(text), BUDGET) != [] for text in ("bigzot", "redzot", "zot")] == [False, True, True]


def test_an_innocent_word_with_a_z_is_no_plural() -> None:
    terms = [entry("mots", "word")]
    told, untold = (TermMatcher(compile_terms(terms, innocent=words)) for words in (["motz"], []))
    assert untold.find(read("motz"), BUDGET) != []
    assert told.find(read("motz"), BUDGET) == []


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        ("x**y", False),
        ("x*y", False),
        ("x**b", True),
        ("n**2", False),
        ("nu*2", True),
        ("t__t", False),
        ("T..T", False),
        ("t**t", True),
        ("no--so", False),
        ("no**so", True),
        ("h********e", True),
        ("h*********e", True),
        ("h**********e", False),
    ],
)
def test_blanks_are_told_from_powers_faces_and_pauses(content: str, meant: bool) -> None:
    words = ("xaby", "xay", "xoob", "nuzz", "tort", "noxyso", "hippodrome")
    matcher = TermMatcher(compile_terms([entry(word, "word") for word in words], innocent=[]))
    assert (matcher.find(read(content), BUDGET) != []) == meant


def test_mild_words_are_not_looked_for_behind_blanks() -> None:
    matcher = TermMatcher(compile_terms([entry("bumbles", "word", severity=1)], innocent=[]))
    assert matcher.find(read("b*****s"), BUDGET) == []


def test_a_word_with_an_apostrophe_and_an_ending_is_judged_without_them() -> None:
    matcher = TermMatcher(compile_terms([entry("shell", "word"), entry("bogs", "word")], innocent=[]))
    texts = ("she'll", "shel'l", "shell's", "bog's", "bo'gs")
    assert [matcher.find(read(text), BUDGET) != [] for text in texts] == [False, True, True, False, True]


@pytest.mark.parametrize(("budget", "hits"), [(1, 0), (13, 0), (14, 1), (16, 1), (17, 2)])
def test_work_is_bounded_and_a_text_that_needs_more_is_cut_short(budget: int, hits: int) -> None:
    for _ in range(2):
        # What was remembered counts as if it was done anew.
        readings = read("fr ock zim ble")
        assert len(MATCHER.find(readings, budget)) == hits
        assert readings.cut_short == (hits < 2)


def test_every_new_piece_of_a_text_is_work() -> None:
    readings = read(" ".join(f"{number}!a$b|" for number in range(63)))
    assert (MATCHER.find(readings, BUDGET), readings.cut_short) == ([], True)


def test_an_exception_spares_only_what_lies_inside_it() -> None:
    assert found("old zimble, you zimble") == [("zimble", "zimble")]
    assert found("blimpton blimp") == [("blimp", "blimp")]
    assert hits("blimpton blimp")[0].start == 9


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        ("frock", "plain"),
        ("frooock", "stretched"),
        ("f rock", "split"),
        ("fr0ck", "leet"),
        ("fr*ck", "masked"),
        ("youzimble", "glued"),
        ("forck", "misspelled"),
        ("kcorf", "reversed"),
        ("%66rock", "decoded"),
        ("|=rock", "drawn"),
        ("ǝlqɯız", "turned"),
        ("fяock", "lookalike"),
    ],
)
def test_a_hit_names_its_reading(content: str, reading: str) -> None:
    assert [hit.reading for hit in hits(content)] == [reading]


def test_a_hit_carries_what_its_entry_says() -> None:
    hit = hits("dolt")[0]
    assert (hit.rule_id, hit.kind, hit.category, hit.severity, hit.term) == ("g", "terms", "test", 1, "dolt")
