"""Folding: one plain letter for every way to write it.

Compatibility decomposition, lower case, look-alikes of Latin letters, every styled alphabet; marks, format characters
and other invisible ones vanish. Whatever is not a disguise of something else stays.
"""

import unicodedata

from moderation.text.lookalikes import ALWAYS_FROM, ALWAYS_TO, EXPANSIONS

# A single character may decompose into 18 (U+FDFA): no spelling needs more than the longest ligature of letters.
EXPANSION_MAX = 4
# Folded forms are kept, but not for ever: a text of rare characters must not grow the table without bound.
_REMEMBERED_MAX = 20_000

# Marks are part of the spelling in these scripts (Devanagari to Sinhala, Thai, Lao, Tibetan, Myanmar, Khmer, kana).
_SPELLING_MARKS = ((0x0900, 0x0DFF), (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3099, 0x309A))
# Letters A to Z in boxes, circles and flags that have no decomposition: first code point of each alphabet.
_BOXED_ALPHABETS = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6, 0x249C)
# Blank letters: fillers of Hangul and Braille, which show as spaces.
_BLANKS = frozenset((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0))
# Typographic signs and the plain ones that they stand for.
_PUNCTUATION = dict(zip("’‘ʼ＇′‐‑–—−⁄∗⁎✱★☆✶•·❗❕¡💲∣│┃×™℠", "'''''-----/*******.!!!$|||x  ", strict=True))


class FoldTable(dict):  # type: ignore[type-arg]  # dict[int, str] would need a run-time generic alias
    """Code point -> folded form, worked out when a code point is first met. Made for `str.translate`."""

    def __missing__(self, code_point: int) -> str:
        folded = _fold(chr(code_point), code_point)
        if len(self) < _REMEMBERED_MAX:
            self[code_point] = folded
        return folded


def _fold(character: str, code_point: int) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        spelling = any(first <= code_point <= last for first, last in _SPELLING_MARKS)
        return character if spelling else ""
    if category in ("Cf", "Cs", "Cn"):
        return ""
    if category[0] == "Z" or code_point in _BLANKS:
        return " "
    if category == "Cc":
        return " " if character in "\x85" else ""
    for first in _BOXED_ALPHABETS:
        if first <= code_point < first + 26:
            return chr(97 + code_point - first)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if 0xAC00 <= code_point <= 0xD7A3 or 0x3041 <= code_point <= 0x30FF:
        # A syllable of Hangul or kana is one letter: the voiced one is another letter than the plain one.
        return character
    return _decompose(character)


def _decompose(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character.lower())
    if decomposed == character or len(decomposed) > EXPANSION_MAX:
        return _struck(character)
    return decomposed.translate(FOLD) if not decomposed.isascii() else decomposed.lower()


def _struck(character: str) -> str:
    """The plain letter of a Latin one with a stroke, a hook or the like, which has no decomposition; or the same."""
    name = unicodedata.name(character, "")
    letter = name.partition(" WITH ")[0].removeprefix("LATIN SMALL LETTER ").removeprefix("LATIN CAPITAL LETTER ")
    return letter.lower() if len(letter) == 1 and " WITH " in name else character


def _seed() -> FoldTable:
    table = FoldTable(zip(map(ord, ALWAYS_FROM), ALWAYS_TO, strict=True))
    for characters in (_PUNCTUATION, EXPANSIONS):
        table.update((ord(character), letters) for character, letters in characters.items())
    for code_point in range(128):
        table[code_point] = chr(code_point).lower()
    table[ord("_")] = "-"
    return table


FOLD = _seed()


def fold(content: str) -> str:
    """The folded text; longer than the content by at most EXPANSION_MAX, shorter where characters vanish."""
    return content.lower().replace("_", "-") if content.isascii() else content.translate(FOLD)


def in_place(content: str) -> bool:
    """Whether every code point folds to one character, so that nothing moves."""
    table = FOLD
    for character in set(content):  # noqa: SIM110  # most messages come here, and a generator takes twice as long
        if len(table[ord(character)]) != 1:
            return False
    return True


def origins(content: str) -> list[int]:
    """For each character of `fold(content)`, the index of the code point that it comes from."""
    table = FOLD
    return [index for index, character in enumerate(content) for _ in table[ord(character)]]
