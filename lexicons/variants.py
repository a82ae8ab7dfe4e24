"""Misspellings of one word that a reader still takes for it. Only whole tokens may match them.

Doubled letters, disguised letters and separators are not here: the engine undoes those. The caller removes what is
an ordinary word, a name or an entry of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOWELS = set("aeiouyаеиоуыэюя")
# Scripts in which a swapped or dropped letter leaves a word that is still read; folded, so without marks.
_LETTERS = set("abcdefghijklmnopqrstuvwxyzабвгдежзиклмнопрстуфхцчшщъыьэюя")
# Shorter words have too many neighbours that mean something else.
SHORTEST = 4
SHORTEST_DELETION = 5
SHORTEST_ABROAD = 6
SHORTEST_SKELETON = 3
# From this length on a letter may be wrong, one too many or missing; the engine undoes that too.
SHORTEST_CLOSE = 5
SHORTEST_CLOSE_ABROAD = 6
SHORTEST_TWICE = 6
# What may be a word of some other language is too often one if it is shorter.
SHORTEST_UNCERTAIN = 4
# Of a rare word only what nobody could take for anything else.
SHORTEST_RARE = 6
SHORTEST_RARE_SKELETON = 4
# A long one is put together of words that the engine finds by themselves.
LONGEST_RARE = 8
_INNER_VOWELS = "aeiouy"
# Rows of keys, each shifted half a key against the one above.
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Written > seen: letters that look alike in some typeface.
_SHAPES = [tuple(shape.split(">")) for shape in "i>l i>j l>i h>ln d>cl m>rn w>vv w>uu u>v v>u e>c g>q".split()]
# What stands for any vowel.
_CROSSED = "x"
# Written > heard.
_SOUNDS = [
    tuple(sound.split(">"))
    for sound in """
ck>k ck>c ck>x ck>q cks>x ck>kk ck>cc c>k k>c f>ph f>v ph>f s>z z>s i>y y>i ee>ea u>oo u>v o>u er>a er>ah er>uh
er>r er>or or>er ing>in ing>ng wh>h ou>oo ss>zz sh>sch ch>tch tch>ch tch>sh qu>kw x>ks ew>oo ie>y y>ie
i>ee y>ee y>ey gg>qq g>q a>ah or>ore ore>or wh>w
""".split()
]


def _squashed(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if at == 0 or word[at - 1] != letter)


def transposed(word: str) -> Iterator[str]:
    """The word with two neighbours swapped."""
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _deleted(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        inner = 0 < at < len(word) - 1
        if inner and (len(word) >= SHORTEST_DELETION or letter in VOWELS):
            yield word[:at] + word[at + 1 :]


def _sounded(word: str) -> Iterator[str]:
    for written, heard in _SOUNDS:
        if written in word:
            yield word.replace(written, heard, 1)
            yield word.replace(written, heard)


def _substituted(word: str) -> Iterator[str]:
    """The key beside the right one, or for a vowel another or a cross, anywhere but at the start."""
    for at, letter in enumerate(word[1:], 1):
        for other in _neighbours(letter) + (_INNER_VOWELS + _CROSSED if letter in _INNER_VOWELS else ""):
            yield word[:at] + other + word[at + 1 :]


def _shaped(word: str) -> Iterator[str]:
    """One letter drawn by another that looks like it, or by two."""
    for drawn, seen in _SHAPES:
        at = word.find(drawn)
        while at >= 0:
            yield word[:at] + seen + word[at + len(drawn) :]
            at = word.find(drawn, at + 1)


def _inserted(word: str) -> Iterator[str]:
    """A letter too many: the key beside the one before or behind, or the "h" that nobody hears."""
    for at in range(1, len(word)):
        for letter in "h" + _neighbours(word[at - 1]) + _neighbours(word[at]):
            yield word[:at] + letter + word[at:]


def _neighbours(letter: str) -> str:
    """The keys around a letter's."""
    found = ""
    for number, row in enumerate(_KEYBOARD):
        at = row.find(letter)
        if at >= 0:
            found += row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            found += _KEYBOARD[number - 1][at : at + 2] if number else ""
            found += "".join(below[max(0, at - 1) : at + 1] for below in _KEYBOARD[number + 1 : number + 2])
    return found


def _skeletons(word: str, shortest: int) -> Iterator[str]:
    """The word without its inner vowels, and with a "y" at its end."""
    bare = word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS)
    if bare == word[:-1]:
        # Only the end of an acronym.
        return
    for skeleton in (bare, bare + "y") if word.endswith("y") else (bare,):
        if len(_squashed(skeleton)) >= shortest:
            yield skeleton


def swapped(word: str) -> set[str]:
    """Only the misspellings that are safe in any language: two inner neighbours of a long word swapped."""
    if len(word) < SHORTEST_ABROAD or not _LETTERS.issuperset(word):
        return set()
    return {variant for variant in transposed(word) if (variant[0], variant[-1]) == (word[0], word[-1])}


def variants(word: str, rare: bool = False) -> set[str]:
    """Misspellings of a folded English word: neighbours swapped, a letter or all inner vowels dropped, by ear."""
    if len(word) < SHORTEST or not _LETTERS.issuperset(word):
        return set()
    found = {*_sounded(word), *transposed(word)}
    found |= set(_skeletons(word, SHORTEST_RARE_SKELETON if rare else SHORTEST_SKELETON))
    if not rare or SHORTEST_RARE <= len(word) <= LONGEST_RARE:
        found |= set(_deleted(word))
    return _different(found, word)


def close(word: str, slips: bool) -> set[str]:
    """The same and more, for a word that is misspelled often: look-alikes, two sounds, and `slips` of short words."""
    if len(word) < SHORTEST or not _LETTERS.issuperset(word):
        return set()
    found = variants(word) | set(_shaped(word))
    if slips and len(word) < SHORTEST_CLOSE:
        found |= {*_substituted(word), *_inserted(word)}
    if len(word) >= SHORTEST_TWICE:
        found |= {twice for once in set(_sounded(word)) for twice in _sounded(once)}
    return _different(found, word)


def likely(word: str) -> set[str]:
    """The misspellings that are meant even where they are words of another language; turned ones are among them."""
    found = {*transposed(word), *_sounded(word), word[::-1]}
    if len(word) >= SHORTEST_DELETION:
        found |= {*_deleted(word), *_skeletons(word, SHORTEST_SKELETON)}
    return {variant for variant in _different(found, word) if len(variant) >= SHORTEST_UNCERTAIN}


def _different(found: set[str], word: str) -> set[str]:
    """What only adds or removes a doubling is the same word to the engine."""
    return {variant for variant in found if len(variant) >= SHORTEST_SKELETON and _squashed(variant) != _squashed(word)}
