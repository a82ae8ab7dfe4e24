"""Payment card numbers: an issuer's range, its length, the usual groups and a right check digit."""

import re
from collections.abc import Iterator

_CARD = r"(?<![\w.,$€£+/#-])\d(?:[ ._/–-]{0,2}\d){12,18}(?![\w-]|[.,]\d| \d{4})"
# Digits in each group, as cards have them printed; the rest of a long number is a fifth group.
_GROUPS = frozenset(
    {(8, 8), (4, 6, 5), (4, 6, 4)}
    | {(4, 4, 4, last) for last in range(3, 8)}
    | {(4, 4, 4, 4, last) for last in range(1, 4)}
)
_DEBIT = ("5018", "5020", "5038", "5893", "6304", "6759", "6761", "6762", "6763")


def card_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Spans of the card numbers in a plain view."""
    for match in re.finditer(_CARD, plain):
        groups = re.findall(r"\d+", match[0])
        digits = "".join(groups)
        lengths = tuple(map(len, groups))
        apart = set(re.findall(r"\D+", match[0]))
        written_as_card = len(apart) <= 1 and (max(lengths) in (1, len(digits)) or lengths in _GROUPS)
        if written_as_card and _issued(digits) and passes_luhn(digits):
            yield match.span()


def _issued(digits: str) -> bool:
    """Whether a number lies in an issuer's range and has the length that goes with it."""
    length = len(digits)
    prefix = int(digits[:4])
    return (
        (digits[0] == "4" and length in (13, 16, 19))
        or ((5100 <= prefix <= 5599 or 2221 <= prefix <= 2720) and length == 16)
        or (digits[:2] in ("34", "37") and length == 15)
        or ((prefix == 6011 or digits[:2] in ("62", "64", "65")) and 16 <= length <= 19)
        or (3528 <= prefix <= 3589 and length >= 16)
        or ((digits[:2] in ("36", "38", "39") or 3000 <= prefix <= 3059) and length == 14)
        or (digits[:4] in _DEBIT and length in (16, 18, 19))
    )


def passes_luhn(digits: str) -> bool:
    """The check-digit rule of payment cards."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) << (position & 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
