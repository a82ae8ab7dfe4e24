"""Disguises beyond signs and spaces: counted letters, stutters, capitals, other digits, decorations."""

import pytest

from tests.unit.moderation.text.vocabulary import found


@pytest.mark.parametrize(
    "content",
    [
        "f1r2o3c4k5",
        "1) f 2) r 3) o 4) c 5) k",
        "f0r0o0c0k",
        "zizizimble",
        "asdzimbleasd",
        "iizimbleii",
        "zimbIe",
        "|=|200|<",
        "fr٠ck",
        "@fr0ck_fan",
        "zim... bles",
        "motherf",
    ],
)
def test_they_are_seen_through(content: str) -> None:
    expected = content != "motherf"
    assert (found(content) != []) == expected


@pytest.mark.parametrize(
    "content",
    [
        "c1l2a3m4p",
        "lazimbleal",
        "zimb. Les",
        "Z.O.T.A.N.S. win",
        "clagIe",
        "e2e4 d7d5",
    ],
)
def test_they_are_not_seen_where_they_are_not(content: str) -> None:
    assert found(content) == []


@pytest.mark.parametrize(
    ("content", "hit"), [("Z****e", True), ("you Z****e", True), ("zimb*e", True), ("G****l", False)]
)
def test_a_blanked_name_is_no_word_of_another_language(content: str, hit: bool) -> None:
    assert (found(content) != []) == hit
