"""Statements: sentences of word classes, and what turns them around."""

import pytest

from moderation.hit import Hit
from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.chunk import Chunk
from moderation.rules.term_matching.chunk_pieces import cut
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.statement_compiler import StatementError, compile_statements
from moderation.rules.term_matching.statements import Statements
from moderation.rules.term_matching.term_table import Span
from moderation.rules.terms import TermMatcher
from moderation.rules.work import Work
from moderation.text import read

CLASSES = {
    "group": ["martians", "venusians", "moon_people", "little_green_men"],
    "they": ["they", "them"],
    "low": ["slime", "vermin"],
    "degree": ["just", "all", "really"],
    "hating": ["hate", "cant_stand"],
    "denied": ["dont", "not", "say", "who"],
    "turned": ["but", "not_gonna_lie"],
    "reported": ["wrong"],
    "play": ["boss", "loot", "the_arena"],
}
STATEMENTS = [
    (3, "<hating> <degree>* <group>"),
    (4, "<group> are|r <degree>* <low>"),
    (5, "^ send <group> home"),
    (6, "no place .. for <group>"),
    (7, "the? <group> ruin everything"),
    (8, "<group> out ^"),
    (9, "shoot <group> !<play>"),
]


def row_of(text: str, statements: Statements) -> Row:
    """A folded text, each chunk with what its words tell."""
    texts = text.split()
    chunks = [Chunk(chunk, cut(chunk)) for chunk in texts]
    for chunk in chunks:
        chunk.told = statements.told_by(chunk.pieces)
    return Row(text, texts, chunks)


def found_in(text: str, statements: Statements, work: Work) -> list[Span]:
    """The statements that a folded text makes."""
    row = row_of(text, statements)
    return statements.find(statements.said(row), statements.possible(row), work)


def said(text: str) -> list[tuple[int, str]]:
    """(term, part of the text) of each statement in a folded text."""
    found = found_in(text, Statements(compile_statements(STATEMENTS, CLASSES)), Work(1000))
    return [(term, text[start:end]) for start, end, term, _ in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i hate martians", [(3, "hate martians")]),
        ("i hate just all martians lol", [(3, "hate just all martians")]),
        ("moon people r really slime!", [(4, "moon people r really slime")]),
        ("i can't stand moon people", [(3, "can't stand moon people")]),
        ("send martians home", [(5, "send martians home")]),
        ("well. send martians home", [(5, "send martians home")]),
        ("no place on earth for martians", [(6, "no place on earth for martians")]),
        ("the martians ruin everything", [(7, "the martians ruin everything")]),
        ("martians ruin everything", [(7, "martians ruin everything")]),
        ("hate martians. martians are vermin", [(3, "hate martians"), (4, "martians are vermin")]),
    ],
)
def test_what_is_said_in_words_of_its_classes_is_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "i love martians",
        "hate the weather martians",
        "hate just all really just all martians",
        "i hate. martians are here",
        "please send martians home",
        "no place on this nice earth for martians",
        "moon and people are slime martians",
    ],
)
def test_other_words_between_or_another_sentence_make_no_statement(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "i dont hate martians",
        "people who hate martians",
        "never say that martians are slime",
        "no place not for martians",
        "martians are slime is just wrong",
        'he wrote "martians are slime" on it',
        "he wrote \u201cmartians are slime\u201d on it",
    ],
)
def test_denied_reported_and_quoted_statements_do_not_count(text: str) -> None:
    assert said(text) == []


def test_what_is_denied_before_a_turn_is_something_else() -> None:
    assert said("i dont care but martians are slime") == [(4, "martians are slime")]


def test_a_message_that_is_nothing_but_a_quotation_is_no_report() -> None:
    assert said('"martians are slime" lol') == [(4, "martians are slime")]


def test_they_are_those_who_were_spoken_of() -> None:
    assert said("so many martians here. they are vermin") == [(4, "they are vermin")]
    assert said("they are vermin, say the martians") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("martians out", [(8, "martians out")]),
        ("martians out!", [(8, "martians out!")]),
        ("martians out of reach", []),
        ("martians out. send venusians home", [(8, "martians out."), (5, "send venusians home")]),
    ],
)
def test_a_sentence_has_an_end_which_may_begin_the_next(text: str, expected: list[tuple[int, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text", ["shoot martians for loot", "the boss says shoot martians", "in the arena: shoot martians"]
)
def test_a_statement_is_not_made_where_a_word_says_that_it_is_play(text: str) -> None:
    assert said(text) == []
    assert said(text.replace("loot", "fun").replace("boss", "man").replace("arena", "way")) == [(9, "shoot martians")]


def test_the_longest_statement_of_a_place_is_told() -> None:
    statements = [(1, "hate <group>"), (2, "hate <group> so_much")]
    spans = found_in("i hate martians so much", Statements(compile_statements(statements, CLASSES)), Work(1000))
    assert spans == [(2, 23, 2, "plain")]


def test_what_is_asked_of_a_message_is_work() -> None:
    work = Work(10)
    spans = found_in("hate martians " * 30, Statements(compile_statements(STATEMENTS, CLASSES)), work)
    assert len(spans) <= 10 and work.left < 0


@pytest.mark.parametrize(("words", "expected"), [(11, []), (12, [(4, "martians are slime")])])
def test_a_denial_reaches_twelve_words_ahead(words: int, expected: list[tuple[int, str]]) -> None:
    assert said(f"dont {'well ' * words}martians are slime") == expected


@pytest.mark.parametrize(("words", "expected"), [(5, []), (6, [(4, "martians are slime")])])
def test_a_judgement_reaches_six_words_back(words: int, expected: list[tuple[int, str]]) -> None:
    assert said(f"martians are slime {'well ' * words}wrong") == expected


@pytest.mark.parametrize("sign", [".", "!", "?", ";", "\u3002"])
def test_a_sentence_ends_at_its_signs(sign: str) -> None:
    assert said(f"i hate{sign} martians are here") == []
    assert said(f"i dont{sign} martians are slime") == [(4, "martians are slime")]
    assert said(f"well{sign} send martians home") == [(5, "send martians home")]


@pytest.mark.parametrize("quoted", ['"{}"', "\u201c{}\u201d", "\u00ab{}\u00bb", "\u201e{}\u201c"])
def test_every_kind_of_quotation_is_one(quoted: str) -> None:
    assert said(f"they wrote {quoted.format('martians are slime')}") == []
    assert said(f"wow {quoted.format('martians are slime')}") == [(4, "martians are slime")]
    assert said(f'they wrote "yes" and martians are slime {quoted.format("ok")}') == [(4, "martians are slime")]


def test_a_name_that_begins_with_a_denial_is_none() -> None:
    assert said("not gonna lie martians are slime") == [(4, "martians are slime")]
    assert said("not gonna say it martians are slime") == []
    assert said("not gonna martians are slime") == []


def test_names_have_up_to_three_words() -> None:
    assert said("little green men are slime") == [(4, "little green men are slime")]
    assert said("little green men moon people are slime") == [(4, "moon people are slime")]
    assert said("so many little green men. they are vermin") == [(4, "they are vermin")]


@pytest.mark.parametrize("category", ["threat", "self_harm", "harassment", "slur_race"])
@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("eat moon dust", 1),
        ("please eat moon dust now", 1),
        ("dont eat moon dust", 0),
        ("he said eat moon dust", 0),
        ('"eat moon dust" is what they all say', 0),
        ("eat moon dust is just wrong", 0),
        ("i dont care. eat moon dust", 1),
        ("dont e.a.t m.o.o.n d.u.s.t", 1),
    ],
)
def test_a_phrase_that_threatens_is_turned_around_like_a_statement(category: str, content: str, count: int) -> None:
    assert len(hits_of_phrase(category, content)) == count


def test_swearing_is_not_turned_around_and_neither_is_a_word() -> None:
    assert len(hits_of_phrase("profanity", "dont eat moon dust")) == 1
    assert len(hits_of_phrase("threat", "dont zot")) == 1


def hits_of_phrase(category: str, content: str) -> list[Hit]:
    """Hits of a phrase and of a word of a category, in a list that has statements."""
    about = {"category": category, "severity": 4, "group": "rule"}
    entries = [
        {**about, "canonical": "eat moon dust", "match": "phrase"},
        {**about, "canonical": "zot", "match": "word"},
        {**about, "canonical": "hatred", "match": "statement", "forms": ["i <hating> <group>"]},
    ]
    return TermMatcher(compile_terms(entries, innocent=[])).find(read(content), 1000)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("hate <grp>", "no class <grp>"),
        ("all? <degree>*", "may be missing"),
        ("hate a? b? c? d? e? f?", "may be missing"),
    ],
)
def test_a_statement_that_says_nothing_is_refused(statement: str, problem: str) -> None:
    with pytest.raises(StatementError, match=problem):
        compile_statements([(1, statement)], CLASSES)


def test_data_without_statements_finds_none() -> None:
    entry = {"canonical": "zot", "category": "profanity", "severity": 2, "match": "word", "group": "rule"}
    matcher = TermMatcher(compile_terms([entry], innocent=[]))
    assert [hit.term for hit in matcher.find(read("i hate martians, zot"), 1000)] == ["zot"]


def test_a_shipped_statement_is_found_through_figures_and_told_with_its_place() -> None:
    entry = {
        "canonical": "hatred",
        "category": "slur",
        "severity": 4,
        "match": "statement",
        "forms": ["i <hating> <quantity>* <group>"],
        "group": "rule",
    }
    matcher = TermMatcher(compile_terms([entry], innocent=[]))
    content = "honestly i hate all musl1ms, ok?"
    [hit] = matcher.find(read(content), 1000)
    assert (content[hit.start : hit.end], hit.category, hit.severity) == ("i hate all musl1ms", "slur", 4)


@pytest.mark.parametrize(("text", "count"), [("hate.everything", 0), ("hate.martians", 1), ("martians.are", 0)])
def test_what_lacks_a_word_is_not_looked_for(text: str, count: int) -> None:
    statements = Statements(compile_statements(STATEMENTS, CLASSES))
    row = row_of(text, statements)
    assert row.chunks[0].told is not None
    assert sum(map(len, statements.possible(row).values())) == count


def test_words_of_no_statement_tell_nothing() -> None:
    assert Statements(compile_statements(STATEMENTS, CLASSES)).told_by(cut("nobody")) is None
    assert Statements(b"").told_by(cut("hate.martians")) is None
