"""A text with styled, full-width and invisible characters made plain, for rules that read symbols and digits.

Terms have richer readings (`moderation.text`); links and personal data need only what a client would render as the
same ASCII characters, and must never take a letter for a digit.
"""

import unicodedata

from moderation.text.fold import fold

_DOTS = dict.fromkeys("。．｡․﹒", ".")
# One code point can stand for 18; a longer expansion than "(a)" or "a.m." is no part of a link or number.
_EXPANSION_MAX = 4
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_ONE = 1


def plain_view(content: str) -> tuple[str, list[int] | None]:
    """Lower-case plain text and, for each of its characters, the index in `content` (None = the same index)."""
    if content.isascii():
        return content.lower(), None
    plain = {character: _plain(character) for character in set(content)}
    if all(map(_ONE.__eq__, map(len, plain.values()))):
        return "".join(map(plain.__getitem__, content)), None
    letters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(content):
        drawn = plain[character]
        letters.append(drawn)
        origins.extend([index] * len(drawn))
    return "".join(letters), origins


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    if "\U0001f170" <= character <= "\U0001f189" or "\U0001f150" <= character <= "\U0001f169":
        return fold(character)
    return _DOTS.get(character) or unicodedata.normalize("NFKC", character).lower()[:_EXPANSION_MAX]


def says_foreign_dot(lowered: str) -> bool:
    """Whether a text in lower case may say a dot in Spanish, Italian, Portuguese, German, Polish or French."""
    return "punto" in lowered or "ponto" in lowered or "punkt" in lowered or "point" in lowered


def original_span(start: int, end: int, origins: list[int] | None) -> tuple[int, int]:
    """The span of the original text behind a non-empty span of the plain view."""
    if origins is None:
        return start, end
    return origins[start], origins[end - 1] + 1
