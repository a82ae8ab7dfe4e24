"""Measures of a text's visible characters: repeated ones, symbols, marks, emoji."""

import re
import unicodedata
from collections.abc import Callable

from moderation.rules.emoji import clusters, count_emoji, is_emoji

# (category, start, end, what was measured)
Finding = tuple[str, int, int, str]
Measure = Callable[[str], Finding | None]


def repeated(limit: int, emotes: frozenset[str]) -> Measure:
    """One visible character more than `limit` times in a row, in either letter case."""
    run = rf"(?i:(\S)\1{{{limit},}})"

    def measure(content: str) -> Finding | None:
        if not content.isascii():
            return _repeated_clusters(content, limit)
        match = re.search(run, content)
        return ("repeated", *match.span(), f"{match[1]} x {len(match[0])}") if match else None

    return measure


def _repeated_clusters(content: str, limit: int) -> Finding | None:
    """The first run that is longer than the limit; characters that show nothing do not part it."""
    at = start = end = count = 0
    repeated = ""
    for cluster in clusters(content):
        seen = cluster.lower()
        if seen != repeated and not _is_invisible(seen):
            if count > limit:
                break
            repeated, start, count = seen, at, 0
        at += len(cluster)
        if seen == repeated and not seen.isspace():
            count += 1
            end = at
    return ("repeated", start, end, f"{repeated} x {count}") if count > limit else None


def _is_invisible(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in ("Cf", "Cc") and not cluster[0].isspace()


def symbols(limit: dict[str, float], emotes: frozenset[str]) -> Measure:
    """More than `share` of at least `minLength` visible characters are neither letter, digit, mark nor emoji."""
    share, fewest = limit["share"], limit["minLength"]

    def measure(content: str) -> Finding | None:
        visible = [sign for sign in clusters(content) if not sign[0].isspace() and not _is_invisible(sign)]
        symbols = sum(map(_is_symbol, visible))
        if len(visible) < fewest or symbols <= share * len(visible):
            return None
        return "symbols", 0, len(content), f"{symbols} of {len(visible)}"

    return measure


def _is_symbol(cluster: str) -> bool:
    return unicodedata.category(cluster[0])[0] in "PSC" and not is_emoji(cluster)


def marks(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` combining marks on one character (zalgo); no living script stacks more than four."""

    def measure(content: str) -> Finding | None:
        if content.isascii():
            return None
        run = 0
        for index, character in enumerate(content):
            run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
            if run > limit:
                return "marks", max(0, index - run), len(content), f"{run} marks on one character"
        return None

    return measure


def emoji(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` emoji."""

    def measure(content: str) -> Finding | None:
        if content.isascii():
            return None
        count = count_emoji(content)
        return ("emoji", 0, len(content), str(count)) if count > limit else None

    return measure
