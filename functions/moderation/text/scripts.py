"""Words that mix scripts: letters of a living script that only look like Latin ones."""

import re

from moderation.text.fold import FOLD
from moderation.text.lookalikes import SECOND_FROM, SECOND_TO

_LOOKALIKE = str.maketrans(SECOND_FROM, SECOND_TO)
_LOOKALIKES = frozenset(SECOND_FROM)
_CHUNK = re.compile(r"\S+")
# The letters with which Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian are written.
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћђџѕѓќ")


def unmixed(text: str) -> str | None:
    """The text, look-alikes read as Latin in each word that mixes scripts, as long as before; None: no such word."""
    if text.isascii() or _LOOKALIKES.isdisjoint(text.lower()):
        return None
    read = _CHUNK.sub(_latin, text)
    return read if read != text else None


def _latin(match: re.Match[str]) -> str:
    chunk = match[0].lower()
    if len(chunk) != len(match[0]):
        return match[0]
    letters = [character for character in chunk if character.isalpha()]
    cyrillic = sum(character in _CYRILLIC for character in letters)
    if cyrillic == len(letters):
        return match[0]
    if not cyrillic and not all(character in _LOOKALIKES or FOLD[ord(character)].isascii() for character in letters):
        return match[0]
    return chunk.translate(_LOOKALIKE)
