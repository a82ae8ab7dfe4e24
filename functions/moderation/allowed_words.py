"""Allow-lists: words and phrases in which a hit does not count. Read only when there are hits."""

import functools
import re

# Compiled by the first hit, not in a cold start.
_WORD = r"\w+(?:['’]\w+)*"
WORDS_MAX = 6
_REMEMBERED_MAX = 64


def allowed_spans(content: str, phrases: frozenset[str]) -> list[tuple[int, int]]:
    """Spans of `content` that are one of the phrases (lower case, words joined by one space, up to WORDS_MAX words).

    Whole words only, as written: an allow-list excuses what the text says, not what a disguise makes of it.
    """
    if not phrases:
        return []
    words = [(match[0].lower(), match.start(), match.end()) for match in re.finditer(_WORD, content)]
    spans = []
    beginnings = _beginnings(phrases)
    for first in range(len(words)):
        if words[first][0] not in beginnings:
            continue
        phrase = ""
        for word, _, end in words[first : first + WORDS_MAX]:
            phrase = f"{phrase} {word}" if phrase else word
            if phrase in phrases:
                spans.append((words[first][1], end))
    return spans


@functools.lru_cache(_REMEMBERED_MAX)
def _beginnings(phrases: frozenset[str]) -> frozenset[str]:
    """The first words of the phrases; each rule of a policy has a set of its own."""
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def excuses(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a hit lies wholly within an allowed span: one word's excuse never covers its neighbour."""
    return any(first <= start and end <= last for first, last in spans)
