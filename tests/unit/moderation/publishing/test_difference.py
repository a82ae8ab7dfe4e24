"""What changed between two policies: nothing is missed or made up, and it reads backwards as it reads forwards."""

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.document.resolve import chain, resolve
from moderation.publishing.difference import ADDED, CHANGED, MOVED, REMOVED, Change, differences, told

SETTINGS = settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def resolved(document: dict[str, Any], **bases: dict[str, Any]) -> dict[str, Any]:
    problems: list[Any] = []
    made = resolve(chain(document, bases, problems), problems)
    assert problems == []
    return made


def words(*terms: str, **fields: Any) -> dict[str, Any]:
    return {"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": list(terms)}, **fields}


def between(before: dict[str, Any], after: dict[str, Any], **bases: dict[str, Any]) -> list[Change]:
    return differences(resolved(before, **bases), resolved(after, **bases))


def test_a_list_tells_what_came_and_what_went() -> None:
    changes = between({"rules": [words("a", "b")]}, {"rules": [words("b", "c", "d")]})
    assert changes == [Change("rules", CHANGED, "own", "/params/terms", added=("c", "d"), removed=("a",))]
    assert told(changes[0]) == "rules own /params/terms: 2 added, 1 removed"


def test_a_list_in_another_order_is_told_whole() -> None:
    (change,) = between({"rules": [words("a", "b")]}, {"rules": [words("b", "a")]})
    assert (change.before, change.after) == (["a", "b"], ["b", "a"])


def test_rules_that_come_go_and_change() -> None:
    flood = {"id": "flood", "kind": "flood", "verdict": "deny", "params": {"messages": 5, "seconds": 5}}
    before = {"rules": [words("a", strikes=1), flood]}
    after = {"rules": [{**flood, "id": "flood-2"}, words("a", verdict="mask", texts={"en": "no"})]}
    assert {(each.kind, each.rule_id, each.member): (each.before, each.after) for each in between(before, after)} == {
        (CHANGED, "own", "/strikes"): (1, None),
        (CHANGED, "own", "/verdict"): ("deny", "mask"),
        (CHANGED, "own", "/texts"): (None, {"en": "no"}),
        (ADDED, "flood-2", ""): (None, {**flood, "id": "flood-2"}),
        (REMOVED, "flood", ""): (flood, None),
    }


def test_a_rule_that_moved_is_told_with_its_places() -> None:
    rules = [words("a", id=name) for name in "abcd"]
    (change,) = between({"rules": rules}, {"rules": [rules[3], *rules[:3]]})
    assert (change.kind, change.rule_id, change.before, change.after) == (MOVED, "d", 3, 0)
    assert told(change) == "rules d: moved"


def test_inherited_changes_show_as_their_own_and_shield_only_what_it_does_otherwise() -> None:
    base = {"rules": [words("a")]}
    document = {
        "extends": "base",
        "rules": [],
        "shield": {"rules": [words(id="own", override=True) | {"verdict": "hold"}]},
    }
    document["shield"]["rules"][0].pop("params")  # type: ignore[index]
    before, after = resolved(document, base=base), resolved(document, base={"rules": [words("a", "b")]})
    assert [(each.part, each.member, each.added) for each in differences(before, after)] == [
        ("rules", "/params/terms", ("b",)),
        ("shield", "/params/terms", ("b",)),
    ]
    plain = resolved({"extends": "base", "rules": []}, base=base)
    assert [(each.part, each.kind, each.rule_id) for each in differences(plain, before)] == [("shield", ADDED, "own")]


def test_a_rule_that_shield_takes_away() -> None:
    off = {"rules": [words("a")], "shield": {"rules": [{"id": "own", "override": True, "disabled": True}]}}
    (change,) = between({"rules": [words("a")]}, off)
    assert (change.part, change.kind, change.after) == ("shield", ADDED, {"id": "own", "disabled": True})


def test_settings() -> None:
    changes = between(
        {"rules": [], "allow": ["x"], "failModes": {"counts": "open"}},
        {"rules": [], "allow": ["x", "y"], "failModes": {"counts": "closed"}, "name": "n"},
    )
    assert {(each.part, each.member, each.after, each.added) for each in changes} == {
        ("settings", "/allow", None, ("y",)),
        ("settings", "/failModes/counts", "closed", ()),
        ("settings", "/name", "n", ()),
    }


def test_a_long_value_is_told_short() -> None:
    (change,) = between({"rules": [], "name": "n"}, {"rules": [], "name": "m" * 90})
    assert told(change) == f'settings /name: "n" becomes "{"m" * 56}...'


NAMES = st.sampled_from("abcdef")
SMALL = st.sampled_from(["x", "y", "z"])
RULE = st.fixed_dictionaries(
    {
        "kind": st.just("terms"),
        "verdict": st.sampled_from(["deny", "mask"]),
        "params": st.fixed_dictionaries({"terms": st.lists(SMALL, min_size=1, max_size=3)}),
    },
    optional={"strikes": st.integers(0, 3), "texts": st.dictionaries(st.sampled_from(["en", "de"]), SMALL, max_size=2)},
)
RULES = (
    st.dictionaries(NAMES, RULE, max_size=5)
    .flatmap(lambda by_id: st.permutations([*by_id.items()]))
    .map(lambda items: [{"id": name, **rule} for name, rule in items])
)
DOCUMENTS = st.fixed_dictionaries(
    {"rules": RULES},
    optional={"allow": st.lists(SMALL, max_size=3), "name": SMALL, "failModes": st.just({"counts": "open"})},
)


@SETTINGS
@given(before=DOCUMENTS, after=DOCUMENTS)
def test_there_is_a_change_exactly_where_something_differs(before: dict[str, Any], after: dict[str, Any]) -> None:
    old, new = resolved(before), resolved(after)
    changes = differences(old, new)
    # Lists of allowed words are joined without repetitions, so what counts is the resolved document.
    assert bool(changes) == (json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True))
    by_id = {rule["id"]: rule for rule in old["rules"]}
    for rule in new["rules"]:
        named = [each for each in changes if (each.part, each.rule_id) == ("rules", rule["id"]) and each.kind != MOVED]
        assert bool(named) == (by_id.get(rule["id"]) != rule)


@SETTINGS
@given(before=DOCUMENTS, after=DOCUMENTS)
def test_applied_to_the_old_document_the_changes_make_the_new_one(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    old, new = resolved(before), resolved(after)
    rules = {rule["id"]: copy.deepcopy(rule) for rule in old["rules"]}
    for change in differences(old, new):
        if change.part != "rules" or change.kind == MOVED:
            continue
        if change.kind == ADDED:
            rules[change.rule_id] = change.after
        elif change.kind == REMOVED:
            del rules[change.rule_id]
        else:
            _apply(rules[change.rule_id], change)
    assert _unordered(rules) == _unordered({rule["id"]: rule for rule in new["rules"]})


@SETTINGS
@given(before=DOCUMENTS, after=DOCUMENTS)
def test_backwards_the_same_changes_read_the_other_way(before: dict[str, Any], after: dict[str, Any]) -> None:
    turned = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}

    def facts(changes: list[Change], back: bool) -> set[str]:
        return {
            json.dumps(
                [
                    each.part,
                    turned[each.kind],
                    each.rule_id,
                    each.member,
                    each.after,
                    each.before,
                    each.removed,
                    each.added,
                ]
                if back
                else [
                    each.part,
                    each.kind,
                    each.rule_id,
                    each.member,
                    each.before,
                    each.after,
                    each.added,
                    each.removed,
                ],
                sort_keys=True,
            )
            for each in changes
            if each.kind != MOVED
        }

    assert facts(between(before, after), back=True) == facts(between(after, before), back=False)


def _apply(rule: dict[str, Any], change: Change) -> None:
    *parents, last = change.member.split("/")[1:]
    for name in parents:
        rule = rule[name]
    if change.added or change.removed:
        rule[last] = [each for each in rule[last] if each not in change.removed] + [*change.added]
    elif change.after is None:
        rule.pop(last)
    else:
        rule[last] = change.after


def _unordered(rules: dict[str, Any]) -> Any:
    """Added terms land at the end: their order and repetitions are not told."""
    told_rules = copy.deepcopy(rules)
    for rule in told_rules.values():
        rule["params"]["terms"] = sorted(set(rule["params"]["terms"]))
    return told_rules
