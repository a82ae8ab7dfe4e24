"""Internet addresses: what is one, and which belong to somebody."""


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
