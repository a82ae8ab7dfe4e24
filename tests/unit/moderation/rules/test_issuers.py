"""Card issuers, public addresses and emoji blocks at the edges of their ranges."""

import pytest

from moderation.rules.card_numbers import passes_luhn
from moderation.rules.emoji import clusters, count_emoji, is_emoji
from tests.unit.moderation.build import judge, policy, rule

CARDS = policy(rule("personal_data", {"find": ["card"]}))
ADDRESSES = policy(rule("personal_data", {"find": ["ip"]}))
# prefix, lengths at which cards with it exist (among 13 to 19)
ISSUED = [
    ("4", {13, 16, 19}),
    ("2220", set()), ("2221", {16}), ("2720", {16}), ("2721", set()),
    ("5099", set()), ("5100", {16}), ("5599", {16}), ("5600", set()),
    ("33", set()), ("34", {15}), ("35", set()), ("37", {15}),
    ("6010", set()), ("6011", {16, 17, 18, 19}), ("6012", set()),
    ("61", set()), ("62", {16, 17, 18, 19}), ("63", set()), ("64", {16, 17, 18, 19}), ("65", {16, 17, 18, 19}),
    ("66", set()),
    ("3527", set()), ("3528", {16, 17, 18, 19}), ("3589", {16, 17, 18, 19}), ("3590", set()),
    ("36", {14}), ("38", {14}), ("39", {14}), ("1", set()), ("7", set()), ("9", set()),
]  # fmt: skip


def _card(prefix: str, length: int) -> str:
    body = (prefix + "0123456789012345678")[: length - 1]
    return next(f"{body}{digit}" for digit in range(10) if passes_luhn(f"{body}{digit}"))


@pytest.mark.parametrize(("prefix", "lengths"), ISSUED)
def test_cards_exist_at_the_lengths_of_their_issuer_only(prefix: str, lengths: set[int]) -> None:
    found = {length for length in range(12, 21) if judge(CARDS, f"pay {_card(prefix, length)} ok").hits}
    assert found == lengths


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("0.1.2.3", False), ("1.0.0.1", True), ("9.255.255.255", True), ("10.0.0.1", False), ("11.0.0.1", True),
        ("100.63.0.1", True), ("100.64.0.1", False), ("100.127.0.1", False), ("100.128.0.1", True), ("126.1.1.1", True),
        ("127.0.0.1", False), ("128.0.0.1", True), ("169.253.1.1", True), ("169.254.1.1", False), ("169.255.1.1", True),
        ("172.15.1.1", True), ("172.16.1.1", False), ("172.31.1.1", False), ("172.32.1.1", True), ("192.167.1.1", True),
        ("192.168.1.1", False), ("192.169.1.1", True), ("193.168.1.1", True), ("223.255.255.255", True),
        ("224.0.0.1", False), ("255.255.255.255", False), ("8.8.8.256", False), ("171.20.1.1", True),
        ("101.64.1.1", True),
    ],
)  # fmt: skip
def test_only_public_addresses_are_personal(address: str, public: bool) -> None:
    assert bool(judge(ADDRESSES, f"at {address}").hits) is public


@pytest.mark.parametrize(
    ("first", "last"), [(0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0x2B05, 0x2B55), (0x231A, 0x231B), (0x23E9, 0x23FA)]
)
def test_emoji_blocks_end_where_they_end(first: int, last: int) -> None:
    assert is_emoji(chr(first))
    assert is_emoji(chr(last))
    assert not is_emoji(chr(first - 1))
    assert not is_emoji(chr(last + 1))


@pytest.mark.parametrize(
    "sign", ["😀", "1\ufe0f\u20e3", "#\u20e3", "\u203c\ufe0f", "\u2122\ufe0f", "⏰", "👩\u200d💻", "🇫🇷"]
)
def test_signs_that_are_emoji(sign: str) -> None:
    assert is_emoji(sign)


@pytest.mark.parametrize(
    "sign", ["a", "1", " ", "é", "\u200b", "\u200d", "a\ufe0f", " \ufe0f", "\u203c", "\u2122", "→"]
)
def test_signs_that_are_no_emoji(sign: str) -> None:
    assert not is_emoji(sign)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("🇨🇭", 1),
        ("🇨🇭🇩", 2),
        ("🇨🇭🇩🇪🇫🇷", 3),
        ("🇨a🇭", 2),
        ("😀🇨🇭😀", 3),
        ("👍🏻👍🏿", 2),
        ("👩‍💻👩", 2),
        ("a\u200d👩", 1),
        ("🇦🇿", 1),
    ],
)
def test_flags_tones_and_families_count_once(text: str, count: int) -> None:
    assert count_emoji(clusters(text)) == count
