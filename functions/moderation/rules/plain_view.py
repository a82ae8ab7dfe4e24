"""A text with styled, full-width and invisible characters made plain, for rules that read symbols and digits.

Terms have richer readings (`moderation.text`); links and personal data need only what a client would render as the
same ASCII characters, and must never take a letter for a digit.
"""

import unicodedata

_DOTS = dict.fromkeys("。．｡․﹒", ".")
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})


def plain_view(content: str) -> tuple[str, list[int] | None]:
    """Lower-case plain text and, for each of its characters, the index in `content` (None = the same index)."""
    if content.isascii():
        return content.lower(), None
    letters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(content):
        if character.isascii():
            letters.append(character.lower())
            origins.append(index)
        elif unicodedata.category(character) not in _INVISIBLE:
            plain = _DOTS.get(character) or unicodedata.normalize("NFKC", character).lower()
            letters.extend(plain)
            origins.extend([index] * len(plain))
    return "".join(letters), origins


def original_span(start: int, end: int, origins: list[int] | None) -> tuple[int, int]:
    """The span of the original text behind a non-empty span of the plain view."""
    if origins is None:
        return start, end
    return origins[start], origins[end - 1] + 1
