"""What changed between two policies, rule by rule, as people would tell it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ..document.problem import pointer

ADDED = "added"
REMOVED = "removed"
CHANGED = "changed"
MOVED = "moved"

RULES = "rules"
SHIELD = "shield"
SETTINGS = "settings"

Rule = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `part` is rules, shield (rules that are otherwise in shield mode) or settings.

    A rule as a whole is added, removed or moved within the order. What else is changed is named by `member`, a JSON
    pointer within the rule or the settings: lists tell what was added to them and removed from them, everything
    else what it was before and after (None = absent).
    """

    part: str
    kind: str
    rule_id: str = ""
    member: str = ""
    before: object = None
    after: object = None
    added: tuple[object, ...] = ()
    removed: tuple[object, ...] = ()


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Change]:
    """Changes between two resolved documents (`moderation.document.resolve`), in the order of the second."""
    old, new = _by_id(before["rules"]), _by_id(after["rules"])
    old_shield, new_shield = _otherwise(_by_id(before["shield"]), old), _otherwise(_by_id(after["shield"]), new)
    settings = [
        {name: value for name, value in each.items() if name not in (RULES, SHIELD)} for each in (before, after)
    ]
    return [
        *_rules(RULES, old, new),
        *_moved([*old], [*new]),
        *_rules(SHIELD, old_shield, new_shield),
        *_members(SETTINGS, "", settings[0], settings[1], ""),
    ]


def told(change: Change) -> str:
    """A change in one line."""
    subject = " ".join(word for word in (change.part, change.rule_id, change.member) if word)
    if change.kind != CHANGED or not change.member:
        return f"{subject}: {change.kind}"
    if change.added or change.removed:
        return f"{subject}: {len(change.added)} added, {len(change.removed)} removed"
    return f"{subject}: {_short(change.before)} becomes {_short(change.after)}"


def _by_id(rules: object) -> dict[str, Rule]:
    listed: Sequence[Rule] = rules  # type: ignore[assignment]  # what `resolve` makes
    return {rule["id"]: rule for rule in listed}


def _otherwise(shield: dict[str, Rule], live: dict[str, Rule]) -> dict[str, Rule]:
    """The rules that shield mode changes, adds, or (as disabled) takes away."""
    changed = {name: rule for name, rule in shield.items() if rule != live.get(name)}
    return changed | {name: {"id": name, "disabled": True} for name in live if name not in shield}


def _rules(part: str, before: dict[str, Rule], after: dict[str, Rule]) -> Iterator[Change]:
    for name, rule in after.items():
        if name in before:
            yield from _members(part, name, before[name], rule, "")
        else:
            yield Change(part, ADDED, name, after=dict(rule))
    for name, rule in before.items():
        if name not in after:
            yield Change(part, REMOVED, name, before=dict(rule))


def _moved(before: list[str], after: list[str]) -> Iterator[Change]:
    """Rules out of their old order; those that came or went aside."""
    old, new = [name for name in before if name in after], [name for name in after if name in before]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in new[block.b : block.b + block.size]}
    for name in new:
        if name not in stayed:
            yield Change(RULES, MOVED, name, before=before.index(name), after=after.index(name))


def _members(part: str, rule_id: str, before: Rule, after: Rule, path: str) -> Iterator[Change]:
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        below = pointer(path, name)
        if old == new and (name in before) == (name in after):
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _members(part, rule_id, old, new, below)
        elif isinstance(old, list) and isinstance(new, list):
            yield _lists(Change(part, CHANGED, rule_id, below), old, new)
        else:
            yield Change(part, CHANGED, rule_id, below, old, new)


def _lists(change: Change, old: list[object], new: list[object]) -> Change:
    left, right = _counted(old), _counted(new)
    added = tuple(value for name, value in right.items() if name not in left)
    removed = tuple(value for name, value in left.items() if name not in right)
    if not added and not removed:
        # The same things in another order, or another number of times.
        return Change(change.part, CHANGED, change.rule_id, change.member, old, new)
    return Change(change.part, CHANGED, change.rule_id, change.member, added=added, removed=removed)


def _counted(values: list[object]) -> dict[str, object]:
    return {json.dumps(value, sort_keys=True): value for value in values}


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
