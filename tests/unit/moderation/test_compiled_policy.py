"""What a compiled policy holds, member by member, and what is left of one that does not compile."""

from typing import Any

import pytest

from moderation import compile as compiler
from moderation.compile import compile_policy
from moderation.compiled_form import unpack
from moderation.document import term_sections
from moderation.ladder import read_ladder
from moderation.load import load
from moderation.rules.table import COUNTING
from moderation.verdict import ALLOW, DENY
from tests.unit.moderation.build import BAD, judge, policy, problems, rule, terms

LINKS = rule("links", {"find": ["any"]})
PARAMS: dict[str, dict[str, Any]] = {
    "flood": {"messages": 3, "seconds": 10},
    "repetition": {"times": 3},
}


def _header(*rules: dict[str, Any], **document: Any) -> dict[str, Any]:
    header: dict[str, Any] = unpack(compile_policy({"rules": list(rules) or [LINKS], **document}).data)[0]
    return header


def test_what_does_not_compile_leaves_its_problems_only() -> None:
    failed = compile_policy({"rules": [{**LINKS, "verdict": "oops"}] * 2})
    assert failed.problems != ()
    assert (failed.data, failed.hash, failed.cost) == (b"", "", {})


def test_a_policy_that_comes_to_too_much_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    document = {"rules": [LINKS]}
    size = len(compile_policy(document).data)
    monkeypatch.setattr(compiler, "COMPILED_BYTES_MAX", size)
    assert compile_policy(document).problems == ()
    monkeypatch.setattr(compiler, "COMPILED_BYTES_MAX", size - 1)
    (problem,) = compile_policy(document).problems
    assert (problem.path, problem.text) == ("", f"compiles to {size} bytes, and a policy can have {size - 1}")


def test_a_term_more_than_there_may_be_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_sections, "TERMS_MAX", 1)
    assert compile_policy({"rules": [terms()]}).problems == ()
    assert problems({"rules": [terms(), rule("terms", {"terms": ["egad"]}, id="more")]}) == {
        "/rules": "use 2 terms, and a policy can have 1"
    }


def test_cost_adds_up() -> None:
    patterns = rule("patterns", {"patterns": [{"pattern": "a"}, {"pattern": "b"}]})
    shape = [rule("shape", {"maxLines": 9}, id=f"shape{number}") for number in range(2)]
    compiled = compile_policy({"rules": [terms(), patterns, LINKS, *shape]})
    assert compiled.cost == {
        "rules": 5,
        "terms": 1,
        "patterns": 2,
        "bytes": len(compiled.data),
        "microseconds": 3 + 4 + 2 * 2 + 2,
    }


def test_a_ladder_is_kept_and_without_one_nothing_follows_from_strikes() -> None:
    steps = [{"strikes": 2, "kind": "timeout", "seconds": 60}, {"strikes": 5, "kind": "ban"}]
    ladder = read_ladder(_header(ladder={"halfLifeSeconds": 3600, "steps": steps}))
    assert ladder.half_life_seconds == 3600
    assert [(step.strikes, step.kind, step.seconds) for step in ladder.steps] == [(2, "timeout", 60), (5, "ban", None)]
    assert read_ladder(_header()).steps == ()


@pytest.mark.parametrize(
    ("chosen", "counts"),
    [
        (LINKS, False),
        ({**LINKS, "when": {"firstMessage": True}}, True),
        ({**LINKS, "when": {"firstMessage": False}}, True),
        ({**LINKS, "when": {"roles": ["vip"]}}, False),
        *((rule(kind, PARAMS[kind]), True) for kind in sorted(COUNTING)),
    ],
    ids=lambda value: value if isinstance(value, bool) else f"{value['kind']} {value.get('when', '')}",
)
def test_the_senders_window_is_asked_for_by_rules_that_need_it(chosen: dict[str, Any], counts: bool) -> None:
    assert policy(chosen).counts is counts
    assert policy(LINKS, chosen | {"id": "other"}).counts is counts


def test_terms_are_in_a_section_of_their_own_and_not_in_the_header_again() -> None:
    of_terms, of_links = _header(terms(), LINKS)["rules"]
    assert of_terms["params"] == {}
    assert of_links["params"]["find"] == ["any"]


def test_a_policy_knows_where_it_came_from_and_whom_it_spares() -> None:
    compiled = compile_policy({"rules": [LINKS], "emotes": ["Kappa"], "exemptRoles": ["bot"]})
    known = load(compiled.data)
    assert (known.policy_id, known.version, known.hash) == ("", 0, compiled.hash)
    assert [(found.id, found.place) for found in known.rules.finders] == [("links", 0)]
    assert known.emotes == {"Kappa"}
    assert known.exempt_roles == {"bot"}
    named = load(compiled.data, "mine", 3)
    assert (named.policy_id, named.version) == ("mine", 3)


def test_matchers_are_shared_with_whoever_brings_the_same_dictionary() -> None:
    one, two = (compile_policy({"rules": [terms(), shape]}).data for shape in (LINKS, rule("flood", PARAMS["flood"])))
    shared: dict[str, Any] = {}
    first, second, alone = load(one, shared=shared), load(two, shared=shared), load(two)
    assert list(shared.items()) == list(zip(first.sections, first.matchers, strict=True))
    assert list(first.sections.values()) == [len(unpack(one)[1][0][1])]
    assert first.matchers[0] is second.matchers[0]
    assert first.matchers[0] is not alone.matchers[0]
    for subject in (first, second, alone):
        assert judge(subject, f"oh {BAD}").verdict == DENY


def test_emotes_of_the_policy_are_known_to_its_rules() -> None:
    subject = policy(rule("emote_only", {}), emotes=["Kappa"])
    assert judge(subject, "Kappa").verdict == ALLOW
    assert judge(subject, "kappa").verdict == DENY
