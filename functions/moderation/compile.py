"""From a policy document to its compiled form, with all problems of the document at once."""

from collections.abc import Mapping

from moderation.compiled_form import content_hash, pack
from moderation.document.check import PROBLEMS_MAX
from moderation.document.document_semantics import document_problems
from moderation.document.numbered_rules import NumberedRules
from moderation.document.pattern_budget import pattern_problems, too_many_patterns
from moderation.document.problem import Problem
from moderation.document.resolve import Document, chain, resolve
from moderation.document.salvage import salvaged_problems
from moderation.document.term_sections import TermSections, term_sections
from moderation.document.viewer_texts import gate_texts
from moderation.rules.table import COUNTING

NO_LADDER: Document = {"halfLifeSeconds": 604_800, "steps": []}
# Stored in chunks of at most 300 KB and fetched within one message's deadline.
COMPILED_BYTES_MAX = 1_500_000


class CompiledDocument:
    """Outcome of a compilation; `data` and `hash` are empty when there are problems.

    `cost`: number of `rules`, `terms` and `patterns`, `bytes` of compiled form, and the estimated CPU
    `microseconds` for an ordinary chat line.
    """

    __slots__ = ("cost", "data", "hash", "problems")

    def __init__(self, data: bytes, cost: dict[str, int], problems: tuple[Problem, ...]) -> None:
        self.data = data
        self.hash = content_hash(data) if data else ""
        self.cost = cost
        self.problems = problems


def compile_policy(document: object, bases: Mapping[str, object] | None = None) -> CompiledDocument:
    """Compile a document (parsed JSON or YAML). `bases` holds the documents that it may extend, by policy id."""
    problems = list(too_many_patterns(document))
    if problems:
        return _failed(problems)
    documents = chain(document, bases or {}, problems)
    if problems:
        return _failed([*problems, *salvaged_problems(document, bases or {})])
    resolved = resolve(documents, problems)
    problems.extend(document_problems(documents[-1]))
    numbered = NumberedRules(resolved, documents[-1], problems)
    problems.extend(() if problems else pattern_problems(numbered.rules))
    if problems:
        return _failed(problems)
    terms = term_sections(numbered.rules, numbered.labels, problems)
    if problems:
        return _failed(problems)
    data = pack(_header(resolved, numbered, terms), terms.sections)
    if len(data) > COMPILED_BYTES_MAX:
        return _failed([Problem("", f"compiles to {len(data)} bytes, and a policy can have {COMPILED_BYTES_MAX}")])
    return CompiledDocument(data, _cost(numbered.rules, terms, len(data)), ())


def _failed(problems: list[Problem]) -> CompiledDocument:
    return CompiledDocument(b"", {}, tuple(dict.fromkeys(problems))[:PROBLEMS_MAX])


def _header(resolved: Document, numbered: NumberedRules, terms: TermSections) -> dict[str, object]:
    return {
        "rules": [_without_terms(rule) for rule in numbered.rules],
        "live": numbered.live,
        "shield": numbered.shield,
        "groups": terms.groups,
        "allow": [" ".join(phrase.lower().split()) for phrase in resolved["allow"]],
        "emotes": resolved["emotes"],
        "exemptRoles": resolved["exemptRoles"],
        "failModes": resolved["failModes"],
        "ladder": _ladder(resolved.get("ladder", NO_LADDER)),
        "texts": gate_texts(resolved["texts"]),
        "counts": any(rule["kind"] in COUNTING or "firstMessage" in rule["when"] for rule in numbered.rules),
    }


def _without_terms(rule: Document) -> Document:
    """The terms of a rule are in the sections already."""
    return {**rule, "params": {}} if rule["kind"] == "terms" else rule


def _ladder(ladder: Document) -> Document:
    steps = [[step["strikes"], step["kind"], step.get("seconds")] for step in ladder["steps"]]
    return {"halfLifeSeconds": ladder["halfLifeSeconds"], "steps": steps}


def _cost(rules: list[Document], terms: TermSections, size: int) -> dict[str, int]:
    """Counted facts, and an estimate from measured shares: a pass of terms about 4 us, a pattern 2, a rule 0.5."""
    patterns = sum(len(rule["params"]["patterns"]) for rule in rules if rule["kind"] == "patterns")
    microseconds = 3 + 4 * len(terms.sections) + 2 * patterns + len(rules) // 2
    return {
        "rules": len(rules),
        "terms": terms.count,
        "patterns": patterns,
        "bytes": size,
        "microseconds": microseconds,
    }
