"""A document that is broken in many ways: all of it in one round, each problem at its place."""

from typing import Any

import pytest

from tests.unit.moderation.build import problems, rule, terms

BROKEN: dict[str, Any] = {
    "name": 12,  # breaks the form, so that nothing else can be resolved
    "extends": "nowhere",
    "allow": ["one two three four five six seven"],
    "rules": [
        terms(),
        terms(),
        {"id": "half", "kind": "flood", "params": {"messages": 0, "seconds": 1}},
        {"id": "change", "override": True, "strikes": 2},
        rule("links", {"find": ["listed"]}, exceptions=["a b c d e f g"]),
        rule("terms", {"lexicons": ["xx", "en"], "categories": ["profanty"]}, id="lists"),
        rule("patterns", {"patterns": [{"pattern": "a*"}, {"pattern": "(?=x)"}]}),
        "no rule",
    ],
    "shield": {"rules": [{"id": "new", "kind": "shape", "params": {}}]},
    "ladder": {"halfLifeSeconds": 60, "steps": [{"strikes": 2, "kind": "timeout"}, {"strikes": 1, "kind": "ban"}]},
}


def test_all_problems_at_once() -> None:
    found = problems(BROKEN)
    assert found.keys() == {
        "/name",
        "/extends",
        "/allow/0",
        "/rules/1/id",
        "/rules/2",
        "/rules/2/params/messages",
        "/rules/4/params/domains",
        "/rules/4/exceptions/0",
        "/rules/5/params/lexicons/0",
        "/rules/5/params/categories/0",
        "/rules/6/params/patterns/0/pattern",
        "/rules/6/params/patterns/1/pattern",
        "/rules/7",
        "/shield/rules/0",
        "/shield/rules/0/params",
        "/ladder/steps/0",
        "/ladder/steps/1/strikes",
    }
    assert found["/rules/6/params/patterns/0/pattern"] == "matches the empty text, and so every message"
    assert found["/extends"] == "names the policy nowhere, which does not exist"


def test_without_a_base_an_override_lacks_what_it_does_not_say() -> None:
    found = problems({"name": 1, "rules": [{"id": "change", "override": True, "verdict": "deny"}]})
    assert found == {"/name": "must be a text, not 1", "/rules/0": "lacks kind"}


@pytest.mark.parametrize("broken", ["extends", "allow", "ladder", "shield", "rules"])
def test_members_that_are_no_such_thing_are_told_once(broken: str) -> None:
    assert problems({"rules": [terms()], broken: 3}).keys() == {f"/{broken}"}


def test_a_member_that_is_no_text_is_named() -> None:
    found = problems({"rules": [terms(texts={False: "Nei."})]})
    assert found == {"/rules/0/texts": "has the member false, which is no text: write it in quotes"}
