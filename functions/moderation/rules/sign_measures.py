"""Measures of a text's visible characters: repeated ones, symbols, marks, emoji."""

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate, groupby
from operator import eq, itemgetter

from moderation.rules.emoji import clusters, count_emoji, is_emoji

# (category, start, end, what was measured)
Finding = tuple[str, int, int, str]


class Seen:
    """A text and, parted once for all measures, its visible characters."""

    __slots__ = ("_signs", "content")

    def __init__(self, content: str) -> None:
        self.content = content
        self._signs: list[str] | None = None

    @property
    def signs(self) -> list[str]:
        """The visible characters in order."""
        if self._signs is None:
            self._signs = clusters(self.content)
        return self._signs


Measure = Callable[[Seen], Finding | None]


def repeated(limit: int, emotes: frozenset[str]) -> Measure:
    """One visible character more than `limit` times in a row, in either letter case."""
    run = rf"(\S)\1{{{limit},}}"

    def measure(seen: Seen) -> Finding | None:
        lowered = seen.content.lower()
        if not any(lowered.count(character) > limit for character in set(lowered)):
            return None
        if not seen.content.isascii():
            return _repeated_signs(seen.signs, limit)
        match = re.search(run, lowered)
        return ("repeated", *match.span(), f"{match[1]} x {len(match[0])}") if match else None

    return measure


def _repeated_signs(signs: list[str], limit: int) -> Finding | None:
    """The first run that is longer than the limit; characters that show nothing do not part it."""
    hidden = {sign for sign in set(signs) if _is_invisible(sign)}
    lowered = [sign.lower() for sign in signs if sign not in hidden]
    if b"\1" * limit not in bytes(map(eq, lowered, lowered[1:])):
        return None
    starts = list(accumulate(map(len, signs), initial=0))
    places_shown = [place for place, sign in enumerate(signs) if sign not in hidden]
    for sign, run in groupby(zip(lowered, places_shown, strict=True), itemgetter(0)):
        places = [place for _, place in run]
        if len(places) > limit and not sign.isspace():
            return "repeated", starts[places[0]], starts[places[-1] + 1], f"{sign} x {len(places)}"
    return None


def _is_invisible(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in ("Cf", "Cc") and not cluster[0].isspace()


def symbols(limit: dict[str, float], emotes: frozenset[str]) -> Measure:
    """More than `share` of at least `minLength` visible characters are neither letter, digit, mark nor emoji."""
    share, fewest = limit["share"], limit["minLength"]

    def measure(seen: Seen) -> Finding | None:
        kinds = set(seen.signs)
        hidden = {sign for sign in kinds if sign[0].isspace() or _is_invisible(sign)}
        drawn = {sign for sign in kinds - hidden if _is_symbol(sign)}
        visible = len(seen.signs) - sum(map(hidden.__contains__, seen.signs))
        symbols = sum(map(drawn.__contains__, seen.signs))
        if visible < fewest or symbols <= share * visible:
            return None
        return "symbols", 0, len(seen.content), f"{symbols} of {visible}"

    return measure


def _is_symbol(cluster: str) -> bool:
    return unicodedata.category(cluster[0])[0] in "PSC" and not is_emoji(cluster)


def marks(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` combining marks on one character (zalgo); no living script stacks more than four."""

    def measure(seen: Seen) -> Finding | None:
        if seen.content.isascii():
            return None
        stacked = {sign for sign in set(seen.content) if unicodedata.category(sign) in ("Mn", "Me")}
        if not stacked:
            return None
        first = last = most = run = 0
        for index, character in enumerate(seen.content):
            run = run + 1 if character in stacked else 0
            if run > limit:
                first = first if most else max(0, index - run)
                last, most = index + 1, max(most, run)
        return ("marks", first, last, f"{most} marks on one character") if most else None

    return measure


def emoji(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` emoji."""

    def measure(seen: Seen) -> Finding | None:
        content = seen.content
        # Each has at least one code point of its own.
        if len(content) - len(content.encode("ascii", "ignore")) <= limit:
            return None
        count = count_emoji(seen.signs)
        return ("emoji", 0, len(content), str(count)) if count > limit else None

    return measure
