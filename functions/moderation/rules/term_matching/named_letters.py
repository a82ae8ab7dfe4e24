"""Words spelled by their letters' names: "eff you see kay", "Foxtrot Uniform Charlie Kilo", "B, I, T, C and H"."""

import re

from moderation.rules.term_matching.term_table import Span, TermTable
from moderation.rules.work import Work
from moderation.text.pieces import squash

_SOUNDS = (
    "a:ay b:bee,be c:cee,see,sea d:dee e:ee f:eff g:gee h:aitch,haitch,aych,haych i:eye j:jay k:kay l:ell "
    "m:em n:en,enn o:oh p:pee q:cue,queue r:ar,are,arr s:ess t:tee,tea u:you,yu v:vee x:ex y:why,wye z:zee,zed"
)
_RADIO = (
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa "
    "quebec romeo sierra tango uniform victor whiskey xray yankee zulu"
)
_LETTERS = {
    name: letter
    for letter, _, names in (named.partition(":") for named in _SOUNDS.split())
    for name in names.split(",")
}
_LETTERS.update((name, name[0]) for name in _RADIO.split())
# Names that are hardly ever anything else; without one of them, or a word between letters, nothing is spelled.
TELLING = frozenset("aitch haitch aych haych enn eff ess tee kay cee dee ell vee wye zee zed".split()) | frozenset(
    _RADIO.split()
)
BETWEEN = frozenset("and then dot point period dash hyphen space star slash underscore".split())
_WORD = r"[^\W\d_]+"
_LEAST = 3
# Letters that are words.
_WORDS = frozenset("aiu")


def named_letters(table: TermTable, text: str, work: Work) -> list[Span]:
    """Findings in the runs of letters' names in a folded text; a run has to be a term as it stands, no more."""
    found: list[Span] = []
    run: list[tuple[str, int, int]] = []
    telling = between = False
    for match in re.finditer(_WORD, text + " end."):
        word = match[0]
        letter = word if len(word) == 1 else _LETTERS.get(word)
        if letter is not None:
            run.append((letter, match.start(), match.end()))
            telling = telling or between or word in TELLING
        elif run and word in BETWEEN:
            between = True
        else:
            if telling and len(run) >= _LEAST and work.take(1):
                found += _whole(table, text, run)
            run, telling, between = [], False, False
    return found


def _whole(table: TermTable, text: str, run: list[tuple[str, int, int]]) -> list[Span]:
    letters = "".join([letter for letter, _, _ in run])
    # In front and behind may stand a word that only sounds like a letter: "you are a dee eye see kay", "eff you, you".
    # The letters of initials are all its own: S.P.I.C.E.
    words = [end - start > 1 or letter in _WORDS or text[:start].endswith("'") for letter, start, end in run]
    for last in (len(run), len(run) - words[-1]):
        for first in range(last - _LEAST + 1):
            if not all(words[:first]):
                break
            rest = letters[first:last]
            known = table.token(squash(rest), rest)
            if known is not None and known[1] == "f":
                return [(run[first][1], run[last - 1][2], known[0], "spelled")]
    return []
