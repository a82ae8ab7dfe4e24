"""Texts of 500 code points that make filters work hardest: stems repeated, and soups in which nothing repeats.

The soups are of the kind in which a search by mutation ended, which kept what cost
more: unlike words, signs and scripts in a row, with a sign between that belongs to both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.text.common_words import COMMON

if TYPE_CHECKING:
    import random

LONGEST = 500
SOUPS = 60
_REPEATED = (
    "f u c k ", "s.h.i.t.", "asshi", "fuc", "a$$h0l ", "f*", "n1gg3", "sh1", "@",
    "\u200bf", "f\u0336u\u0336", "ｆｕｃ", "🅵🆄",
    "fcuk", "b i t c", "&#102;", "%66", "a ",
    "1!|", "aaaa", "ﷺ", "ꭰé́́́", "fuck ", "nigger nigger ", "se men ", "por no ",
    "f oder ", "ni que ", "s: let ", "b***k ",
)  # fmt: skip
_INGREDIENTS = (
    "f u c k", "asshi", "fuc", "a$$h0l", "f*", "n1gg3", "sh1",
    "fcuk", "b i t c", "&#102;", "%66", "1!", "se men", "f oder",
    "f**k", "b***k", "f_k", "(um", "**",
    "--", "..", "z**2", "a.b", "sl ut", "pen is", "co ck", "di ck", "an al", "a55h", "$h!7",
    "wh0re", "p0rn", "t1t5", "b1", "c0", "6 9", "14 88", "1.2.3.4",
    "@tit", "</b>", "\\/\\/", "(\\/", "vv", "f\u0336u\u0336", "ｆｕｃ", "ɐ",
    "ф", "а", "н", "шлюха", "चूत", "クソ", "死ね", "😂", "🇫", "+1 555", "www.", ".com", "%s:", "'", "&amp;",
)  # fmt: skip
_BETWEEN = ("'", "'", "*", ".", "-", " ", "")


def repetitions() -> list[str]:
    """Stems, each repeated to the end, and what soups are made of, with each sign between."""
    stems = (*_REPEATED, *(f"{ingredient}{sign}" for ingredient in _INGREDIENTS for sign in dict.fromkeys(_BETWEEN)))
    return [(stem * LONGEST)[:LONGEST] for stem in stems]


def soups(rng: random.Random) -> list[str]:
    """Words, signs and scripts, all mixed."""
    words = sorted(COMMON)
    found = []
    for _ in range(SOUPS):
        tokens = [rng.choice(_INGREDIENTS) if rng.random() < 0.8 else rng.choice(words) for _ in range(LONGEST // 2)]
        found.append(rng.choice(_BETWEEN).join(tokens)[:LONGEST])
    return found


def alternation(rng: random.Random) -> str:
    """Two or three parts of soups and of words, again and again."""
    words = sorted(COMMON)
    parts = [rng.choice(_INGREDIENTS) if rng.random() < 0.7 else rng.choice(words) for _ in range(rng.randint(2, 3))]
    return (rng.choice(_BETWEEN).join([*parts, ""]) * LONGEST)[:LONGEST]
