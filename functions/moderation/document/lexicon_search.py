"""Which shipped lists know a text, and as what: found as a review finds it, through every disguise."""

import functools

from moderation.compile import compile_policy
from moderation.document.lexicon_files import lexicon_entries
from moderation.findings import find_terms
from moderation.lexicons import LANGUAGES
from moderation.load import load
from moderation.message import Message
from moderation.policy import Policy
from moderation.state import STATELESS
from moderation.subject import Subject
from moderation.text import read


class LexiconHit:
    """An entry that a text contains. `match` says how the entry matches, `term` is its dictionary form.

    `start` and `end` are code points of the text.
    """

    __slots__ = ("category", "end", "lexicon", "match", "reading", "severity", "start", "term")

    def __init__(
        self, lexicon: str, term: str, category: str, severity: int, match: str, reading: str, start: int, end: int
    ) -> None:
        self.lexicon = lexicon
        self.term = term
        self.category = category
        self.severity = severity
        self.match = match
        self.reading = reading
        self.start = start
        self.end = end


def look_up(text: str) -> list[LexiconHit]:
    """All entries of all lists that a text contains, in the order of their places."""
    subject = Subject(Message(text), read(text), STATELESS, {}, 0.0)
    hits = [
        LexiconHit(
            lexicon=rule.id,
            term=hit.term,
            category=hit.category,
            severity=hit.severity,
            match=_matches(rule.id).get((hit.term, hit.category), ""),
            reading=hit.reading,
            start=hit.start,
            end=hit.end,
        )
        for rule, hit in find_terms(subject, _everything())
    ]
    return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.lexicon))


@functools.cache
def _everything() -> Policy:
    """A policy with one rule for each list."""
    rules = [{"id": name, "kind": "terms", "verdict": "allow", "params": {"lexicons": [name]}} for name in LANGUAGES]
    return load(compile_policy({"rules": rules}).data)


@functools.cache
def _matches(name: str) -> dict[tuple[str, str], str]:
    entries = lexicon_entries(name) or ()
    return {(entry["canonical"], entry["category"]): entry["match"] for entry in entries}
