"""Inheritance: a document and those that it extends become one document without `extends`."""

from collections.abc import Mapping

from moderation.document.check import check
from moderation.document.problem import Problem, pointer
from moderation.document.schema import DOCUMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Document = dict[str, Any]
else:
    Document = dict

CHAIN_MAX = 5
_MERGED = ("failModes", "texts")
_JOINED = ("allow", "emotes", "exemptRoles")
_REPLACED = ("ladder", "name")


def chain(document: object, bases: Mapping[str, object], problems: list[Problem]) -> list[Document]:
    """The documents from the farthest base to `document` itself; complete, and each fit for use, without problems."""
    problems.extend(check(document, DOCUMENT))
    if problems:
        return []
    found: list[Document] = [document]  # type: ignore[list-item]  # the schema says that it is an object
    seen: list[str] = []
    while "extends" in found[0]:
        name = found[0]["extends"]
        problem = _unfit(name, bases, seen)
        if problem:
            problems.append(Problem("/extends", problem))
            break
        seen.append(name)
        found.insert(0, bases[name])  # type: ignore[arg-type]
    return found


def unknown_base(name: str) -> str:
    """What to say about a base that there is not."""
    return f"names the policy {name}, which does not exist"


def _unfit(name: str, bases: Mapping[str, object], seen: list[str]) -> str:
    if name not in bases:
        return unknown_base(name)
    if name in seen or len(seen) >= CHAIN_MAX:
        return f"leads round in a circle, or through more than {CHAIN_MAX} policies: {' > '.join([*seen, name])}"
    broken = check(bases[name], DOCUMENT)
    return f"the policy {name} is broken: {broken[0]}" if broken else ""


def resolve(documents: list[Document], problems: list[Problem]) -> Document:
    """One document from a chain, with the rules of normal times in `rules` and those of shield mode in `shield`.

    Problems of overriding are those of the last document, the one that is being compiled.
    """
    resolved: Document = {"rules": []}
    for document in documents:
        found = problems if document is documents[-1] else []
        resolved["rules"] = changed(resolved["rules"], document["rules"], "/rules", found)
        for name in _MERGED:
            resolved[name] = _merge(resolved.get(name, {}), document.get(name, {}))
        for name in _JOINED:
            resolved[name] = list(dict.fromkeys(resolved.get(name, []) + document.get(name, [])))
        for name in _REPLACED:
            if name in document:
                resolved[name] = document[name]
    resolved["shield"] = resolved["rules"]
    for document in documents:
        found = problems if document is documents[-1] else []
        rules = document.get("shield", {}).get("rules", [])
        resolved["shield"] = changed(resolved["shield"], rules, "/shield/rules", found)
    return resolved


def changed(inherited: list[Document], changes: list[Document], path: str, problems: list[Problem]) -> list[Document]:
    """Inherited rules in their order with overrides applied, then the new ones."""
    rules = {rule["id"]: rule for rule in inherited}
    own: set[str] = set()
    for index, rule in enumerate(changes):
        identity = rule["id"]
        problem = _conflict(rule, identity in rules, identity in own, pointer(path, index))
        own.add(identity)
        if problem is not None:
            problems.append(problem)
        elif rule.get("disabled"):
            del rules[identity]
        else:
            told = {name: value for name, value in rule.items() if name not in ("override", "disabled")}
            rules[identity] = {**rules.get(identity, {}), **told}
    return list(rules.values())


def _conflict(rule: Document, inherited: bool, repeated: bool, path: str) -> Problem | None:
    identity = rule["id"]
    override = rule.get("override", False)
    if repeated:
        return Problem(pointer(path, "id"), f"appears twice: {identity}")
    if inherited and not override:
        return Problem(pointer(path, "id"), f'{identity} is inherited: say "override": true to change it')
    if override and not inherited:
        return Problem(pointer(path, "override"), f"there is no inherited rule {identity} to change")
    if rule.get("disabled") and not override:
        return Problem(pointer(path, "disabled"), "only an inherited rule can be disabled")
    return None


def _merge(inherited: Document, own: Document) -> Document:
    """Own members over inherited ones, one level deeper for texts by language."""
    merged = dict(inherited)
    for name, value in own.items():
        before = merged.get(name)
        merged[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return merged
