"""Personal data: e-mail addresses, phone and card numbers, public internet addresses, street addresses.

Precision first: what is shown to be a number of another kind (price, score, date, version, id) is not touched.
"""

import re
from collections.abc import Callable, Iterator

from moderation.hit import Hit
from moderation.rules.finder import Find, Params
from moderation.rules.plain_view import original_span, plain_view, says_foreign_dot
from moderation.subject import Subject

# Nothing of all this but an address in words is without a digit or an at sign: ordinary chat lines end here.
_TRIGGER = re.compile(r"[\d@＠﹫²³¹⁰-⁹₀-₉①-⒛⓪]")
_SAYS_AT = r"(?<![a-z])(?:at|arroba|arobase|chez|собака)(?![a-z])|[a-z]at[a-z]+dot|[(\[{<] ?a ?[)\]}>]"


def build(params: Params, emotes: frozenset[str]) -> Find:
    """`find` names the kinds of data."""
    wanted = tuple((name, _READERS[name]) for name in params["find"])

    def find(subject: Subject) -> list[Hit] | tuple[Hit, ...]:
        content = subject.content
        if not (_TRIGGER.search(content) or _may_say_at(content.lower())):
            return ()
        plain, origins = plain_view(content)
        shown = content if origins is None else "".join(content[origin] for origin in origins)
        hits: list[Hit] = []
        for name, read in wanted:
            taken = bytearray(len(content))
            for found in read(plain, shown):
                start, end = original_span(*found, origins)
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    hits.append(Hit("", "personal_data", name, 2, start, end, "plain", name))
        return hits

    return find


def _may_say_at(lowered: str) -> bool:
    """Whether a text in lower case may hold an address in words."""
    dotted = (
        "." in lowered
        or "dot" in lowered
        or ("p" in lowered and says_foreign_dot(lowered))
        or (not lowered.isascii() and "точка" in lowered)
    )
    return dotted and re.search(_SAYS_AT, lowered) is not None


def _digits(plain: str, fewest: int) -> bool:
    return sum(map(plain.count, "0123456789")) >= fewest


# Each reader is imported by the first text that may hold what it reads: a cold start can spare them.
def _mail(plain: str, shown: str) -> Iterator[tuple[int, int]]:
    if "@" not in plain and "%40" not in plain and not _may_say_at(plain):
        return iter(())
    from moderation.rules.mail_addresses import mail_addresses

    return mail_addresses(plain)


def _cards(plain: str, shown: str) -> Iterator[tuple[int, int]]:
    if not _digits(plain, 13):
        return iter(())
    from moderation.rules.card_numbers import card_numbers

    return card_numbers(plain)


def _phones(plain: str, shown: str) -> Iterator[tuple[int, int]]:
    if not _digits(plain, 8):
        return iter(())
    from moderation.rules.phone_numbers import phone_numbers

    return phone_numbers(plain)


def _addresses(plain: str, shown: str) -> Iterator[tuple[int, int]]:
    if not _digits(plain, 4):
        return iter(())
    from moderation.rules.addresses import public_addresses

    return public_addresses(plain)


def _streets(plain: str, shown: str) -> Iterator[tuple[int, int]]:
    if not _digits(plain, 1):
        return iter(())
    from moderation.rules.street_addresses import street_addresses

    return street_addresses(plain, shown)


_READERS: dict[str, Callable[[str, str], Iterator[tuple[int, int]]]] = {
    "email": _mail,
    "card": _cards,
    "phone": _phones,
    "ip": _addresses,
    "street": _streets,
}
