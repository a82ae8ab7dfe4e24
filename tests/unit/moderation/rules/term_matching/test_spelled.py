"""Letters spelled one by one: which separators, how much of it, and that it counts as work."""

import pytest

from moderation.rules.term_compiler import compile_terms
from moderation.rules.term_matching.spelled import spelled
from moderation.rules.term_matching.term_table import TermTable
from moderation.rules.work import Work
from tests.unit.moderation.text.vocabulary import BUDGET, ENTRIES, found, hits


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("f1r2o3c4k", ["f1r2o3c4k"]),
        ("so f1r2o3c4k it", ["f1r2o3c4k"]),
        ("f1r2o3c4k and z1i2m3b4l5e", ["f1r2o3c4k", "z1i2m3b4l5e"]),
        ("f r o c k, f1r2o3c4k", ["f r o c k", "f1r2o3c4k"]),
        ("kk rr uu mm pp", ["kk rr uu mm pp"]),
        ("f r o c k and z.i.m.b.l.e and f  r  o  c  k", ["f r o c k", "z.i.m.b.l.e", "f  r  o  c  k"]),
    ],
)
def test_each_run_of_letters_is_read(content: str, parts: list[str]) -> None:
    assert [part for _, part in found(content)] == parts


@pytest.mark.parametrize(("content", "readings"), [("z z o t", []), ("c l l a g", ["stretched"]), ("z o t", ["split"])])
def test_so_few_letters_as_initials_have_are_spelled_right(content: str, readings: list[str]) -> None:
    assert [hit.reading for hit in hits(content)] == readings


def test_letters_are_work_until_none_is_left() -> None:
    table = TermTable(compile_terms(ENTRIES, innocent=[]))
    text = "f r o c k and z i m b l e"
    enough = Work(BUDGET)
    assert len(spelled(table, text, enough)) == 2
    needed = BUDGET - enough.left
    assert needed > 1
    assert [len(spelled(table, text, Work(units))) for units in (-1, 0)] == [0, 1]
