"""Figures wedged between syllables of scripts that write no figures inside of words: "씨1발", "傻1逼"."""

import re

from moderation.rules.term_matching.term_table import Finding, TermTable
from moderation.rules.term_matching.token_judge import certain
from moderation.text.pieces import squash

_SYLLABLE = "[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]"
_WEDGED = rf"(?<={_SYLLABLE})\d{{1,2}}(?={_SYLLABLE})"


def wedged(table: TermTable, text: str) -> list[Finding]:
    """Findings in a chunk that none of its letters, but the figures between them, hide; plain terms only."""
    if text.isascii() or not re.search(_WEDGED, text):
        return []
    left_out = {place for match in re.finditer(_WEDGED, text) for place in range(*match.span())}
    places = [place for place in range(len(text)) if place not in left_out]
    letters = "".join([text[place] for place in places])
    found = []
    for start, end, term, how in certain(table, letters, squash(letters)) or ():
        first, last = places[start], places[end - 1] + 1
        if how == "plain" and last - first > end - start:
            found.append((first, last, term, "split"))
    return found
