"""Problems of the sound parts of a document that is broken elsewhere, so that one round of corrections is enough."""

from collections.abc import Iterator, Mapping

from moderation.document.check import check
from moderation.document.document_semantics import document_problems
from moderation.document.effective_rules import ALWAYS_NEEDED, params_problems
from moderation.document.params_schema import PARAMS
from moderation.document.problem import Problem, pointer
from moderation.document.resolve import unknown_base
from moderation.document.rule_schema import RULE
from moderation.document.schema import DOCUMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def salvaged_problems(document: object, bases: Mapping[str, object]) -> Iterator[Problem]:
    """Problems that the schema does not see; the document may be anything."""
    top: dict[str, Any] = document if isinstance(document, dict) else {}
    shield = top.get("shield")
    yield from _rules(top.get("rules"), "/rules", "extends" in top)
    yield from _rules(shield.get("rules") if isinstance(shield, dict) else None, "/shield/rules", True)
    members: dict[str, Any] = DOCUMENT["properties"]  # type: ignore[assignment]  # the schema's own shape
    sound: dict[str, Any] = {
        name: top[name] for name in ("allow", "ladder") if name in top and not check(top[name], members[name])
    }
    yield from document_problems({**sound, "rules": []})
    if "extends" in top and not check(top["extends"], members["extends"]) and top["extends"] not in bases:
        yield Problem("/extends", unknown_base(top["extends"]))


def _rules(rules: object, place: str, inherits: bool) -> Iterator[Problem]:
    seen = set()
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if not isinstance(rule, dict):
            continue
        path = pointer(place, index)
        kind = rule.get("kind")
        if isinstance(kind, str) and kind in PARAMS and ("params" in rule or not rule.get("override")):
            yield from params_problems(kind, rule.get("params", {}), pointer(path, "params"))
        if check(rule, RULE):
            continue
        if rule["id"] in seen:
            yield Problem(pointer(path, "id"), f"appears twice: {rule['id']}")
        seen.add(rule["id"])
        if not (inherits and rule.get("override")):
            yield from (Problem(path, f"lacks {name}") for name in ALWAYS_NEEDED if name not in rule)
        for problem in document_problems({"rules": [rule]}):
            yield Problem(path + problem.path.removeprefix("/rules/0"), problem.text)
