"""Masking: stars over what was hit, and nothing else changed."""

import re
import unicodedata

# Whatever stays must be a text that clients can show; the star is one code point, so nothing gets longer.
STAR = "*"
_JOINER = "\u200d"
_REGIONAL = range(0x1F1E6, 0x1F200)
_MODIFIERS = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_VOWELS_AND_FINALS = range(0x1160, 0x1200)


def mask(content: str, spans: list[tuple[int, int]]) -> str:
    """The content with each span replaced by one star per visible character (grapheme cluster).

    Spans are (start, end) in code points, in any order, overlapping or not; each is widened to whole clusters, so that
    no mark, half flag or half family is left behind. The result is never longer than the content.
    """
    parts: list[str] = []
    at = 0
    for start, end in _merged(content, spans):
        parts.append(content[at:start])
        parts.append(_stars(content[start:end]))
        at = end
    parts.append(content[at:])
    return "".join(parts)


def _merged(content: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        start, end = max(0, start), min(len(content), end)
        if start >= end:
            continue
        while start > 0 and extends(content, start):
            start -= 1
        while end < len(content) and extends(content, end):
            end += 1
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _stars(text: str) -> str:
    return re.sub(r"\S", STAR, "".join(" " if c.isspace() else c for at, c in enumerate(text) if not extends(text, at)))


def extends(text: str, at: int) -> bool:
    """Whether the code point at `at` belongs to the same visible character as the one before it."""
    if at == 0:
        return False
    character, before = text[at], text[at - 1]
    if character.isascii():
        return character == "\n" and before == "\r"
    code_point = ord(character)
    if unicodedata.category(character)[0] == "M" or code_point in _TAGS or code_point in _MODIFIERS:
        return True
    if character == _JOINER or (before == _JOINER and not character.isalpha()):
        return True
    if code_point in _REGIONAL:
        return _half_flag(text, at)
    return code_point in _VOWELS_AND_FINALS


def _half_flag(text: str, at: int) -> bool:
    first = at
    while first > 0 and ord(text[first - 1]) in _REGIONAL:
        first -= 1
    return (at - first) % 2 == 1
