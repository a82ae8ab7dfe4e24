"""Words that something else was put into, or that break off: "fu then ck", "shi no wait t", "holy shi-".

What is left of such a word is no word of its own, and begins one that is listed.
"""

import re

from moderation.rules.evidence import is_function_word, shared_languages
from moderation.rules.term_table import TermTable
from moderation.rules.work import Work
from moderation.text.common_words import COMMON
from moderation.text.pieces import squash

# (start, end, term, reading): indices into the reading's text.
Span = tuple[int, int, int, str]

_SHORTEST, _LONGEST = 2, 12
# Letters that may be missing behind a beginning.
_MISSING = 6
_LEAST_SEVERITY = 2
_LEAST_LETTERS = 4
# So many words may stand in between; with more of them they are a sentence.
_BETWEEN_MAX = 2
_INTERJECTED = frozenset(
    "um umm uh uhh er err erm hmm hm lol lmao lmfao rofl xd oops cough ahem beep meow hic nah yo ok".split()
)
_LAUGH = r"(?:b?w?a?(?:h[aeiouy]+){2,}h?|(?:x+d+)+|k{3,})"
# Of a word that breaks off so much is there, and a third of that may be missing.
_LEAST_LEFT = 3
_READ = 3
_DOTS = 2


def opens(table: TermTable, letters: str) -> bool:
    """Whether letters are no common word but the beginning of a listed one, as it is spelled."""
    length = len(letters)
    if not _SHORTEST <= length <= _LONGEST or letters in COMMON or not letters.isalpha():
        return False
    wanted = f";{letters}"
    return any(wanted in f";{table.close(f'{longer}{letters[0]}')}" for longer in range(length + 1, length + _MISSING))


def torn(table: TermTable, text: str, pieces: list[tuple[str, int, int, bool]], work: Work) -> list[Span]:
    """Findings in the words of a folded text that break off, or go on behind one or two others.

    `pieces` are (letters, start, end, whether their chunk has one that `opens` a word).
    """
    found: list[Span] = []
    for at, (letters, start, end, may_open) in enumerate(pieces):
        if not may_open or not opens(table, letters):
            continue
        if not work.take(1):
            break
        number = _broken_off(table, letters, text[end : end + _DOTS])
        if number is not None:
            found.append((start, end, number, "masked"))
            continue
        for following in range(at + 1, min(at + 1 + _BETWEEN_MAX, len(pieces) - 1)):
            if not _said(pieces[following][0]):
                break
            rest, _, last, _ = pieces[following + 1]
            number = _whole(table, letters, rest)
            if number is not None:
                found.append((start, last, number, "split"))
                break
    return found


def _broken_off(table: TermTable, letters: str, behind: str) -> int | None:
    """The term of which a beginning is there, if the signs behind it tell that it is one."""
    least = _LEAST_LEFT if behind[:1] == "-" else _LEAST_LETTERS
    if len(letters) < least or not (behind.rstrip() == "-" or behind[:2] in ("--", "..")) or is_function_word(letters):
        return None
    for missing in range(1, max(1, len(letters) // _READ) + 1):
        for item in table.masked(f"{len(letters) + missing}{letters[0]}"):
            word, _, number = item.partition(":")
            if word.startswith(letters) and _strong(table, int(number)):
                return int(number)
    return None


def _said(word: str) -> bool:
    """Whether a word may be said in between: a common one, a laugh, or a cough."""
    return word in COMMON or word in _INTERJECTED or re.fullmatch(_LAUGH, word) is not None


def _whole(table: TermTable, letters: str, rest: str) -> int | None:
    if rest in COMMON or (len(rest) == 1 and len(letters) < _LEAST_LEFT) or shared_languages([letters, rest]):
        return None
    word = letters + rest
    known = table.token(squash(word), word) if len(word) >= _LEAST_LETTERS else None
    return known[0] if known is not None and known[1] == "f" and _strong(table, known[0]) else None


def _strong(table: TermTable, number: int) -> bool:
    """Whether a term is strong, and none of a foreign language, whose small words begin too many."""
    _, _, severity, _, languages, _ = table.term(number)
    return severity >= _LEAST_SEVERITY and languages[:1] in ((), ("en",))
