"""Policies that are legal but costly: refused by what they count, or judged without doing anything twice."""

from collections import Counter
from typing import Any

import pytest

from moderation import findings
from moderation.allowed_words import allowed_spans
from moderation.compile import compile_policy
from moderation.document import pattern_budget, rule_semantics
from moderation.document.check import PROBLEMS_MAX
from moderation.document.pattern_budget import INSTRUCTIONS_MAX, PATTERNS_MAX
from moderation.message import Message
from moderation.review import review
from moderation.state import STATELESS
from tests.unit.moderation.build import BAD, policy, problems, rule


def looking_for(*expressions: str) -> list[dict[str, Any]]:
    """Rules with these patterns, fifty a rule."""
    entries = [{"pattern": expression} for expression in expressions]
    starts = range(0, len(entries), 50)
    return [rule("patterns", {"patterns": entries[start : start + 50]}, id=f"p{start}") for start in starts]


def test_patterns_have_a_number() -> None:
    few = [f"word{number}" for number in range(PATTERNS_MAX)]
    assert compile_policy({"rules": looking_for(*few)}).problems == ()
    assert problems({"rules": looking_for(*few, "more")}) == {
        "/rules": f"have {PATTERNS_MAX + 1} patterns, and a policy can have {PATTERNS_MAX}"
    }


def test_inherited_patterns_and_those_of_shield_mode_count() -> None:
    half = [f"word{number}" for number in range(PATTERNS_MAX - 50)]
    base = {"rules": looking_for(*half)}
    more = [f"other{number}" for number in range(51)]
    own = [{**each, "id": f"own-{each['id']}"} for each in looking_for(*more)]
    assert f"{PATTERNS_MAX + 1} patterns" in problems({"extends": "base", "rules": own}, base=base)["/rules"]
    shielded = {"extends": "base", "rules": [], "shield": {"rules": own}}
    assert f"{PATTERNS_MAX + 1} patterns" in problems(shielded, base=base)["/rules"]


def test_patterns_have_a_size() -> None:
    assert problems({"rules": looking_for(r"\pL{1,50}x")}).keys() == {"/rules"}
    (text,) = problems({"rules": looking_for(*["((a{1,30}){1,30})"] * 3)}).values()
    assert f"a policy can have {INSTRUCTIONS_MAX}" in text
    everyday = [rf"\b(?:https?://)?shop{number}\.example/\w+(?:\?ref=\d{{2,8}})?" for number in range(50)]
    assert compile_policy({"rules": looking_for(*everyday)}).problems == ()


@pytest.mark.parametrize("where", ["rules", "shield"])
def test_thousands_of_patterns_are_not_even_compiled(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may take 20 ms, and a document has room for ten thousand."""

    def never(pattern: str) -> None:
        pytest.fail(f"compiled {pattern}")

    for module in (rule_semantics, pattern_budget):
        monkeypatch.setattr(module, "compile_pattern", never)
    rules = looking_for(*["x{1,50}"] * 5_000)
    document: dict[str, Any] = {"rules": rules} if where == "rules" else {"rules": [], "shield": {"rules": rules}}
    assert "have 5000 patterns" in problems(document)["/rules"]


@pytest.mark.parametrize(
    "document", [None, [], {"rules": 1}, {"rules": [1, {"params": 1}], "shield": {"rules": [None]}}]
)
def test_whatever_a_document_is_its_patterns_can_be_counted(document: object) -> None:
    assert compile_policy(document).problems


def test_no_more_problems_than_anybody_reads() -> None:
    rules = [rule("terms", {"terms": ["!"] * 300}, id=f"r{number}") for number in range(5)]
    assert len(compile_policy({"rules": rules}).problems) == PROBLEMS_MAX


def test_allowed_words_are_looked_for_once_a_rule_however_often_it_hits(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [rule("terms", {"terms": [BAD]}, id=f"r{number}", exceptions=[f"{BAD} {number}"]) for number in range(20)]
    subject = policy(*rules)
    looked: Counter[int] = Counter()

    def counting(content: str, phrases: frozenset[str]) -> list[tuple[int, int]]:
        looked[id(phrases)] += 1
        return allowed_spans(content, phrases)

    monkeypatch.setattr(findings, "allowed_spans", counting)
    decision = review(Message(" ".join([BAD] * 60)), subject, STATELESS, 0)
    assert len(decision.hits) == 20 * 60
    assert set(looked.values()) == {1}
    assert len(looked) <= 21
