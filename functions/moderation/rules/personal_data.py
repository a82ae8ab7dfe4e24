"""Personal data: e-mail addresses, phone and card numbers, public IP addresses, street addresses.

Precision first: what is shown to be a number of another kind (price, score, date, version, id) is not touched. Card
numbers need a known issuer range and the Luhn check; phone numbers need an international prefix or the grouping of a
national plan; street addresses are English and need a house number and a street word.
"""

import re
from collections.abc import Callable, Iterator

from moderation.hit import Hit
from moderation.rules.addresses import is_address, is_public
from moderation.rules.finder import Find, Params
from moderation.rules.plain_view import original_span, plain_view
from moderation.subject import Subject

# Nothing of all this is without a digit or an at sign: ordinary chat lines end here.
_TRIGGER = re.compile(r"[\d@]")
_OTHER_AT_SIGNS = frozenset("\uff20\ufe6b")
# These patterns are compiled by the first text that gets here: all of them take 2 ms of a cold start.
_EMAIL = r"(?<![\w.+%-])[\w+%-][\w.+%-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,4}[a-z]{2,12}(?![\w@/:-])"
_CARD = r"(?<![\w.,$€£+/#-])\d(?:[ -]?\d){12,18}(?![\w-])"
_PHONE = (
    r"(?<![\w.,$€£/#=-])(?:"
    r"\+[1-9](?:[ .()-]{0,2}\d){7,14}"  # international
    r"|(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])[2-9]\d\d[ .-]\d{4}"  # North America
    r"|0[1-9](?:[ .]\d\d){4}"  # France
    r"|07\d{3} ?\d{6}"  # United Kingdom, mobile
    r")(?![\w-]|[.,]\d)"
)
_IP = r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)"
_STREET = (
    r"(?<![\w.,$€£/#:-])\d{1,5}[a-d]? (?:[nsew]\.? )?(?:[a-z']{3,20} ){1,3}"
    r"(?:street|avenue|boulevard|road|lane|drive|court|crescent)(?!\w)"
)
_NOT_A_NAME = (
    r" (?:\w*(?:minute|hour|mile|second|meter|metre|lap|year|day)s?|more|long|star|lane|the|on|in|down|my|your) "
)
_CARD_GROUPS = (
    r"\d+",
    r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}",
    r"\d{4}([ -])\d{6}\1\d{4,5}",
)


def build(params: Params, emotes: frozenset[str]) -> Find:
    """`find` names the kinds of data."""
    wanted = tuple((name, _READERS[name]) for name in params["find"])

    def find(subject: Subject) -> list[Hit] | tuple[Hit, ...]:
        content = subject.content
        if not _TRIGGER.search(content) and (content.isascii() or _OTHER_AT_SIGNS.isdisjoint(content)):
            return ()
        plain, origins = plain_view(content)
        hits = []
        for name, (needs, read) in wanted:
            if needs(plain):
                for start, end in read(plain):
                    span = original_span(start, end, origins)
                    hits.append(Hit("", "personal_data", name, 2, *span, "plain", name))
        return hits

    return find


def _emails(plain: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(_EMAIL, plain))


def _cards(plain: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(_CARD, plain):
        written = match[0]
        digits = re.sub(r"\D", "", written)
        if any(re.fullmatch(group, written) for group in _CARD_GROUPS) and _issued(digits) and passes_luhn(digits):
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
        or (digits[:2] in ("36", "38", "39") and length == 14)
    )


def passes_luhn(digits: str) -> bool:
    """The check-digit rule of payment cards; a number of equal digits is a placeholder, no card."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) << (position & 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1


def _phones(plain: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(_PHONE, plain):
        if 8 <= sum(map(str.isdigit, match[0])) <= 15:
            yield match.span()


def _ips(plain: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(_IP, plain):
        if is_address(match[0]) and is_public(match[0]):
            yield match.span()


def _streets(plain: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(_STREET, plain) if not re.search(_NOT_A_NAME, match[0]))


def _has_digits(plain: str) -> bool:
    return sum(map(plain.count, "0123456789")) >= 4


_READERS: dict[str, tuple[Callable[[str], bool], Callable[[str], Iterator[tuple[int, int]]]]] = {
    "email": (lambda plain: "@" in plain, _emails),
    "card": (_has_digits, _cards),
    "phone": (_has_digits, _phones),
    "ip": (lambda plain: plain.count(".") >= 3 and _has_digits(plain), _ips),
    "street": (lambda plain: any(digit in plain for digit in "0123456789"), _streets),
}
