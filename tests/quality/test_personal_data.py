"""Personal data in lines written by hand: what share of each kind is found, and what else is taken for it."""

from collections import Counter

import pytest

from moderation.message import Message
from moderation.rules.personal_data import build
from moderation.state import STATELESS
from moderation.subject import Subject
from moderation.text import read
from tests.quality.told_lines import told

FIND = build({"find": ["email", "card", "phone", "ip", "street"]}, frozenset())


def kinds(text: str) -> list[str]:
    return [hit.category for hit in FIND(Subject(Message(text), read(text), STATELESS, {}, 0.0))]


@pytest.mark.parametrize(("name", "floor"), [("personal_data", 0.97), ("personal_data_unseen", 0.95)])
def test_personal_data_is_found_as_what_it_is(name: str, floor: float) -> None:
    lines = told(name)
    missed = [(kind, text) for text, kind in lines if kind not in kinds(text)]
    print(f"{Counter(kind for _, kind in lines)}, not {missed}")
    assert len(lines) > 80
    assert len(missed) <= (1 - floor) * len(lines)


@pytest.mark.parametrize(("name", "ceiling"), [("no_personal_data", 0.005), ("no_personal_data_unseen", 0.01)])
def test_what_is_no_personal_data(name: str, ceiling: float) -> None:
    lines = told(name)
    taken = [text for text, _ in lines if kinds(text)]
    print(f"{len(taken)} of {len(lines)}: {taken}")
    assert len(lines) > 200
    assert len(taken) <= ceiling * len(lines)
