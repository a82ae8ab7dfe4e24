"""Fingerprints: one for all ways to repeat a message, different ones for different messages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text import fingerprint


@pytest.mark.parametrize(
    "again",
    ["BUY my plants", "buy  my\nplants", "buuuuy my plaaants!!!", "b.u.y m-y p_l_a_n_t_s", "buy\u200b my\u2060 plants",
     "𝐛𝐮𝐲 𝐦𝐲 𝐩𝐥𝐚𝐧𝐭𝐬", "ьuy my plants".replace("ь", "b"), "búy mý plànts", "buy my plants 🔥🔥"],
)  # fmt: skip
def test_a_repetition_has_the_same_fingerprint(again: str) -> None:
    assert fingerprint(again) == fingerprint("buy my plants")


@pytest.mark.parametrize("other", ["buy my plant", "sell my plants", "buy my plants 2", "", "🔥"])
def test_another_message_has_another(other: str) -> None:
    assert fingerprint(other) != fingerprint("buy my plants")


def test_signs_alone_are_told_apart() -> None:
    assert len({fingerprint(text) for text in ("🔥", "😂", "!!!", "???", "")}) == 5


@given(st.text(st.characters(), max_size=80))
def test_always_sixteen_hex_digits(content: str) -> None:
    assert re.fullmatch("[0-9a-f]{16}", fingerprint(content))
