"""Digits and symbols that stand for letters. Some stand for either of two: hence two alphabets."""

_WRITTEN = "0123456789@$!|+(<{[€£¢¥#^§°©®%&?µ"
_FIRST = dict(zip(_WRITTEN, "oizeasgtbgasiitccccelcyhasocrxapu", strict=True))
_SECOND = {**_FIRST, **dict(zip("1!|69£€7824@(+", "lllbpecyarhoof", strict=True))}

FIRST = str.maketrans(_FIRST)
SECOND = str.maketrans(_SECOND)
SIGNS = frozenset(_FIRST)
AMBIGUOUS = frozenset(sign for sign, letter in _FIRST.items() if _SECOND[sign] != letter)


def mixtures(chunk: str, most: int) -> list[str]:
    """Readings that take some ambiguous signs from the first alphabet and some from the second.

    Where several signs are ambiguous each is read alike throughout; where it is one, each place by itself.
    """
    signs = sorted(AMBIGUOUS.intersection(chunk))
    if len(signs) > 1:
        choices = [[sign] for sign in signs]
    else:
        choices = [[place] for place, character in enumerate(chunk) if character in AMBIGUOUS]
    if not 2 <= len(choices) <= most:
        return []
    first, second = chunk.translate(FIRST), chunk.translate(SECOND)
    readings = []
    for chosen in range(1, 2 ** len(choices) - 1):
        by_second = {choice for bit, (choice,) in enumerate(choices) if chosen >> bit & 1}
        letters = (
            second[place] if character in by_second or place in by_second else first[place]
            for place, character in enumerate(chunk)
        )
        readings.append("".join(letters))
    return readings
