"""Words whose spaces are in the wrong places: "y oua reac unt", "wha tash ithole".

With the spaces put right only common words are beside the term, where before there was hardly a word.
"""

import functools

from moderation.rules.term_matching.between import Between
from moderation.rules.term_matching.chunk_pieces import Piece
from moderation.rules.term_matching.evidence import is_function_word
from moderation.rules.term_matching.inside_token import inside
from moderation.rules.term_matching.ordinary import common
from moderation.rules.term_matching.term_table import Pattern, TermTable
from moderation.rules.work import CANDIDATE, Work
from moderation.text.common_words import COMMON
from moderation.text.pieces import run_starts, squash

# How many pieces may belong to it before and behind those over which the term goes.
_BESIDE_MAX = 3
_LETTERS_MAX = 32
_SIDE_MAX = 16
# Two are too often words that are not among the commonest: "ranch ink".
_LEAST_PIECES = 3
_LEAST_LETTERS = 4
# Fewer letters beside the term are no word that anybody moved.
_LEAST_BESIDE = 3
_LEAST_SEVERITY = 2
# Units for what stands on both sides of a term.
_READ = 9
_SINGLE = frozenset("aiu")
_LONGEST_WORD = max(map(len, COMMON))
# Who moves one space moves more of them, and what is beside the terms repeats.
_REMEMBERED_MAX = 1024
# Modes of patterns that are looked for inside of tokens.
_IN_TOKENS = "spw"


def may_be_shifted(table: TermTable, patterns: tuple[Pattern, ...], words: list[str]) -> bool:
    """Whether a pattern that goes over pieces may be meant so, and none of them is a word of its own."""
    return (
        patterns[0].length >= _LEAST_LETTERS
        and any(pattern.mode in _IN_TOKENS and _telling(table, pattern.term) for pattern in patterns)
        and not any(map(_in_place, words))
    )


def shifted(
    table: TermTable, pieces: list[Piece], between: Between, term: str, first: int, final: int, work: Work
) -> tuple[int, int, int] | None:
    """(first piece, last piece, number) of a squashed term that goes over pieces `first` to `final`.

    It begins or ends inside of a piece. With the spaces put right there are no more words than before.
    """
    together = "".join([piece[0] for piece in pieces[first : final + 1]])
    at = squash(together).find(term)
    if at < 0 or not between.spaced(first, final) or not work.take(_READ):
        return None
    starts = run_starts(together)
    begins, ends = starts[at], starts[at + len(term)]
    # What is in front of the term and what is behind it are words each by itself: not every span needs to be read.
    behind = _behind(table, pieces, between, final, together[begins:ends], together[ends:])
    for start, front, before in _before(pieces, between, first, together[:begins]):
        for end, back, after in behind:
            count = end - start + 1
            letters = front + together[begins:ends] + back
            if count < _LEAST_PIECES or before + 1 + after > count or not _fits(letters, len(front) + len(back)):
                continue
            if not work.take(CANDIDATE):
                return None
            number = _inside(table, letters, len(front))
            if number is not None:
                return start, end, number
    return None


def _in_place(word: str) -> bool:
    return common(word) or (len(word) > 1 and is_function_word(word))


def _fits(letters: str, beside: int) -> bool:
    return beside >= _LEAST_BESIDE and len(letters) <= _LETTERS_MAX and letters.isalpha()


def _before(pieces: list[Piece], between: Between, first: int, letters: str) -> list[tuple[int, str, int]]:
    """Each piece with which the words in front of a term may begin, their letters and how many words they are."""
    found = []
    for place in range(first, max(-1, first - 1 - _BESIDE_MAX), -1):
        if place < first:
            if _in_place(pieces[place][0]) or not between.spaced(place, first):
                break
            letters = pieces[place][0] + letters
        words = _words(letters)
        if words is not None:
            found.append((place, letters, words))
    return found


def _behind(
    table: TermTable, pieces: list[Piece], between: Between, final: int, term: str, letters: str
) -> list[tuple[int, str, int]]:
    """The same for the words behind a term; those with which it is a term again are none."""
    found = []
    for place in range(final, min(len(pieces), final + 1 + _BESIDE_MAX)):
        if place > final:
            if _in_place(pieces[place][0]) or not between.spaced(final, place):
                break
            letters += pieces[place][0]
        known = table.token(squash(term + letters), term + letters)
        words = 0 if known is not None and known[1] == "f" else _words(letters)
        if words is not None:
            found.append((place, letters, words))
    return found


def _inside(table: TermTable, letters: str, at: int) -> int | None:
    """The strong English term that is there in letters, if they are not one token themselves."""
    key = squash(letters)
    if table.token(key, letters) is not None:
        return None
    for start, _, number, _ in inside(table, key, letters, 0, loose=True) or ():
        if start == at and _telling(table, number):
            return number
    return None


def _telling(table: TermTable, number: int) -> bool:
    canonical, _, severity, _, languages, _ = table.term(number)
    return severity >= _LEAST_SEVERITY and languages[:1] in ((), ("en",)) and " " not in canonical


@functools.lru_cache(_REMEMBERED_MAX)
def _words(letters: str) -> int | None:
    """Of how many common words letters are a sequence, at least; None if of none."""
    length = len(letters)
    if length > _SIDE_MAX:
        return None
    fewest = [0] + [_LETTERS_MAX] * length
    for start in range(length):
        words = fewest[start] + 1
        if words > _LETTERS_MAX:
            continue
        if letters[start] in _SINGLE:
            fewest[start + 1] = min(fewest[start + 1], words)
        for end in range(start + 2, min(length, start + _LONGEST_WORD) + 1):
            if words < fewest[end] and letters[start:end] in COMMON:
                fewest[end] = words
    return fewest[-1] if fewest[-1] < _LETTERS_MAX else None
