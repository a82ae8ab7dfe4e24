"""Internet addresses: what is one, and which belong to somebody."""

import re
from collections.abc import Iterator

_DOT = r"(?:\.| ?[(\[] ?(?:\.|dot) ?[)\]] ?| dot )"
_FOUR = rf"(?<![\w.])\d{{1,3}}(?:{_DOT}\d{{1,3}}){{3}}(?![\w-]|\.\d)"
_EIGHT = r"(?<![\w:.])[23][0-9a-f]{3}(?::[0-9a-f]{0,4}){2,7}(?![\w:])"
# What is counted in four parts as well.
_NUMBERED = r"(?:section|chapter|version|ver|build|patch|driver|firmware|release|update|chrome|windows|chromium)\.? ?$"
_NUMBERED_LETTERS = 12


def public_addresses(plain: str) -> Iterator[tuple[int, int]]:
    """Spans of the addresses in a plain view that belong to somebody."""
    for match in re.finditer(_FOUR, plain):
        address = ".".join(re.findall(r"\d+", match[0]))
        before = plain[max(0, match.start() - _NUMBERED_LETTERS) : match.start()]
        if is_address(address) and is_public(address) and not re.search(_NUMBERED, before):
            yield match.span()
    for match in re.finditer(_EIGHT, plain):
        if match[0].count("::") == 1 or (match[0].count(":") == 7 and "::" not in match[0]):
            yield match.span()


def is_address(host: str) -> bool:
    """Whether a host is an IPv4 address in four parts."""
    parts = host.split(".")
    return len(parts) == 4 and all(part.isdecimal() and len(part) <= 3 and int(part) <= 255 for part in parts)


def is_public(address: str) -> bool:
    """Whether an IPv4 address lies outside the private, local and reserved ranges."""
    first, second = (int(part) for part in address.split(".")[:2])
    return not (
        first in (0, 10, 127)
        or first >= 224
        or (first == 172 and 16 <= second < 32)
        or (first, second) in ((192, 168), (169, 254))
        or (first == 100 and 64 <= second < 128)
    )
