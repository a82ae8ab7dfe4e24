"""Letters spelled one by one: f u c k, f.u.c.k, s-h_!/t."""

import itertools

from moderation.rules.term_matching.chunk import read_chunk
from moderation.rules.term_matching.term_table import Span, TermTable
from moderation.rules.work import Work
from moderation.text.pieces import compiled

_UNIT = r"[\w@$!|+(<{\[€£¢¥#^%&?*]"
# All are compiled by the first text that needs them, not in a cold start.
# One character, one separator, and so on: the places tell letters from separators, so signs can be letters.
_STRICT = rf"(?<!\w){_UNIT}(?:\W{_UNIT}){{2,}}(?!\w)"
# Wider separators, or letters doubled: only letters and digits are letters. Commas make lists.
_WIDE = r"(?<!\w)(\w)\1*(?:[^\w,]+(\w)\2*){2,}(?!\w)"
# Letters that are counted: "f1u2c3k4", "1) f 2) u 3) c". Figures are separators there.
_COUNTED = r"(?<!\w)(?:\d{1,2}\W{0,3})?[^\W\d_](?:\W{0,3}\d{1,2}\W{0,3}[^\W\d_]){3,}(?:\d{1,2})?(?!\w)"
_LETTER = r"(\w)\1*"
_UNITS_MAX = 64
_SPELLED_MIN = 3
# So few letters may be initials ("F. G. Z."): only what is spelled right counts.
_INITIALS_MAX = 4
_LETTER_WORDS = frozenset("aiu")


def spelled(table: TermTable, text: str, work: Work) -> list[Span]:
    """Findings in the runs of single characters of a folded text."""
    found: list[Span] = []
    for match in compiled(_STRICT).finditer(text):
        found += _read(table, text, work, [(at, at + 1) for at in range(match.start(), match.end(), 2)])
    for match in compiled(_WIDE).finditer(text):
        units = [unit.span() for unit in compiled(_LETTER).finditer(text, *match.span())]
        if match.end() - match.start() > 2 * len(units) - 1 and not _punctuated(text, units):
            found += _read(table, text, work, units)
    for match in compiled(_COUNTED).finditer(text):
        places = [place for place in range(*match.span()) if text[place].isalpha()]
        found += _judge(table, text, work, [(place, place + 1) for place in places])
    return found


def _punctuated(text: str, units: list[tuple[int, int]]) -> bool:
    """Whether signs cling to one side of the letters, not all alike: "%s: %s" is a sentence, "f. u. c." spells."""
    gaps = {text[end:start] for (_, end), (start, _) in itertools.pairwise(units)}
    return len(gaps) > 1 and any(
        not gap.isspace() and len(gap) > 1 and gap[0].isspace() != gap[-1].isspace() for gap in gaps
    )


def _read(table: TermTable, text: str, work: Work, places: list[tuple[int, int]]) -> list[Span]:
    places = places[:_UNITS_MAX]
    found = _judge(table, text, work, places)
    if not found and len(places) > _SPELLED_MIN and text[places[0][0]] in _LETTER_WORDS:
        # "such a s h 1 t": the article is no letter of the word.
        found = _judge(table, text, work, places[1:])
    return found


def _judge(table: TermTable, text: str, work: Work, places: list[tuple[int, int]]) -> list[Span]:
    letters = "".join(text[start] for start, _ in places)
    if letters.isdigit() or work.left < 0:
        return []
    chunk = read_chunk(table, letters, loose=True)
    work.left -= chunk.work
    found = []
    for start, end, term, how in chunk.findings:
        if how in ("uncertain", "near") or (
            len(letters) <= _INITIALS_MAX and how in ("misspelled", "glued", "stretched")
        ):
            continue
        found.append((places[start][0], places[end - 1][1], term, "split" if how == "plain" else how))
    return found
