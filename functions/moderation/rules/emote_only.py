"""Emote-only: a message that holds anything else than emotes and emoji."""

import re

from moderation.hit import Hit
from moderation.rules.emoji import clusters, is_emoji
from moderation.rules.finder import Find, Params
from moderation.subject import Subject

# Compiled by the first text that a room in this mode gets, not in a cold start.
_NAMED = r":[A-Za-z0-9_+-]{2,64}:"


def build(params: Params, emotes: frozenset[str]) -> Find:
    """No parameters: the policy's emote names, `:names:` between colons and emoji are emotes."""

    def find(subject: Subject) -> list[Hit] | tuple[Hit, ...]:
        word = _first_other_word(subject.content, emotes)
        if word is None:
            return ()
        start, end = word
        return [Hit("", "emote_only", "emote_only", 1, start, end, "plain", subject.content[start:end])]

    return find


def without_named(text: str) -> str:
    """A text without `:names:` of emotes."""
    return re.sub(_NAMED, "", text) if ":" in text else text


def consists_of_emotes(content: str, emotes: frozenset[str]) -> bool:
    """Whether a text is emotes, emoji and white space only."""
    return _first_other_word(content, emotes) is None


def _first_other_word(content: str, emotes: frozenset[str]) -> tuple[int, int] | None:
    for word in re.finditer(r"\S+", content):
        if word[0] not in emotes and not all(map(is_emoji, clusters(without_named(word[0])))):
            return word.span()
    return None
