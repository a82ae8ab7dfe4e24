"""What counts as an emote: a name of the policy, a name between colons, an emoji."""

import pytest

from moderation.rules.emote_only import consists_of_emotes
from tests.unit.moderation.build import judge, policy, rule


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", True),
        ("Kappa 😀", True),
        ("kappa", False),
        (":Az_09+-:", True),
        (":aZ::Za:😀", True),
        (":a:", False),
        (f":{'a' * 64}:", True),
        (f":{'a' * 65}:", False),
        (":a b:", False),
        ("😀 :ok: hi", False),
        ("1\ufe0f\u20e3 ⏰ ‼\ufe0f ▶\ufe0f 🇫🇷", True),
        ("1", False),
        ("‼", False),
        ("X", False),
    ],
)
def test_a_text_of_emotes(content: str, expected: bool) -> None:
    assert consists_of_emotes(content, frozenset({"Kappa"})) == expected


def test_a_rule_hits_the_first_word_that_is_no_emote() -> None:
    emotes = policy(rule("emote_only", {}), emotes=["Kappa"])
    assert judge(emotes, "Kappa 😀 :ok:").hits == ()
    (hit,) = judge(emotes, "Kappa 😀 so what").hits
    assert (hit.kind, hit.category, hit.severity, hit.reading) == ("emote_only", "emote_only", 1, "plain")
    assert (hit.start, hit.end, hit.term) == (8, 10, "so")
