"""Words of which only the ends are left, as newspapers write them: b******t, f----t, n#@*!r.

Whatever ordinary word may hide there too, it would not have been hidden. So the length and both ends decide, whole
tokens only.
"""

import re

from moderation.rules.term_matching.term_table import TermTable
from moderation.text.common_words import COMMON

_LETTERS = r"[^\W\d_]+"
# Signs that hide letters in any mixture; dashes and dots only alike, and three dots are an ellipsis.
_PICTURES = "\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff"
_SIGNS = rf"[*#█▇■●○•~%&^?@$!]{{2,}}|-{{2,}}|_{{2,}}|\.\.(?:\.\.+)?|[{_PICTURES}]"
# Compiled by the first text that needs it, not in a cold start.
_BLANKED = rf"(?<![\w*#%&^~=+$\\])({_LETTERS})({_SIGNS})({_LETTERS})(?![\w*#%&^~=+$\\(\[])"
# Powers and products of figures and unknowns: n**2, x**y, 3*x.
ARITHMETIC = r"(?:[nxyz]|\d+)\*+(?:[nxyz]|\d+)|[a-z]\*{1,3}\d+|\d+\*{1,3}[a-z]|.*\*\*\d.*"
# Signs that nobody puts between two words.
_STRONG = frozenset("*#█▇■●○•")
_EMPHASIS = "*_~"
_LEAST_SEVERITY = 2
# Nobody counts so many signs, nor half as many where most of the letters are left.
_UNCOUNTED = 8
_READABLE = 4
_LONGEST = 24
# A picture hides one letter or two, and more than two are left.
_ENDS = 2


def blanked_words(table: TermTable, text: str) -> list[tuple[int, int, int, str]]:
    """Findings in one chunk (closing stops removed by the caller), their reading "blanked"."""
    if len(text) > _LONGEST:
        return []
    body = text.strip(_EMPHASIS)
    at = text.index(body)
    found = []
    for match in re.finditer(_BLANKED, body):
        left, signs, right = match.groups()
        pictured = not signs[0].isascii() and signs[0] not in _STRONG
        if pictured and len(left) + len(right) <= _ENDS:
            continue
        if not pictured and _STRONG.isdisjoint(signs) and not (match[0] == body and _hiding(left, right)):
            continue
        if re.fullmatch(ARITHMETIC, match[0]):
            continue
        length = len(match[0])
        likely_ones = (length, length + 1) if pictured else (length,)
        for likely in (length, length - 1, length + 1) if _uncounted(left, signs, right) else likely_ones:
            number = _fitting(table, left, likely, right)
            if number is not None:
                found.append((at + match.start(), at + match.end(), number, "blanked"))
                break
    return found


def _uncounted(left: str, signs: str, right: str) -> bool:
    return len(signs) >= (_UNCOUNTED if len(left) + len(right) <= _READABLE else _UNCOUNTED // 2)


def _hiding(left: str, right: str) -> bool:
    """Whether dashes or dots hide letters, and are no pause between words ("no--so") and no face ("t__t")."""
    return left != right and not (left in COMMON and right in COMMON)


def _fitting(table: TermTable, left: str, length: int, right: str) -> int | None:
    for item in table.masked(f"{length}{left[0]}"):
        word, _, number = item.partition(":")
        if word.startswith(left) and word.endswith(right) and table.term(int(number))[2] >= _LEAST_SEVERITY:
            return int(number)
    return None
