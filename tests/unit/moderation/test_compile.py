"""Compilation: all problems with their places, inheritance, limits, and a form that is the same each time."""

from typing import Any

import pytest

from moderation.compile import compile_policy
from moderation.document.term_sections import TERMS_MAX
from moderation.load import load
from moderation.verdict import ALLOW, DENY, MASK
from tests.unit.moderation.build import BAD, judge, policy, problems, rule, terms

BASE = {"rules": [terms(), rule("links", {"find": ["any"]})], "allow": ["fine"], "emotes": ["Kappa"]}


def _extended(**document: Any) -> Any:
    compiled = compile_policy({"extends": "base", "rules": [], **document}, {"base": BASE})
    assert compiled.problems == ()
    return load(compiled.data)


def test_all_problems_at_once_each_with_its_place() -> None:
    found = problems(
        {
            "rules": [
                {"id": "a"},
                rule("links", {"find": ["listed"]}),
                rule("terms", {"lexicons": ["xx"]}),
                rule("terms", {"terms": ["!?"], "minSeverity": 3, "maxSeverity": 2}, id="t2"),
                rule("terms", {}, id="t3"),
                rule("flood", {"messages": 0}, id="f"),
                rule("shape", {}, id="s"),
                rule("terms", {"lexicons": ["en"], "categories": ["nonsense"]}, id="t4"),
                terms(id="t5", exceptions=["a b c d e f g"]),
                rule("links", {"find": ["any"], "except": ["co.uk", "Example.com"]}, id="l2"),
                terms(id="t5"),
            ],
            "allow": ["   "],
            "ladder": {
                "halfLifeSeconds": 60,
                "steps": [{"strikes": 2, "kind": "timeout"}, {"strikes": 2, "kind": "warning", "seconds": 1}],
            },
        }
    )
    assert set(found) == {
        "/rules/0",
        "/rules/1/params/domains",
        "/rules/2/params/lexicons/0",
        "/rules/3/params/minSeverity",
        "/rules/3/params/terms/0",
        "/rules/4/params",
        "/rules/5/params",
        "/rules/5/params/messages",
        "/rules/6/params",
        "/rules/7/params/categories/0",
        "/rules/8/exceptions/0",
        "/rules/9/params/except/0",
        "/rules/9/params/except/1",
        "/rules/10/id",
        "/allow/0",
        "/ladder/steps/0",
        "/ladder/steps/1/strikes",
        "/ladder/steps/1/seconds",
    }


def test_domains_that_nothing_looks_for_are_a_problem() -> None:
    found = problems({"rules": [rule("links", {"find": ["any"], "domains": ["evil.com"]})]})
    assert found == {"/rules/0/params/domains": "does nothing unless `find` has `listed`"}


@pytest.mark.parametrize("domain", ["*.evil.com", ".evil.com", "Evil.com"])
def test_a_listed_domain_is_written_plainly(domain: str) -> None:
    found = problems({"rules": [rule("links", {"find": ["listed"], "domains": [domain]})]})
    assert found == {"/rules/0/params/domains/0": "write evil.com: it covers what lies under it"}


@pytest.mark.parametrize("domain", ["evil..com", "-evil.com", "evil-.com", "e*il.com", f"{'e' * 64}.com", "ev%69l.com"])
def test_a_listed_domain_can_be_one(domain: str) -> None:
    found = problems({"rules": [rule("links", {"find": ["listed"], "domains": ["good.com", domain]})]})
    wrong = f"{domain} is no domain: between its dots stand 1 to 63 letters, digits and hyphens"
    assert found == {"/rules/0/params/domains/1": wrong}


@pytest.mark.parametrize(
    "domain", ["a.b", "e-v-i-l.com", "_e.evil.com", f"{'e' * 63}.com", "उदाहरण.भारत", "xn--80ak6aa92e.com"]
)
def test_domains_of_every_script_can_be_listed(domain: str) -> None:
    assert problems({"rules": [rule("links", {"find": ["listed"], "domains": [domain]})]}) == {}


def test_parameters_are_checked_though_the_document_is_broken_elsewhere() -> None:
    found = problems(
        {
            "colour": "red",
            "rules": [rule("flood", {"messages": 0, "seconds": 1}), 5, {"id": "x", "kind": [], "params": 1}],
            "shield": {"rules": [rule("links", {"find": ["listed"]}), rule("terms", {}, verdict="block")]},
        }
    )
    assert set(found) == {
        "/colour",
        "/rules/0/params/messages",
        "/rules/1",
        "/rules/2/kind",
        "/rules/2/params",
        "/shield/rules/0/params/domains",
        "/shield/rules/1/params",
        "/shield/rules/1/verdict",
    }


def test_paths_are_json_pointers() -> None:
    assert "/rules/0/a~1b~0c" in problems({"rules": [{"id": "x", "a/b~c": 1}]})


@pytest.mark.parametrize(
    ("document", "path", "words"),
    [
        ({"extends": "nowhere", "rules": []}, "/extends", "does not exist"),
        ({"extends": "broken", "rules": []}, "/extends", "is broken: /rules"),
        ({"extends": "nothing", "rules": []}, "/extends", "is broken"),
        ({"extends": "round", "rules": []}, "/extends", "circle"),
        ({"extends": "base", "rules": [terms()]}, "/rules/0/id", "override"),
        ({"extends": "base", "rules": [{"id": "x", "override": True}]}, "/rules/0/override", "no inherited rule"),
        ({"rules": [{"id": "x", "disabled": True}]}, "/rules/0/disabled", "inherited"),
        ({"extends": "base", "rules": [], "shield": {"rules": [terms()]}}, "/shield/rules/0/id", "override"),
        (
            {"extends": "base", "rules": [{"id": "links", "override": True, "kind": "flood"}]},
            "/rules/0/params",
            "lacks",
        ),
    ],
)
def test_inheritance_problems(document: dict[str, Any], path: str, words: str) -> None:
    bases: dict[str, object] = {
        "base": BASE,
        "broken": {"rules": 5},
        "nothing": None,
        "round": {"extends": "round", "rules": []},
    }
    found = {problem.path: problem.text for problem in compile_policy(document, bases).problems}
    assert words in found[path]


def test_inherited_rules_are_in_force_in_their_place() -> None:
    extended = _extended(rules=[rule("terms", {"terms": ["egad"]}, id="more")])
    assert judge(extended, BAD).verdict == DENY
    assert judge(extended, "egad https://a.com").rule_id == "links"  # the first in order, whatever found it first
    assert judge(extended, "egad").rule_id == "more"


def test_a_policy_that_only_extends_is_its_base() -> None:
    base = {**BASE, "shield": {"rules": [{"id": "terms", "override": True, "verdict": "hold"}]}}
    child = compile_policy({"extends": "base", "rules": []}, {"base": base})
    assert child.hash == compile_policy(base).hash


def test_override_changes_only_what_it_names() -> None:
    extended = _extended(rules=[{"id": "terms", "override": True, "verdict": "mask"}])
    assert judge(extended, BAD).verdict == MASK
    assert judge(extended, "https://a.com").verdict == DENY


def test_disabled_rule_is_gone_in_shield_mode_too() -> None:
    extended = _extended(rules=[{"id": "links", "override": True, "disabled": True}])
    assert judge(extended, "https://a.com").verdict == ALLOW
    assert judge(extended, "https://a.com", modes={"shield": {}}).verdict == ALLOW


def test_problem_of_a_shield_rule_is_shown_there() -> None:
    document = {"rules": [terms()], "shield": {"rules": [{"id": "terms", "override": True, "params": {}}]}}
    assert list(problems(document)) == ["/shield/rules/0/params"]


def test_shield_changes_no_rules_place() -> None:
    subject = policy(
        terms(verdict="hold"),
        rule("links", {"find": ["any"]}),
        shield={"rules": [{"id": "terms", "override": True, "verdict": "deny"}, terms(id="extra")]},
    )
    text = f"{BAD} https://a.com"
    assert judge(subject, text).rule_id == "links"
    assert judge(subject, text, modes={"shield": {}}).rule_id == "terms"


def test_three_generations() -> None:
    documents = {
        "grand": {"rules": [terms()], "texts": {"banned": {"en": "Out.", "de": "Raus."}}},
        "parent": {
            "extends": "grand",
            "rules": [rule("links", {"find": ["any"]})],
            "texts": {"banned": {"en": "Bye."}},
        },
    }
    child = {
        "extends": "parent",
        "rules": [{"id": "terms", "override": True, "verdict": "hold"}],
        "shield": {"rules": [{"id": "links", "override": True, "verdict": "hold"}]},
    }
    loaded = load(compile_policy(child, documents).data)
    assert judge(loaded, BAD).verdict == "HOLD"
    assert judge(loaded, "https://a.com").verdict == DENY
    assert judge(loaded, "https://a.com", modes={"shield": {}}).verdict == "HOLD"
    assert (loaded.texts["banned"]["en"], loaded.texts["banned"]["de"]) == ("Bye.", "Raus.")


def test_lists_are_joined_and_maps_merged() -> None:
    extended = _extended(allow=["more"], emotes=["KEKW"], failModes={"counts": "closed"})
    assert extended.allowed == {"fine", "more"}
    assert extended.emotes == {"Kappa", "KEKW"}
    assert extended.fail_modes == {"counts": "closed"}


def test_same_document_same_hash_and_another_document_another() -> None:
    once, twice = compile_policy(BASE), compile_policy(BASE)
    assert (once.hash, once.data) == (twice.hash, twice.data)
    assert compile_policy({**BASE, "allow": ["other"]}).hash != once.hash
    assert load(once.data).hash == once.hash


def test_policies_with_one_base_share_its_matcher() -> None:
    lexicon = rule("terms", {"lexicons": ["en"]}, id="lexicon")
    one = compile_policy({"rules": [lexicon, terms()]})
    two = compile_policy({"rules": [lexicon, rule("terms", {"terms": ["egad"]})], "emotes": ["Kappa"]})
    shared: dict[str, Any] = {}
    first = load(one.data, shared=shared)
    second = load(two.data, shared=shared)
    assert first.matchers[0] is second.matchers[0]
    assert first.matchers[1] is not second.matchers[1]
    assert judge(second, BAD).verdict == ALLOW
    assert judge(second, "egad").verdict == DENY


def test_one_term_in_several_rules_hits_for_each() -> None:
    subject = policy(terms(id="one", verdict="mask"), terms(id="two", verdict="flag"))
    decision = judge(subject, f"oh {BAD}")
    assert [hit.rule_id for hit in decision.hits] == ["one", "two"]
    assert (decision.verdict, decision.flagged) == (MASK, True)


def test_own_terms_bring_their_own_category_and_exceptions() -> None:
    subject = policy(
        rule(
            "terms", {"terms": [{"term": BAD, "category": "oath", "severity": 1, "exceptions": [f"gad{BAD}"]}, "egad"]}
        )
    )
    (hit,) = judge(subject, BAD).hits
    assert (hit.category, hit.severity) == ("oath", 1)
    (hit,) = judge(subject, "egad").hits
    assert (hit.category, hit.severity) == ("own", 3)


def test_severities_and_categories_choose_from_a_lexicon() -> None:
    mild = policy(rule("terms", {"lexicons": ["en"], "maxSeverity": 1}))
    severe = policy(rule("terms", {"lexicons": ["en"], "minSeverity": 2, "categories": ["profanity"]}))
    assert (judge(mild, "damn").verdict, judge(mild, "fuck").verdict) == (DENY, ALLOW)
    assert (judge(severe, "damn").verdict, judge(severe, "fuck").verdict) == (ALLOW, DENY)


def _own_terms(count: int) -> list[dict[str, Any]]:
    words = [f"{chr(97 + number % 26)}{number:06d}q" for number in range(count)]
    return [
        rule("terms", {"terms": words[start : start + 10_000]}, id=f"t{start}") for start in range(0, count, 10_000)
    ]


def test_ten_thousand_terms_work() -> None:
    compiled = compile_policy({"rules": _own_terms(10_000)})
    assert compiled.problems == ()
    assert compiled.cost["terms"] == 10_000
    assert judge(load(compiled.data), "what about z000025q then").verdict == DENY


def test_too_many_terms_are_refused_by_number() -> None:
    (text,) = problems({"rules": _own_terms(TERMS_MAX + 1)}).values()
    assert str(TERMS_MAX + 1) in text
    assert str(TERMS_MAX) in text


def test_cost_counts_what_a_review_will_do() -> None:
    cost = compile_policy(
        {"rules": [terms(), rule("patterns", {"patterns": [{"pattern": "a"}, {"pattern": "b"}]})]}
    ).cost
    assert (cost["rules"], cost["terms"], cost["patterns"]) == (2, 1, 2)
    assert cost["microseconds"] > compile_policy({"rules": [terms()]}).cost["microseconds"]
