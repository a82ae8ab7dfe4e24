"""Digits and symbols that stand for letters. Some stand for either of two: hence two alphabets."""

_WRITTEN = "0123456789@$!|+(<{[€£¢¥#^§°©®%&?"
_FIRST = dict(zip(_WRITTEN, "oizeasgtbgasiitccccelcyhasocrxap", strict=True))
_SECOND = {**_FIRST, **dict(zip("1!|69£€7824@(+", "lllbpecyarhoof", strict=True))}

FIRST = str.maketrans(_FIRST)
SECOND = str.maketrans(_SECOND)
SIGNS = frozenset(_FIRST)
# The same for words in Cyrillic letters.
CYRILLIC = str.maketrans("013469@", "оизчбда")
AMBIGUOUS = frozenset(sign for sign, letter in _FIRST.items() if _SECOND[sign] != letter)


def mixtures(chunk: str, most: int) -> list[str]:
    """Readings that take some ambiguous signs from the first alphabet and some from the second.

    Where several signs are ambiguous each is read alike throughout; where it is one, each place by itself.
    """
    places = [place for place, character in enumerate(chunk) if character in AMBIGUOUS]
    signs = sorted({chunk[place] for place in places})
    choices = [[place for place in places if chunk[place] == sign] for sign in signs]
    if len(signs) == 1:
        choices = [[place] for place in places]
    if not 2 <= len(choices) <= most:
        return []
    first, second = chunk.translate(FIRST), chunk.translate(SECOND)
    readings = []
    for chosen in range(1, 2 ** len(choices) - 1):
        letters = list(first)
        for bit, alike in enumerate(choices):
            if chosen >> bit & 1:
                for place in alike:
                    letters[place] = second[place]
        readings.append("".join(letters))
    return readings
