"""Shape: what a text looks like, whatever it says. Every measure is optional; each gives a hit of its own category."""

import re
import unicodedata
from collections.abc import Callable

from moderation.hit import Hit
from moderation.rules.emoji import count_emoji
from moderation.rules.finder import Find, Params
from moderation.subject import Subject

# (category, start, end, what was measured)
Finding = tuple[str, int, int, str]
Measure = Callable[[str], Finding | None]


def build(params: Params, emotes: frozenset[str]) -> Find:
    """One finder for the measures that the parameters name; those that a text is too short for are not taken."""
    measures = sorted(
        ((_MEASURES[name](limit, emotes), _SHORTEST[name](limit)) for name, limit in params.items()),
        key=lambda pair: pair[1],
    )

    def find(subject: Subject) -> list[Hit]:
        content = subject.content
        length = len(content)
        hits = []
        for measure, shortest in measures:
            if length < shortest:
                break
            finding = measure(content)
            if finding is not None:
                category, start, end, measured = finding
                hits.append(Hit("", "shape", category, 1, start, end, "plain", measured))
        return hits

    return find


def _length(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` code points; the hit is what lies beyond."""
    return lambda content: ("length", limit, len(content), str(len(content)))


def _capitals(limit: dict[str, float], emotes: frozenset[str]) -> Measure:
    """More than `share` of at least `minLetters` cased letters are capitals; emote names do not count."""
    share, fewest = limit["share"], limit["minLetters"]

    def measure(content: str) -> Finding | None:
        if content.islower():
            return None
        words = [word for word in content.split() if word not in emotes]
        upper = sum(sum(map(str.isupper, word)) for word in words)
        cased = upper + sum(sum(map(str.islower, word)) for word in words)
        if cased < fewest or upper <= share * cased:
            return None
        return "capitals", 0, len(content), f"{upper} of {cased} letters"

    return measure


def _repeated(limit: int, emotes: frozenset[str]) -> Measure:
    """One character more than `limit` times in a row."""
    run = rf"(\S)\1{{{limit},}}"

    def measure(content: str) -> Finding | None:
        match = re.search(run, content)
        return ("repeated", *match.span(), f"{match[1]} x {len(match[0])}") if match else None

    return measure


def _symbols(limit: dict[str, float], emotes: frozenset[str]) -> Measure:
    """More than `share` of at least `minLength` visible characters are neither letter, digit, mark nor emoji."""
    share, fewest = limit["share"], limit["minLength"]

    def measure(content: str) -> Finding | None:
        visible = [character for character in content if not character.isspace()]
        symbols = sum(map(_is_symbol, visible))
        if len(visible) < fewest or symbols <= share * len(visible):
            return None
        return "symbols", 0, len(content), f"{symbols} of {len(visible)}"

    return measure


def _is_symbol(character: str) -> bool:
    return not character.isalnum() and unicodedata.category(character)[0] in "PSC" and not count_emoji(character)


def _marks(limit: int, emotes: frozenset[str]) -> Measure:
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


def _emoji(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` emoji."""

    def measure(content: str) -> Finding | None:
        if content.isascii():
            return None
        count = count_emoji(content)
        return ("emoji", 0, len(content), str(count)) if count > limit else None

    return measure


def _mentions(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` @mentions."""

    def measure(content: str) -> Finding | None:
        if content.count("@") <= limit:
            return None
        found = [match.start() for match in re.finditer(r"(?<!\w)@\w", content)]
        return ("mentions", found[0], found[-1] + 2, str(len(found))) if len(found) > limit else None

    return measure


def _lines(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` lines."""

    def measure(content: str) -> Finding | None:
        count = content.count("\n") + 1
        return ("lines", 0, len(content), str(count)) if count > limit else None

    return measure


_MEASURES: dict[str, Callable[..., Measure]] = {
    "maxLength": _length,
    "capitals": _capitals,
    "maxRepeated": _repeated,
    "symbols": _symbols,
    "maxMarks": _marks,
    "maxEmoji": _emoji,
    "maxMentions": _mentions,
    "maxLines": _lines,
}

# The fewest code points with which each measure can be exceeded.
_SHORTEST: dict[str, Callable[..., int]] = {
    "maxLength": lambda limit: limit + 1,
    "capitals": lambda limit: limit["minLetters"],
    "maxRepeated": lambda limit: limit + 1,
    "symbols": lambda limit: limit["minLength"],
    "maxMarks": lambda limit: limit + 1,
    "maxEmoji": lambda limit: limit + 1,
    "maxMentions": lambda limit: 2 * (limit + 1),
    "maxLines": lambda limit: limit,
}
