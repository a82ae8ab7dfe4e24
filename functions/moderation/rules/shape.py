"""Shape: what a text looks like, whatever it says. Every measure is optional; each gives a hit of its own category."""

import re
from collections.abc import Callable

from moderation.hit import Hit
from moderation.rules.emote_only import without_named
from moderation.rules.finder import Find, Params
from moderation.rules.sign_measures import Finding, Measure, Seen, emoji, marks, repeated, symbols
from moderation.subject import Subject


def build(params: Params, emotes: frozenset[str]) -> Find:
    """One finder for the measures that the parameters name; those that a text is too short for are not taken."""
    measures = sorted(
        ((_MEASURES[name](limit, emotes), _SHORTEST[name](limit)) for name, limit in params.items()),
        key=lambda pair: pair[1],
    )

    def find(subject: Subject) -> list[Hit]:
        content = subject.content
        length = len(content)
        seen = Seen(content)
        hits = []
        for measure, shortest in measures:
            if length < shortest:
                break
            finding = measure(seen)
            if finding is not None:
                category, start, end, measured = finding
                hits.append(Hit("", "shape", category, 1, start, end, "plain", measured))
        return hits

    return find


def _length(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` code points; the hit is what lies beyond."""
    return lambda seen: ("length", limit, len(seen.content), str(len(seen.content)))


def _capitals(limit: dict[str, float], emotes: frozenset[str]) -> Measure:
    """More than `share` of at least `minLetters` cased letters are capitals; emote names do not count."""
    share, fewest = limit["share"], limit["minLetters"]

    def measure(seen: Seen) -> Finding | None:
        content = seen.content
        if content.islower():
            return None
        words = [word for word in without_named(content).split() if word not in emotes]
        upper = sum(sum(map(str.isupper, word)) for word in words)
        cased = upper + sum(sum(map(str.islower, word)) for word in words)
        if cased < fewest or upper <= share * cased:
            return None
        return "capitals", 0, len(content), f"{upper} of {cased} letters"

    return measure


def _mentions(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` @mentions."""

    def measure(seen: Seen) -> Finding | None:
        content = seen.content
        if content.count("@") + content.count("＠") <= limit:
            return None
        found = list(re.finditer(r"(?<!\w)(?:[@＠]\w+)+", content))
        count = sum(len(re.findall("[@＠]", match[0])) for match in found)
        return ("mentions", found[0].start(), found[-1].end(), str(count)) if count > limit else None

    return measure


def _lines(limit: int, emotes: frozenset[str]) -> Measure:
    """More than `limit` lines."""

    def measure(seen: Seen) -> Finding | None:
        content = seen.content
        count = len(f"{content}.".splitlines())
        return ("lines", 0, len(content), str(count)) if count > limit else None

    return measure


_MEASURES: dict[str, Callable[..., Measure]] = {
    "maxLength": _length,
    "capitals": _capitals,
    "maxRepeated": repeated,
    "symbols": symbols,
    "maxMarks": marks,
    "maxEmoji": emoji,
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
