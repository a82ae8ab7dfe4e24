"""All entries that a policy's term rules use, grouped by who uses them: each text is matched once for all rules."""

import functools

from moderation.document.lexicon_files import lexicon_entries
from moderation.document.problem import Problem
from moderation.document.resolve import Document
from moderation.rules.term_compiler import compile_terms

# Words and phrases of one policy, lexicons included; spelling variants of lexicon entries do not count.
TERMS_MAX = 36_000


class TermSections:
    """`sections`: data of one matcher each, lexicons first; `groups`: group of entries -> numbers of its rules."""

    __slots__ = ("count", "groups", "sections")

    def __init__(self, sections: list[bytes], groups: dict[str, list[int]], count: int) -> None:
        self.sections = sections
        self.groups = groups
        self.count = count


def term_sections(rules: list[Document], labels: list[str], problems: list[Problem]) -> TermSections:
    """Sections for compiled rules; `labels` name the rules in groups, alike in every policy that inherits them.

    Lexicon entries form a section of their own, so that policies which differ only in their own terms share it.
    """
    listed: dict[tuple[str, int], tuple[Document, list[int]]] = {}
    own: dict[str, tuple[Document, list[int]]] = {}
    for number, rule in enumerate(rules):
        if rule["kind"] == "terms":
            _select(rule["params"], number, listed)
            _collect(rule["params"], number, own)
    count = sum(len(entry["forms"]) for entry, _ in (*listed.values(), *own.values()))
    if count > TERMS_MAX:
        problems.append(Problem("/rules", f"use {count} terms, and a policy can have {TERMS_MAX}"))
        return TermSections([], {}, count)
    groups: dict[str, list[int]] = {}

    def group(numbers: list[int]) -> str:
        name = ",".join(labels[number] for number in numbers)
        groups[name] = numbers
        return name

    sections = []
    if listed:
        sections.append(_lexicon_section(tuple((*key, group(listed[key][1])) for key in sorted(listed))))
    if own:
        sections.append(compile_terms([{**entry, "group": group(numbers)} for entry, numbers in own.values()]))
    return TermSections(sections, groups, count)


@functools.lru_cache(maxsize=4)
def _lexicon_section(chosen: tuple[tuple[str, int, str], ...]) -> bytes:
    """Data of a matcher for (lexicon, number of the entry, group): most policies choose like the bundled one."""
    entries = []
    for name, index, group in chosen:
        listed = lexicon_entries(name)
        assert listed is not None
        entries.append({**listed[index], "group": group})
    return compile_terms(entries)


def _select(params: Document, number: int, listed: dict[tuple[str, int], tuple[Document, list[int]]]) -> None:
    """Adds the lexicon entries that a rule's categories and severities choose."""
    categories = frozenset(params["categories"])
    for name in params["lexicons"]:
        for index, entry in enumerate(lexicon_entries(name) or ()):
            wanted = not categories or entry["category"] in categories
            if wanted and params["minSeverity"] <= entry["severity"] <= params["maxSeverity"]:
                listed.setdefault((name, index), (entry, []))[1].append(number)


def _collect(params: Document, number: int, own: dict[str, tuple[Document, list[int]]]) -> None:
    """Adds a rule's own terms; a term that several rules name is one entry, described by the first."""
    for term in params["terms"]:
        told = {"term": term} if isinstance(term, str) else term
        text = " ".join(told["term"].lower().split())
        match = told.get("match", params["match"])
        entry = {
            "canonical": text,
            "category": told.get("category", params["category"]),
            "severity": told.get("severity", params["severity"]),
            "match": "phrase" if " " in text else match,
            "forms": [text],
            "variants": [],
            "exceptions": told.get("exceptions", []),
            "language": "",
        }
        numbers = own.setdefault(text, (entry, []))[1]
        if number not in numbers:
            numbers.append(number)
