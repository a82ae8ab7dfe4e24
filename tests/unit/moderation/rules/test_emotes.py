"""What counts as an emote: a name of the policy, a name between colons, an emoji."""

import pytest

from moderation.rules.emote_only import consists_of_emotes


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
