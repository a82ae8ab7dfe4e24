"""Words of a game, with a syllable put in ("fizzuck", "shizzit") or one letter between all others ("fxuxcxk")."""

_SYLLABLES = ("izz", "iz", "ub")
_LEAST = 4
# The syllable is put before the first vowel.
_VOWELS = frozenset("aeiou")


def infixed(text: str) -> list[tuple[str, str]]:
    """("stretched", what is left) of a word without what may have been put in."""
    found = []
    if "iz" in text or "ub" in text:
        for syllable in _SYLLABLES:
            at = text.find(syllable, 1)
            if at > 0 and len(text) - len(syllable) >= _LEAST and _VOWELS.isdisjoint(text[:at]):
                found.append(("stretched", text[:at] + text[at + len(syllable) :]))
    if len(text) >= 2 * _LEAST - 1 and text[1] == text[3] and len(set(text[1::2])) == 1:
        left = text[::2]
        # Any four consonants are a word with three times "a" between them.
        if text[1] not in _VOWELS or not _VOWELS.isdisjoint(left):
            found.append(("stretched", left))
    return found
