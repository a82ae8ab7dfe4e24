"""Phone numbers in the groups of each country's plan, after the words that ask for one, and numbers of other kinds."""

import pytest

from tests.unit.moderation.build import judge, policy, rule

PHONES = policy(rule("personal_data", {"find": ["phone"]}))


def _found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in judge(PHONES, text).hits]


@pytest.mark.parametrize(
    "number",
    [
        "1 415 555 2671", "1-(415) 555-2671", "415.555.2671", "320 123 4567", "01 23 45 67 98", "030 1234567",
        "0171/12345678", "07911123456", "07911 123 456", "020 7946 0958", "0113 496 0999", "06 12345678",
        "612 34 56 78", "8 (912) 345-67-89", "8-912-345-67-89", "(11) 3456-7890", "11 91234-5678", "98765 43210",
        "090-1234-5678", "010-1234-5678", "016-123-4567", "138 1234 5678", "0532 123 45 67", "079 123 45 67",
        "0412 345 678", "+49 171 234 567", "+1 (415) 555-2671", "00 49 171 1234567", "011 44 20 7946 0958",
        "⁴¹⁵-⁵⁵⁵-²⁶⁷¹", "④①⑤-⑤⑤⑤-②⑥⑦①",
    ],
)  # fmt: skip
def test_a_number_of_some_country_s_plan(number: str) -> None:
    assert _found(f"so {number} ok") == [number]


@pytest.mark.parametrize(
    "asked",
    [
        "my number is", "her cell", "phone", "call", "tel:", "txt", "text", "dial", "sms", "whatsapp", "whats app",
        "zap", "handy", "telefon", "ruf mich an", "appelle", "appelez", "mi numero", "mój numer", "mi número",
        "llámame al", "llamame", "мой номер", "звони", "chama", "微信", "电话", "電話", "手机",
    ],
)  # fmt: skip
def test_digits_count_after_a_word_that_asks_for_them(asked: str) -> None:
    assert _found(f"{asked} 234567899") == ["234567899"]
    assert _found("take 234567899") == []


@pytest.mark.parametrize("asked", ["is my whatsapp", "on whats app", "zap", "call me", "text me"])
def test_digits_count_before_a_word_that_asks_for_them(asked: str) -> None:
    assert _found(f"234567899 {asked}") == ["234567899"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call 23456789", False), ("call 234567891", True), ("call 234567891234", True), ("call 2345678912345", False),
        ("call 234500000", False), ("0049123456789", True), ("00491234567891234", False),
        ("004912345678912", True), ("0049 123400000", False),
        # Groups of one length, without a plus.
        ("0049 1712 3456", False), ("00491 71234", True), ("+49 171 234 567", True), ("0049 1712 3457 1712", False),
        # Pairs that count up in equal steps.
        ("01 22 22 22 22", True), ("01 02 03 04 05", False), ("01 10 30 50 70", False), ("01 21 41 61 81", False),
        ("01 22 43 64 85", True), ("06 12 34 56 79", True),
    ],
)  # fmt: skip
def test_numbers_at_the_limits(text: str, found: bool) -> None:
    assert bool(_found(text)) is found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # With a prefix: not a part of something longer, at most three signs between figures, fifteen figures in all.
        ("=+49 171 1234567", ""), ("+49 171 1234567x", ""), ("+49 171 1234567,5", ""), ("+49 171 1234567.",
        "+49 171 1234567"),
        ("+49 (0) 171 1234567", "+49 (0) 171 1234567"), ("+49    171 1234567", ""), ("+1234567890123456", ""),
        ("+123456789012345", "+123456789012345"), ("x0049 171 1234567", ""), ("5 0049 171 1234567", ""),
        ("0049  171 1234567", "0049  171 1234567"), ("0049   171 1234567", ""), ("00491712345678901", ""),
        ("011-44 171 1234567", "011-44 171 1234567"), ("0049 171 12345678x", ""), ("0049 171 1234567890.55", ""),
        # In the groups of a country.
        ("=415-555-2671", ""), ("5 415-555-2671", ""), ("415-555-2671.5", ""), ("415-555-2671 5", ""),
        ("(415)555-2671", "(415)555-2671"), ("01712 1234567", "01712 1234567"), ("017123 1234567", ""),
        ("0201 7946 0958", "0201 7946 0958"), ("02012 7946 0958", ""), ("020 79461 0958", ""),
        ("8912345-67-89", "8912345-67-89"), ("(11)3456-7890", "(11)3456-7890"), ("010-12345-6789", ""),
        # After a word: close behind it, and in groups.
        ("my mobile 234567899", "234567899"), ("his number 234567899", "234567899"), ("their cell 234567899",
        "234567899"),
        ("xcall 234567899", ""), ("calls 234567899", ""), ("call234567899", ""), ("call #234567899", ""),
        ("call me any tim 234567899", "234567899"), ("call me any time you at 234567899", ""), ("电话234567899",
        "234567899"),
        ("call 23-456-7899", "23-456-7899"), ("call 2-3456-7899", ""), ("call 23456 7899", "23456 7899"),
        ("call 234567-899", "234567-899"), ("call 23456789-9", ""), ("call 23 45 67 89 99", "23 45 67 89 99"),
        ("call 234567899x", ""), ("call 234567899,5", ""), ("call 234567899.", "234567899"),
        # Before a word.
        ("$234567899 call me", ""), ("234567899 call men", ""), ("2345678991234 call me", ""),
        ("234567899123 call me", "234567899123"), ("234567899 you all can call me", "234567899"),
        ("234567899 you may then call me", ""),
    ],
)  # fmt: skip
def test_what_stands_in_a_number_and_around_it(text: str, number: str) -> None:
    assert _found(text) == [number] * bool(number)
