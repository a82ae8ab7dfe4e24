"""Letters that are no word but the beginning of a listed one: what is left of a torn word."""

from moderation.rules.term_matching.term_table import TermTable
from moderation.text.common_words import COMMON

_SHORTEST, _LONGEST = 2, 12
# Fewer letters than this are missing.
_MISSING = 6


def opens(table: TermTable, letters: str, key: str) -> bool:
    """Whether letters, squashed the `key`, are no common word but the beginning of a listed one, as it is spelled."""
    length = len(letters)
    if not (_SHORTEST <= length <= _LONGEST and table.begins(key)) or letters in COMMON or not letters.isalpha():
        return False
    wanted = f";{letters}"
    for longer in range(length + 1, length + _MISSING):
        words = table.close(f"{longer}{letters[0]}")
        if words.startswith(letters) or wanted in words:
            return True
    return False
