"""Words of which each letter is written as its number: "6-21-3-11", "66 75 63 6b", "102-117-99-107", in bits.

Only what is spelled right counts, and where all numbers stand for letters: they say something else nearly always.
"""

from moderation.rules.term_matching.term_table import Span, TermTable
from moderation.rules.term_matching.token_judge import certain
from moderation.rules.work import Work
from moderation.text.pieces import compiled, squash

_LEAST = 4
_LEAST_SEVERITY = 2
_NUMBER = "(?:0x)?[0-9a-f]{1,8}"
# Not a part of a price, a version or a longer number.
_NUMBERS = rf"(?<![\w.,:]){_NUMBER}(?:[-, /|]{_NUMBER}){{{_LEAST - 1},}}(?![\w:])"
_BITS = 8
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def numbered_letters(table: TermTable, text: str, work: Work) -> list[Span]:
    """Findings in the runs of numbers of a folded text."""
    found: list[Span] = []
    for match in compiled(_NUMBERS).finditer(text):
        places = [number.span() for number in compiled(_NUMBER).finditer(text, *match.span())]
        numbers = [text[first:last] for first, last in places]
        for letters in _spelled(numbers):
            if not work.take(1):
                return found
            found += _terms(table, letters, places)
    return found


def _terms(table: TermTable, letters: str, places: list[tuple[int, int]]) -> list[Span]:
    found: list[Span] = []
    at = 0
    for word in letters.split(" "):
        for start, end, term, how in certain(table, word, squash(word)) or ():
            if how == "plain" and end - start >= _LEAST and table.term(term)[2] >= _LEAST_SEVERITY:
                found.append((places[at + start][0], places[at + end - 1][1], term, "spelled"))
        at += len(word) + 1
    return found


def _spelled(numbers: list[str]) -> list[str]:
    """What numbers spell, a space for a space, in each way in which all of them stand for letters."""
    spelled = []
    if all(map(str.isdecimal, numbers)):
        if all(len(number) <= 2 for number in numbers):
            spelled.append(_letters([int(number) + 96 for number in numbers]))
        elif all(len(number) == _BITS for number in numbers):
            spelled.append(_letters([int(number, 2) if set(number) <= {"0", "1"} else 0 for number in numbers]))
        else:
            spelled.append(_letters(list(map(int, numbers))))
    spelled.append(_letters([int(number, 16) for number in numbers]))
    return [letters for letters in spelled if letters]


def _letters(codes: list[int]) -> str:
    """The letters with these codes, "" if one is the code of something else."""
    letters = "".join([chr(code) for code in codes if code < 128]).lower()
    return letters if len(letters) == len(codes) and set(letters) <= {*_ALPHABET, " "} else ""
