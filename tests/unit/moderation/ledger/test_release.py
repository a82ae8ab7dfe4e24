"""A released message fits into events, comes whole, and is cut where nobody sees it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.ledger.records import Hold
from moderation.ledger.release import ATTRIBUTE_BYTES_MAX, parts_of, pieces, size

# The id of an intent's later calls is the longest that an action has.
ACTION = {"actionId": "x" * 26 + "-99"}
text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=500)


def hold(content: str | None, user: str = "ada", name: str = "Ada") -> Hold:
    return Hold("hold00000001", "room00000001", user, name, content, "rule", "code", 0, 1, 2)


@given(text, st.text(st.characters(codec="utf-8"), min_size=1, max_size=128), text)
@example("\U0001f468\u200d\U0001f469\u200d\U0001f467" * 100, "\U0001f600" * 128, "\U0001f600" * 64)
@example("a" + "\u0301" * 499, "u", "n")
@example("\x00" * 500, "\x00" * 128, "\x00" * 64)
def test_each_event_fits_and_together_they_are_the_message(content: str, user: str, name: str) -> None:
    parts = parts_of(hold(content, user, name))
    assert all(size({**part, **ACTION}) <= ATTRIBUTE_BYTES_MAX for part in parts)
    assert "".join(part["content"] for part in parts) == content
    assert [(part["part"], part["parts"]) for part in parts] == [
        (str(number), str(len(parts))) for number in range(1, len(parts) + 1)
    ]
    assert {(part["holdId"], part["userId"]) for part in parts} == {("hold00000001", user)}
    assert name.startswith(parts[0]["name"])
    assert all(part["content"] for part in parts)


def test_what_fits_is_sent_in_one_event() -> None:
    assert len(parts_of(hold("x" * 500))) == 1
    assert len(parts_of(hold("\U0001f600" * 500))) == 3


def test_without_a_name_the_user_is_shown() -> None:
    assert parts_of(hold("hi", "ada", ""))[0]["name"] == "ada"


@pytest.mark.parametrize(
    "together",
    [
        "e\u0301",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f44d\U0001f3fd",
        "\U0001f1e9\U0001f1ea",
        "\u2764\ufe0f",
        "\u0928\u093f",
        "\u1112\u1161\u11ab",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "1\ufe0f\u20e3",
        "\r\n",
    ],
)
def test_what_is_seen_as_one_character_stays_in_one_piece(together: str) -> None:
    for before in range(40):
        for piece in pieces("x" * before + together * 3, 40):
            assert piece.strip("x") == together * piece.count(together)


def test_two_flags_are_two_characters() -> None:
    germany, france = "\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7"
    assert pieces(germany + france, 8) == [germany, france]


def test_a_hold_without_text_is_not_released() -> None:
    with pytest.raises(ValueError, match="text"):
        parts_of(hold(None))
