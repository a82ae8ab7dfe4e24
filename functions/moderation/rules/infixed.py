"""Words of a language game, with a syllable put in: "fizzuck", "shizzit", "fubuck"."""

_SYLLABLES = ("izz", "iz", "ub", "ib")
_LEAST = 4


def infixed(text: str) -> list[tuple[str, str]]:
    """("stretched", what is left) of a word without each of the syllables that is inside it."""
    found = []
    for syllable in _SYLLABLES:
        at = text.find(syllable, 1)
        if at > 0 and len(text) - len(syllable) >= _LEAST and at + len(syllable) < len(text):
            found.append(("stretched", text[:at] + text[at + len(syllable) :]))
    return found
