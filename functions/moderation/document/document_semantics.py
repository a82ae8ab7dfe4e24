"""What a schema cannot say about a document as a whole."""

from collections.abc import Iterator

from moderation.allowed_words import WORDS_MAX
from moderation.document.problem import Problem, pointer
from moderation.document.resolve import Document


def document_problems(document: Document) -> Iterator[Problem]:
    """Problems of a document's own members outside its rules' parameters."""
    yield from _phrases(document.get("allow", []), "/allow")
    for place, rules in (("/rules", document["rules"]), ("/shield/rules", document.get("shield", {}).get("rules", []))):
        for index, rule in enumerate(rules):
            yield from _phrases(rule.get("exceptions", []), pointer(pointer(place, index), "exceptions"))
    yield from _ladder(document.get("ladder", {}).get("steps", []))


def _phrases(phrases: list[str], path: str) -> Iterator[Problem]:
    for index, phrase in enumerate(phrases):
        words = len(phrase.split())
        if not 1 <= words <= WORDS_MAX:
            yield Problem(pointer(path, index), f"must have 1 to {WORDS_MAX} words, not {words}")


def _ladder(steps: list[Document]) -> Iterator[Problem]:
    reached = 0
    for index, step in enumerate(steps):
        path = pointer("/ladder/steps", index)
        if step["strikes"] <= reached:
            yield Problem(pointer(path, "strikes"), "must be above the step before")
        reached = step["strikes"]
        if step["kind"] == "timeout" and "seconds" not in step:
            yield Problem(path, "lacks seconds: a timeout ends")
        if step["kind"] == "warning" and "seconds" in step:
            yield Problem(pointer(path, "seconds"), "a warning has no duration")
