"""Words that mix scripts: letters of a living script that only look like Latin ones."""

import re
from collections.abc import Container

from moderation.text.fold import FOLD
from moderation.text.lookalikes import SECOND_FROM, SECOND_TO

# The last sigma of a word is an "o" like any other sigma, but in fancy alphabets a "c".
_LOOKALIKE = str.maketrans(SECOND_FROM + "ς", SECOND_TO + "c")
# In a word of Latin letters this one is a "u"; in fancy alphabets it is an "m".
_MU = "μ"
# No word begins with this letter.
_SHARP_S = "ß"
_LOOKALIKES = frozenset(SECOND_FROM + _SHARP_S)
# Letters spelled one by one are one word.
_CHUNK = r"(?<!\S)\S(?:\s\S)+(?!\S)|\S+"
# The letters with which Russian, Ukrainian, Belarusian, Bulgarian and Serbian are written.
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћђџ")


def unmixed(text: str) -> str | None:
    """The text, look-alikes read as Latin in each word that mixes scripts, as long as before; None: no such word."""
    if text.isascii() or _LOOKALIKES.isdisjoint(text):
        return None
    read = re.sub(_CHUNK, _latin, text)
    return read if read != text else None


def _latin(match: re.Match[str]) -> str:
    chunk = match[0]
    if _LOOKALIKES.isdisjoint(chunk):
        return chunk
    if chunk[0] == _SHARP_S and len(chunk) > 1:
        chunk = "b" + chunk[1:]
    letters = [character for character in chunk if character.isalpha()]
    cyrillic = sum(character.lower() in _CYRILLIC for character in letters)
    if cyrillic == len(letters):
        return chunk
    if not cyrillic and not _plain(letters, _LOOKALIKES):
        return chunk
    if _MU in chunk and any(map(str.isascii, letters)) and _plain(letters, _MU):
        chunk = chunk.replace(_MU, "u")
    return chunk.translate(_LOOKALIKE)


def _plain(letters: list[str], others: Container[str]) -> bool:
    """Whether letters are Latin, look exactly so, or are some others."""
    return all(character in others or FOLD[ord(character)].isascii() for character in letters)
