"""Personal data: found where it is, and numbers of every other kind left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.card_numbers import passes_luhn
from tests.unit.moderation.build import judge, policy, rule

KINDS = ["email", "card", "phone", "ip", "street"]
EVERYTHING = policy(rule("personal_data", {"find": KINDS}, verdict="mask"))

FOUND = [
    ("email", "write to jane.doe+chat@mail.example.co.uk please", "jane.doe+chat@mail.example.co.uk"),
    ("email", "JANE@EXAMPLE.COM.", "JANE@EXAMPLE.COM"),
    ("email", "ｊａｎｅ＠example.com", "ｊａｎｅ＠example.com"),
    ("card", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("card", "card 5555555555554444 exp 12/29", "5555555555554444"),
    ("card", "3782-822463-10005", "3782-822463-10005"),
    ("phone", "call +49 171 1234567", "+49 171 1234567"),
    ("phone", "+1 (415) 555-2671", "+1 (415) 555-2671"),
    ("phone", "(415) 555-2671", "(415) 555-2671"),
    ("phone", "415-555-2671 ok", "415-555-2671"),
    ("phone", "06 12 34 56 78", "06 12 34 56 78"),
    ("phone", "07911 123456", "07911 123456"),
    ("ip", "ddos 93.184.216.34 now", "93.184.216.34"),
    ("street", "come to 221b baker street", "221b baker street"),
    ("street", "1600 Pennsylvania Avenue", "1600 Pennsylvania Avenue"),
    ("email", "so jane (at) example dot com ok", "jane (at) example dot com"),
    ("email", "mail jane at gmail.com. thanks", "jane at gmail.com"),
    ("email", "info at example dot com", "info at example dot com"),
    ("email", "jane@gmail then", "jane@gmail"),
    ("email", "j a n e @ g m a i l . c o m", "j a n e @ g m a i l . c o m"),
    ("email", "jane%40example.com", "jane%40example.com"),
    ("email", "janeatgmaildotcom", "janeatgmaildotcom"),
    ("card", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
    ("card", "4111.1111.1111.1111 x", "4111.1111.1111.1111"),
    ("phone", "0049 171 1234567 ok", "0049 171 1234567"),
    ("phone", "call 4155552671 now", "4155552671"),
    ("phone", "8 912 345-67-89", "8 912 345-67-89"),
    ("phone", "zap (11) 91234-5678", "(11) 91234-5678"),
    ("ip", "81[.]2[.]69[.]142", "81[.]2[.]69[.]142"),
    ("ip", "at 2001:4860:4860::8888 now", "2001:4860:4860::8888"),
    ("street", "so 10 Downing St, London", "10 Downing St"),
    ("street", "in der Hauptstraße 12 wohnt er", "Hauptstraße 12"),
    ("street", "au 12 rue de la Paix", "12 rue de la Paix"),
    ("street", "en Calle Mayor 15", "Calle Mayor 15"),
    ("card", "④①①① ①①①① ①①①① ①①①①", "④①①① ①①①① ①①①① ①①①①"),
    ("email", "jane (a) gmail.com", "jane (a) gmail.com"),
]
INNOCENT = [
    "3-2 at 45 min", "$1,299.99", "1000000000", "1234567890", "2026-11-22", "22.11.2026 18:30", "12:34:56", "1 2 3",
    "4111 1111 1111 1112", "1111 1111 1111 1111", "0000000000000000", "order 4929-1234", "id 123456789012345678",
    "score 415-555", "192.168.1.1", "127.0.0.1", "10.0.0.12", "version 1.2.3.4.5", "999.1.1.1", "v1.2.3", "@someone",
    "a@b", "user@host:22", "git@github.com:foo/bar", "50 cent", "20 minute drive", "2 more road trips", "10 mile road",
    "1v1 me", "+1", "+5 strength", "+100 -50", "fps 144.0", "1.000.000 views", "1 000 000", "0.123456789", "24/7",
    "5 star court", "8x4=32", "#1234567890", "£4.155552671", "9 lane drive", "it costs 415.55", "07:30", "1337",
    "4155552671", "3 usb drive", "10 way", "01 02 03 04 05", "lotto 06 12 23 34 45 49", "001 002 003 004",
    "version 6.7.8.9", "find it at amazon dot com", "watch at twitch.tv/jane", "4111 1111 1111 1111 1111", "call 911",
    "612 345 678 views", "+100000 points", "2026:11:22", "Platz 1", "+10000000 aura",
    "twitch.tv/12345678901", "2 2 2 2 2 2 2 2 2 2 2 2 2 2", "66666666666666666", "3.14159265358979", "x@y z@w",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "span"), FOUND)
def test_found_where_it_is(kind: str, text: str, span: str) -> None:
    (hit,) = judge(EVERYTHING, text).hits
    assert (hit.category, text[hit.start : hit.end]) == (kind, span)


@pytest.mark.parametrize(("kind", "text", "span"), FOUND)
def test_found_only_by_the_rule_that_asks(kind: str, text: str, span: str) -> None:
    others = [other for other in KINDS if other != kind]
    assert judge(policy(rule("personal_data", {"find": others})), text).hits == ()


@pytest.mark.parametrize("text", INNOCENT)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert judge(EVERYTHING, text).hits == ()


@pytest.mark.parametrize(("digits", "found"), [(7, False), (8, True), (15, True), (16, False)])
def test_international_numbers_have_eight_to_fifteen_digits(digits: int, found: bool) -> None:
    assert bool(judge(EVERYTHING, "call +" + "2413572468135792"[:digits]).hits) is found


def test_mask_hides_every_digit_of_a_card() -> None:
    content = judge(EVERYTHING, "my card 4111 1111 1111 1111 thanks").content
    assert not any(character.isdigit() for character in content)
    assert content.startswith("my card ")
    assert content.endswith(" thanks")


@given(st.integers(10**11, 10**14))
def test_luhn_accepts_exactly_one_check_digit(number: int) -> None:
    accepted = [digit for digit in range(10) if passes_luhn(f"{number}{digit}")]
    digits = [int(digit) for digit in reversed(f"{number}0")]
    total = sum(sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(digits))
    assert accepted == [-total % 10]


@given(st.text(alphabet="0123456789+-. ()@abc/", max_size=300))
def test_spans_lie_within_the_text(text: str) -> None:
    for hit in judge(EVERYTHING, text).hits:
        assert 0 <= hit.start < hit.end <= len(text)
