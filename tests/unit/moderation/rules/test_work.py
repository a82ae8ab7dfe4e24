"""Hostile texts cost every kind of rule an amount of work that is linear in their length, counted in calls."""

import sys
from types import FrameType

import pytest

from moderation.message import Message
from moderation.policy import Rule
from moderation.rules.work import units
from moderation.state import STATELESS
from moderation.subject import Subject
from moderation.text import read
from tests.unit.moderation.build import policy, rule

# Limits that both lengths reach, so that both are measured by all.
SHAPE = {
    "maxLength": 200,
    "capitals": {"share": 0.9, "minLetters": 10},
    "maxRepeated": 10,
    "symbols": {"share": 0.99, "minLength": 10},
    "maxMarks": 100,
    "maxEmoji": 10,
    "maxMentions": 50,
    "maxLines": 50,
}
RULES = policy(
    rule("links", {"find": ["any", "listed"], "domains": ["b.com"], "except": ["a.com"]}),
    rule("personal_data", {"find": ["email", "card", "phone", "ip", "street"]}),
    rule("shape", SHAPE),
    rule("script", {"allow": ["Latin"]}),
    rule("emote_only", {}),
    rule("patterns", {"patterns": [{"pattern": "(a+)+$"}, {"pattern": ".*.*=.*"}]}),
).rules.finders
UNITS = [
    "a", "a.", "a.a.com/", "1", "1 ", "1-", "+1", "(1", "@a", "a@a.", "%41", "dot ", "a dot com ", "x . ", "e . c o m ",
    "xn--80ak6aa92e.com ", "https://a.", "1 a street ", "07911 ", "4111 1111 ", "1.1.1.", "é", "日", "😀", "e\u0301",
    "\u200b", "ﷺ", "𝐚", "\ud800", "Aa", "а.с", "[.]", "a_", "-", "w.w.",
]  # fmt: skip
CALLS_PER_CODE_POINT_MAX = 14


def _calls(finder: Rule, text: str) -> int:
    subject = Subject(Message(text), read(text), STATELESS, {}, 0)
    count = 0

    def tally(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    assert finder.find is not None
    previous = sys.getprofile()
    sys.setprofile(tally)
    try:
        finder.find(subject)
    finally:
        sys.setprofile(previous)
    return count


@pytest.mark.parametrize("finder", RULES, ids=lambda finder: finder.id)
@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_work_is_linear_in_the_text(finder: Rule, unit: str) -> None:
    half, whole = (_calls(finder, (unit * length)[:length]) for length in (250, 500))
    assert whole <= CALLS_PER_CODE_POINT_MAX * 500
    assert whole <= 2.1 * half + 40


def test_a_unit_is_a_piece_or_eight_letters() -> None:
    assert [units("a" * length, 3) for length in (0, 7, 8, 15, 16, 72)] == [3, 3, 4, 4, 5, 12]
