"""Kinds of disguise: each takes a lower-case word and a random generator and returns the word disguised.

A kind that cannot apply to a word (no vowel to mask, say) returns it unchanged; the caller drops such cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.quality.alphabets import (
    ACCENTED,
    CYRILLIC,
    DIGITS,
    GREEK,
    SMALL_CAPITALS,
    STYLED,
    SUPERSCRIPT,
    SYMBOLS,
    UPSIDE_DOWN,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Disguise = Callable[[str, random.Random], str]

VOWELS = "aeiou"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2063"
EMOJI = ("🔥", "😂", "👏", "💀", "❤️", "✨", "👨‍👩‍👧")


def _each(table: dict[str, str]) -> Disguise:
    return lambda word, rng: "".join(table.get(letter, letter) for letter in word)


def _some(table: dict[str, str]) -> Disguise:
    """Replace one to all of the letters that the table knows."""

    def disguise(word: str, rng: random.Random) -> str:
        places = [at for at, letter in enumerate(word) if letter in table]
        if not places:
            return word
        chosen = set(rng.sample(places, rng.randint(1, len(places))))
        return "".join(table[letter] if at in chosen else letter for at, letter in enumerate(word))

    return disguise


def _joined(separator: str) -> Disguise:
    return lambda word, rng: separator.join(word)


def mixed_case(word: str, rng: random.Random) -> str:
    return "".join(rng.choice((letter, letter.upper())) for letter in word)


def punctuation_inside(word: str, rng: random.Random) -> str:
    at = rng.randint(1, len(word) - 1)
    return word[:at] + rng.choice(".-_,'/~:;^") + word[at:]


def odd_separators(word: str, rng: random.Random) -> str:
    return "".join(letter + rng.choice(".-_ ,/*~|") for letter in word[:-1]) + word[-1]


def newlines(word: str, rng: random.Random) -> str:
    return "\n".join(word)


def emoji_between(word: str, rng: random.Random) -> str:
    return rng.choice(EMOJI).join(word)


def masked_vowel(word: str, rng: random.Random) -> str:
    places = [at for at, letter in enumerate(word) if letter in VOWELS and at > 0]
    if not places:
        return word
    at = rng.choice(places)
    return word[:at] + rng.choice("**#-_%?") + word[at + 1 :]


def masked_vowels(word: str, rng: random.Random) -> str:
    return word[0] + "".join("*" if letter in VOWELS else letter for letter in word[1:])


def masked_inside(word: str, rng: random.Random) -> str:
    return word[0] + "*" * (len(word) - 2) + word[-1] if 4 <= len(word) <= 5 else masked_vowels(word, rng)


def repeated(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] * rng.randint(3, 7) + word[at + 1 :]


def repeated_all(word: str, rng: random.Random) -> str:
    return "".join(letter * rng.randint(1, 4) for letter in word)


def accents(word: str, rng: random.Random) -> str:
    return "".join(rng.choice(ACCENTED[letter]) if letter in ACCENTED else letter for letter in word)


def combining(word: str, rng: random.Random) -> str:
    return "".join(
        letter + "".join(chr(rng.randint(0x300, 0x36F)) for _ in range(rng.randint(1, 2))) for letter in word
    )


def zalgo(word: str, rng: random.Random) -> str:
    return "".join(
        letter + "".join(chr(rng.randint(0x300, 0x36F)) for _ in range(rng.randint(5, 9))) for letter in word
    )


def struck_through(word: str, rng: random.Random) -> str:
    return "".join(letter + "\u0336" for letter in word)


def invisible(word: str, rng: random.Random) -> str:
    return "".join(letter + rng.choice(INVISIBLE) for letter in word)


def bidi(word: str, rng: random.Random) -> str:
    return "\u202e" + word[::-1] + "\u202c"


def reversed_word(word: str, rng: random.Random) -> str:
    return word[::-1]


def transposed(word: str, rng: random.Random) -> str:
    places = [at for at in range(1, len(word) - 2) if word[at] != word[at + 1]]
    if not places:
        return word
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def without_vowels(word: str, rng: random.Random) -> str:
    bare = word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS)
    return bare if len(set(bare)) >= 3 else word


def letter_dropped(word: str, rng: random.Random) -> str:
    if len(word) < 6:
        return word
    at = rng.randint(1, len(word) - 2)
    return word if word[at] in (word[at - 1], word[at + 1]) else word[:at] + word[at + 1 :]


def by_ear(word: str, rng: random.Random) -> str:
    sounds = [
        pair
        for pair in (("ck", "k"), ("f", "ph"), ("er", "a"), ("s", "z"), ("ing", "in"), ("ck", "cc"), ("c", "k"))
        if pair[0] in word
    ]
    if not sounds:
        return word
    written, heard = rng.choice(sounds)
    return word.replace(written, heard, 1)


def glued_before(word: str, rng: random.Random) -> str:
    return rng.choice(("you", "stupid", "mega", "lol", "super", "big", "your")) + word


def glued_after(word: str, rng: random.Random) -> str:
    return word + rng.choice(("you", "lol", "man", "face", "boy", "haha", "game"))


def plural_z(word: str, rng: random.Random) -> str:
    return word + "z"


def split_in_two(word: str, rng: random.Random) -> str:
    at = len(word) // 2
    return word[:at] + " " + word[at:]


def html_entities(word: str, rng: random.Random) -> str:
    return "".join(f"&#{ord(letter)};" for letter in word)


def markup(word: str, rng: random.Random) -> str:
    at = rng.randint(1, len(word) - 1)
    mark = rng.choice(("**", "__", "~~", "`"))
    return word[:at] + mark + word[at] + mark + word[at + 1 :]


SPELLING: dict[str, Disguise] = {
    "upper case": lambda word, rng: word.upper(),
    "mixed case": mixed_case,
    "leet digits": _some(DIGITS),
    "leet symbols": _some(SYMBOLS),
    "leet, all": _each(SYMBOLS | DIGITS),
    "masked vowel": masked_vowel,
    "masked vowels": masked_vowels,
    "masked inside": masked_inside,
    "one letter repeated": repeated,
    "letters repeated": repeated_all,
    "transposed": transposed,
    "without vowels": without_vowels,
    "letter dropped": letter_dropped,
    "by ear": by_ear,
    "reversed": reversed_word,
    "plural z": plural_z,
}
GLYPHS: dict[str, Disguise] = {
    **{name: _each(table) for name, table in STYLED.items()},
    "small capitals": _each(SMALL_CAPITALS),
    "superscript": _each(SUPERSCRIPT),
    "upside down": lambda word, rng: _each(UPSIDE_DOWN)(word, rng)[::-1],
    "Cyrillic": _some(CYRILLIC),
    "Greek": _some(GREEK),
    "accents": accents,
    "combining marks": combining,
    "zalgo": zalgo,
    "struck through": struck_through,
}
SPACING: dict[str, Disguise] = {
    "spaces": _joined(" "),
    "wide spaces": _joined("  "),
    "dots": _joined("."),
    "hyphens": _joined("-"),
    "underscores": _joined("_"),
    "asterisks": _joined("*"),
    "odd separators": odd_separators,
    "punctuation inside": punctuation_inside,
    "new lines": newlines,
    "emoji between": emoji_between,
    "invisible": invisible,
    "bidi override": bidi,
    "split in two": split_in_two,
    "glued before": glued_before,
    "glued after": glued_after,
    "HTML entities": html_entities,
    "markup inside": markup,
}
KINDS = SPELLING | GLYPHS | SPACING
# Pairs that people combine: a spelling or glyph disguise first, spacing or another glyph over it.
FIRST = (
    "leet digits",
    "leet symbols",
    "masked vowel",
    "one letter repeated",
    "mixed case",
    "by ear",
    "Cyrillic",
    "accents",
    "fullwidth",
    "math bold",
    "upper case",
)
SECOND = (
    "spaces",
    "dots",
    "hyphens",
    "odd separators",
    "invisible",
    "emoji between",
    "glued before",
    "glued after",
    "struck through",
    "one letter repeated",
    "mixed case",
    "plural z",
)
