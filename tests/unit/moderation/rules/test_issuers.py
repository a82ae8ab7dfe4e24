"""Card issuers, public addresses and emoji blocks at the edges of their ranges."""

import pytest

from moderation.rules.addresses import is_address
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
    ("2999", set()), ("3000", {14}), ("3059", {14}), ("3060", set()),
    ("5018", {16, 18, 19}), ("5020", {16, 18, 19}), ("5038", {16, 18, 19}), ("5893", {16, 18, 19}), ("6303", set()),
    ("6304", {16, 18, 19}), ("6759", {16, 18, 19}), ("6761", {16, 18, 19}), ("6762", {16, 18, 19}),
    ("6763", {16, 18, 19}), ("6764", set()),
]  # fmt: skip


def _card(prefix: str, length: int) -> str:
    body = (prefix + "0123456789012345678")[: length - 1]
    return next(f"{body}{digit}" for digit in range(10) if passes_luhn(f"{body}{digit}"))


@pytest.mark.parametrize(("prefix", "lengths"), ISSUED)
def test_cards_exist_at_the_lengths_of_their_issuer_only(prefix: str, lengths: set[int]) -> None:
    found = {length for length in range(12, 21) if judge(CARDS, f"pay {_card(prefix, length)} ok").hits}
    assert found == lengths


@pytest.mark.parametrize(
    ("prefix", "groups", "found"),
    [
        ("4", (4, 4, 4, 4), True), ("4", (8, 8), True), ("4", (1,) * 16, True), ("4", (4, 4, 4, 7), True),
        ("4", (4, 4, 4, 4, 3), True), ("62", (4, 4, 4, 4, 1), True), ("62", (4, 4, 4, 4, 2), True),
        ("62", (4, 4, 4, 5), True), ("62", (4, 4, 4, 6), True), ("34", (4, 6, 5), True), ("34", (4, 4, 4, 3), True),
        ("36", (4, 6, 4), True), ("36", (4, 4, 4, 2), False), ("4", (4, 4, 4, 1), False), ("4", (5, 5, 6), False),
        ("4", (4, 4, 5, 3), False), ("4", (2,) * 8, False), ("62", (9, 8), False), ("62", (5, 6, 5), False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("apart", [" ", "-", ".", "–"])
def test_a_card_s_digits_stand_in_its_groups(prefix: str, groups: tuple[int, ...], found: bool, apart: str) -> None:
    digits = iter(_card(prefix, sum(groups)))
    written = apart.join("".join(next(digits) for _ in range(group)) for group in groups)
    assert [hit.end - hit.start for hit in judge(CARDS, f"pay {written} ok").hits] == [len(written)] * found


@pytest.mark.parametrize(
    "text", ["4111-1111 1111 1111", "4111 1111.1111 1111", "$4111111111111111", "4111111111111111-1"]
)
def test_digits_parted_in_two_ways_or_counted_are_no_card(text: str) -> None:
    assert judge(CARDS, text).hits == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4111  1111  1111  1111", True),
        ("4111   1111   1111   1111", False),
        ("4111111111111111.", True),
        ("4111111111111111.50", False),
    ],
)
def test_two_signs_may_part_digits_and_none_go_on(text: str, found: bool) -> None:
    assert bool(judge(CARDS, text).hits) is found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("at 93 dot 184 dot 216 dot 34 ok", "93 dot 184 dot 216 dot 34"),
        ("at 93(dot)184[.]216[dot]34 ok", "93(dot)184[.]216[dot]34"),
        ("at 2001:4860:4860:0:0:0:0:8888 ok", "2001:4860:4860:0:0:0:0:8888"),
        ("at 2A00:1450:4001:81b::200E ok", "2A00:1450:4001:81b::200E"),
        ("firmware 93.184.216.34", ""),
        ("chromium. 93.184.216.34", ""),
        ("firmwares of 93.184.216.34", "93.184.216.34"),
        ("at 2001:4860:4860:0:0:0:8888", ""),
        ("at 2001::1:2::3:4:5", ""),
        ("at 3:45:10", ""),
        ("at 2001::1", "2001::1"),
        ("at x2001:4860::8888", ""),
        ("at 2001:4860::8888x", ""),
        ("at 2001:4860:4860:0:0:0:0:8888:", ""),
        ("at 93.184.216.34.", "93.184.216.34"),
        ("at 93.184.216.34.5", ""),
        ("at 93.184.216.34-5", ""),
        ("at 93.184.216.34x", ""),
    ],
)
def test_how_an_address_is_written(text: str, address: str) -> None:
    assert [text[hit.start : hit.end] for hit in judge(ADDRESSES, text).hits] == [address] * bool(address)


@pytest.mark.parametrize(
    "counted",
    """
    section chapter version ver ver. build patch driver firmware release update chrome windows chromium
    """.split(),
)
def test_a_version_may_have_four_parts(counted: str) -> None:
    assert judge(ADDRESSES, f"{counted} 93.184.216.34").hits == ()
    assert judge(ADDRESSES, f"{counted}93.184.216.34").hits == ()
    assert judge(ADDRESSES, f"{counted}x 93.184.216.34").hits != ()


def test_no_part_of_an_address_has_four_digits() -> None:
    assert is_address("1.1.1.1")
    assert not is_address("1.1.1.0001")


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
