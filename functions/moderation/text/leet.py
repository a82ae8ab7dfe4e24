"""Digits and symbols that stand for letters. Some stand for either of two: hence two alphabets."""

_WRITTEN = "0123456789@$!|+(<{[€£¢¥#^§°©®%&?"
_FIRST = dict(zip(_WRITTEN, "oizeasgtbgasiitccccelcyhasocrxap", strict=True))
_SECOND = {**_FIRST, **dict(zip("1!|69£€7824@(+", "lllbpecyarhoof", strict=True))}

FIRST = str.maketrans(_FIRST)
SECOND = str.maketrans(_SECOND)
SIGNS = frozenset(_FIRST)
# Signs that the two alphabets read differently.
AMBIGUOUS = frozenset(sign for sign, letter in _FIRST.items() if _SECOND[sign] != letter)


def combinations(chunk: str, most: int) -> list[str]:
    """Readings of a chunk in which some ambiguous signs are read by the first alphabet and some by the second."""
    places = [place for place, character in enumerate(chunk) if character in AMBIGUOUS]
    if not 2 <= len(places) <= most:
        return []
    first, second = chunk.translate(FIRST), chunk.translate(SECOND)
    readings = []
    for choice in range(1, 2 ** len(places) - 1):
        letters = list(first)
        for bit, place in enumerate(places):
            if choice >> bit & 1:
                letters[place] = second[place]
        readings.append("".join(letters))
    return readings
