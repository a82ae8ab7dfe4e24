"""Words whose spaces are in the wrong places: "y oua reac unt", "wha tash ithole".

With the spaces put right only common words are beside the term, where before there was hardly a word.
"""

from moderation.rules.term_matching.between import Between
from moderation.rules.term_matching.chunk_pieces import Piece
from moderation.rules.term_matching.evidence import is_function_word
from moderation.rules.term_matching.inside_token import inside
from moderation.rules.term_matching.ordinary import common
from moderation.rules.term_matching.term_table import Pattern, TermTable
from moderation.rules.work import Work
from moderation.text.common_words import COMMON
from moderation.text.pieces import squash

# How many pieces may belong to it before and behind those over which the term goes.
_BESIDE_MAX = 3
_LETTERS_MAX = 32
# Two are too often words that are not among the commonest: "ranch ink".
_LEAST_PIECES = 3
_LEAST_LETTERS = 4
# Fewer letters beside the term are no word that anybody moved.
_LEAST_BESIDE = 3
_LEAST_SEVERITY = 2
_SINGLE = frozenset("aiu")
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
    table: TermTable, pieces: list[Piece], between: Between, first: int, final: int, work: Work
) -> tuple[int, int, int] | None:
    """(first piece, last piece, term) of a term that goes over pieces `first` to `final`, and ends inside of one."""
    if not between.spaced(first, final):
        return None
    for start in range(first, max(-1, first - 1 - _BESIDE_MAX), -1):
        if _in_place(pieces[start][0]) or not between.spaced(start, first):
            break
        for end in range(final, min(len(pieces), final + 1 + _BESIDE_MAX)):
            if _in_place(pieces[end][0]) or not between.spaced(final, end) or not work.take(1):
                break
            if end - start + 1 < _LEAST_PIECES:
                continue
            number = _put_right(table, [piece[0] for piece in pieces[start : end + 1]])
            if number is not None:
                return start, end, number
    return None


def _in_place(word: str) -> bool:
    return common(word) or (len(word) > 1 and is_function_word(word))


def _put_right(table: TermTable, pieces: list[str]) -> int | None:
    letters = "".join(pieces)
    if len(letters) > _LETTERS_MAX or not letters.isalpha():
        return None
    key = squash(letters)
    if table.token(key, letters) is not None:
        # What is only spelled is found elsewhere.
        return None
    for start, end, number, _ in inside(table, key, letters, 0, loose=True) or ():
        if (
            len(squash(letters[start:end])) >= _LEAST_LETTERS
            and len(letters) - (end - start) >= _LEAST_BESIDE
            and _telling(table, number)
            # Spaces were moved: there are no more words than before.
            and _words(letters[:start]) + 1 + _behind(table, letters, start, end) <= len(pieces)
        ):
            return number
    return None


def _telling(table: TermTable, number: int) -> bool:
    canonical, _, severity, _, languages, _ = table.term(number)
    return severity >= _LEAST_SEVERITY and languages[:1] in ((), ("en",)) and " " not in canonical


def _behind(table: TermTable, letters: str, start: int, end: int) -> int:
    """How many words stand behind a term; none where it goes on itself."""
    known = table.token(squash(letters[start:]), letters[start:])
    return 0 if known is not None and known[1] == "f" else _words(letters[end:])


def _words(letters: str) -> int:
    """Of how many common words letters are a sequence, at least; many if of none."""
    fewest = [0] + [_LETTERS_MAX] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(end):
            word = letters[start:end]
            if fewest[start] + 1 < fewest[end] and (word in COMMON if len(word) > 1 else word in _SINGLE):
                fewest[end] = fewest[start] + 1
    return fewest[-1]
