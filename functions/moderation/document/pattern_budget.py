"""How much a policy's patterns may take: all of them are run over every message, and compiled between two messages.

A program's instructions bound both: measured with google-re2 1.1, compiling takes up to 0.3 us for each and a hostile
message of 500 characters up to 0.8 us. Most patterns have some 10 to 400; counted repetitions of Unicode classes have
tens of thousands.
"""

from collections.abc import Iterator

from moderation.document.problem import Problem
from moderation.document.resolve import Document
from moderation.rules.patterns import compile_pattern

PATTERNS_MAX = 250
INSTRUCTIONS_MAX = 5_000


def too_many_patterns(document: object) -> Iterator[Problem]:
    """The problem of a document with more patterns than it is worth while to look at; the document may be anything."""
    top = document if isinstance(document, dict) else {}
    shield = top.get("shield")
    count = sum(_count(rules) for rules in (top.get("rules"), shield.get("rules") if isinstance(shield, dict) else ()))
    if count > PATTERNS_MAX:
        yield Problem("/rules", f"have {count} patterns, and a policy can have {PATTERNS_MAX}")


def pattern_problems(rules: list[Document]) -> Iterator[Problem]:
    """The problems of compiled rules whose patterns, inherited ones included, take too much together."""
    patterns = [
        entry["pattern"] for rule in rules if rule["kind"] == "patterns" for entry in rule["params"]["patterns"]
    ]
    if len(patterns) > PATTERNS_MAX:
        yield Problem("/rules", f"use {len(patterns)} patterns, and a policy can have {PATTERNS_MAX}")
        return
    instructions = sum(compile_pattern(pattern).programsize for pattern in patterns)
    if instructions > INSTRUCTIONS_MAX:
        excess = f"patterns need {instructions} instructions, and a policy can have {INSTRUCTIONS_MAX}"
        yield Problem("/rules", f"{excess}: repeat large classes such as \\pL without counting, or less often")


def _count(rules: object) -> int:
    lists = [_patterns(rule) for rule in rules] if isinstance(rules, list) else []
    return sum(len(each) for each in lists if isinstance(each, list))


def _patterns(rule: object) -> object:
    params = rule.get("params") if isinstance(rule, dict) else None
    return params.get("patterns") if isinstance(params, dict) else None
