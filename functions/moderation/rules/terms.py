"""Terms: whole words as written. First form, until the readings are there."""

import json
import re

from moderation.hit import Hit
from moderation.text import Readings


def compile_terms(entries: list[dict[str, object]]) -> bytes:
    """Data of a matcher for entries: canonical, category, severity, match, forms, variants, exceptions, group.

    `group` names the rules that use the entry: a hit carries it as its `rule_id`.
    """
    return json.dumps(entries, separators=(",", ":")).encode("ascii")


class TermMatcher:
    """Finds the entries of compiled data in the readings of a text."""

    __slots__ = ("_entries",)

    def __init__(self, data: bytes) -> None:
        self._entries = {form: entry for entry in json.loads(data) for form in entry["forms"]}

    def find(self, readings: Readings, budget: int) -> list[Hit]:
        """All hits, in order of their start; `budget` bounds the number of candidates that are verified."""
        hits = []
        for number, word in enumerate(re.finditer(r"\w+", readings.content.lower())):
            if number >= budget:
                break
            entry = self._entries.get(word[0])
            if entry:
                hits.append(
                    Hit(
                        entry["group"],
                        "terms",
                        entry["category"],
                        entry["severity"],
                        word.start(),
                        word.end(),
                        "plain",
                        entry["canonical"],
                    )
                )
        return hits
