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
# Written > heard.
_SOUNDS = [
    tuple(sound.split(">"))
    for sound in """
ck>k ck>c ck>x ck>q cks>x ck>kk ck>cc c>k k>c f>ph f>v ph>f s>z z>s i>y y>i ee>ea u>oo u>v o>u er>a er>ah er>uh
er>r er>or or>er ing>in ing>ng wh>h ou>oo ss>zz sh>sch ch>tch tch>ch tch>sh qu>kw x>ks ew>oo ie>y y>ie
""".split()
]


def _squashed(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if at == 0 or word[at - 1] != letter)


def _transposed(word: str) -> Iterator[str]:
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


def swapped(word: str) -> set[str]:
    """Only the misspellings that are safe in any language: two inner neighbours of a long word swapped."""
    if len(word) < SHORTEST_ABROAD or not _LETTERS.issuperset(word):
        return set()
    return {variant for variant in _transposed(word) if (variant[0], variant[-1]) == (word[0], word[-1])}


def variants(word: str) -> set[str]:
    """Misspellings of a folded English word: neighbours swapped, a letter or all inner vowels dropped, by ear."""
    if len(word) < SHORTEST or not _LETTERS.issuperset(word):
        return set()
    found = {*_transposed(word), *_deleted(word), *_sounded(word)}
    skeleton = word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS)
    if len(_squashed(skeleton)) >= SHORTEST_SKELETON:
        found.add(skeleton)
    # What only adds or removes a doubling is the same word to the engine.
    return {variant for variant in found if len(variant) >= SHORTEST_SKELETON and _squashed(variant) != _squashed(word)}
