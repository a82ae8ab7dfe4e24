"""The schema: published as it is, a schema indeed, and our checker agrees with a library's about any document."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.compile import compile_policy
from moderation.document.check import PROBLEMS_MAX, check
from moderation.document.params_schema import PARAMS
from moderation.document.published_schema import published_schema
from moderation.document.schema import DOCUMENT
from moderation.rules.table import KINDS
from tests.unit.moderation.build import rule, terms

ROOT = Path(__file__).parents[3]
LIBRARY = jsonschema.Draft202012Validator(DOCUMENT)

VALID: list[dict[str, Any]] = [
    {"rules": []},
    {"rules": [terms()], "allow": ["a b"], "emotes": ["Kappa"], "exemptRoles": ["vip"]},
    {"rules": [terms(texts={"en": "No.", "pt-BR": "Não."}, when={"firstMessage": True, "roles": ["vip"]})]},
    {"extends": "default", "rules": [{"id": "flood", "override": True, "disabled": True}]},
    {"rules": [], "failModes": {"counts": "closed"}, "texts": {"banned": {"en": "Out."}}, "shield": {"rules": []}},
    {"rules": [], "ladder": {"halfLifeSeconds": 60, "steps": [{"strikes": 1.5, "kind": "timeout", "seconds": 10}]}},
    {"rules": [rule("links", {"find": ["listed"], "domains": ["a.com"]}, strikes=0.5, flag=True)]},
]
SCALARS = (
    st.none() | st.booleans() | st.integers(-2, 10**7) | st.floats(allow_nan=False, width=32) | st.text(max_size=6)
)
JSON = st.recursive(
    SCALARS | st.sampled_from(["default", "terms", "deny", "open", "en", "slow"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of everything inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, member in inside for place in _places(member, (*path, key)))]


def _nearly_valid() -> st.SearchStrategy[Any]:
    """A valid document with one or two places changed."""
    return st.sampled_from(VALID).flatmap(_changed)


@st.composite
def _changed(draw: st.DrawFn, value: Any) -> Any:
    """A copy with one or two places replaced, removed or added to."""
    document = json.loads(json.dumps(value))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(_places(document)))
        if not path:
            continue
        parent = document
        for key in path[:-1]:
            parent = parent[key]
        action = draw(st.sampled_from(["replace", "remove", "add"]))
        if action == "replace":
            parent[path[-1]] = draw(JSON)
        elif action == "remove":
            del parent[path[-1]]
        elif isinstance(parent, dict):
            parent[draw(st.sampled_from(["id", "kind", "verdict", "x", "rules", "flag", "when"]))] = draw(JSON)
    return document


def test_published_schema_is_the_one_in_the_docs() -> None:
    published = json.loads((ROOT / "docs/policy.schema.json").read_text("utf-8"))
    assert published == published_schema(), (
        "run: PYTHONPATH=functions python -m moderation schema > docs/policy.schema.json"
    )


def test_published_schema_is_a_schema_and_knows_every_kind() -> None:
    jsonschema.Draft202012Validator.check_schema(published_schema())
    assert set(PARAMS) == set(KINDS)


@pytest.mark.parametrize("document", VALID)
def test_valid_documents(document: dict[str, Any]) -> None:
    assert check(document, DOCUMENT) == []
    jsonschema.Draft202012Validator(published_schema()).validate(document)


@given(_nearly_valid() | JSON)
def test_checker_agrees_with_a_library(document: Any) -> None:
    ours = {problem.path for problem in check(document, DOCUMENT)}
    theirs = list(LIBRARY.iter_errors(document))
    assert bool(ours) is bool(theirs), (ours, [error.message for error in theirs])


PARAMETERS: dict[str, dict[str, Any]] = {
    "terms": {
        "lexicons": ["en"],
        "terms": ["ab", {"term": "cd", "severity": 2, "exceptions": ["abcd"]}],
        "match": "word",
    },
    "links": {"find": ["any", "listed"], "domains": ["a.com"], "except": ["b.org"]},
    "patterns": {"patterns": [{"pattern": "a+", "category": "own", "severity": 1}]},
    "personal_data": {"find": ["email", "ip"]},
    "shape": {"maxLength": 9, "capitals": {"share": 0.5, "minLetters": 4}, "symbols": {"share": 1, "minLength": 4}},
    "repetition": {"times": 3, "minLength": 2},
    "flood": {"messages": 1, "seconds": 60},
    "script": {"allow": ["Latin", "Greek"], "minLetters": 1, "maxShare": 0.5},
    "emote_only": {},
}


@given(st.sampled_from(list(PARAMETERS)), st.data())
def test_checker_agrees_with_a_library_about_parameters(kind: str, data: st.DataObject) -> None:
    params = data.draw(_changed(PARAMETERS[kind]) | JSON)
    ours = check(params, PARAMS[kind])
    theirs = list(jsonschema.Draft202012Validator(PARAMS[kind]).iter_errors(params))
    assert bool(ours) is bool(theirs), (ours, [error.message for error in theirs])


@given(st.sampled_from(list(PARAMETERS)), st.data())
def test_published_schema_accepts_what_has_no_problem_of_form_and_nothing_else(kind: str, data: st.DataObject) -> None:
    document = data.draw(_changed({"rules": [rule(kind, PARAMETERS[kind], strikes=1, texts={"en": "No."})]}))
    problems = check(document, DOCUMENT)
    if not problems:
        for told in document["rules"]:
            if "kind" in told and "params" in told:
                problems += check(told["params"], PARAMS[told["kind"]])
    assert jsonschema.Draft202012Validator(published_schema()).is_valid(document) is not bool(problems)


@given(_nearly_valid())
def test_what_compiles_satisfies_the_published_schema(document: Any) -> None:
    if not compile_policy(
        document, {"default": {"rules": [terms(), rule("flood", {"messages": 1, "seconds": 1})]}}
    ).problems:
        jsonschema.Draft202012Validator(published_schema()).validate(document)


@given(_nearly_valid() | JSON)
def test_compiling_never_raises_and_says_what_is_wrong(document: Any) -> None:
    compiled = compile_policy(document)
    assert bool(compiled.data) is not bool(compiled.problems)
    assert all(problem.text and (problem.path == "" or problem.path[0] == "/") for problem in compiled.problems)


def test_problems_have_an_end() -> None:
    assert len(check({"rules": [], **{f"x{number}": 1 for number in range(1000)}}, DOCUMENT)) == PROBLEMS_MAX


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", b"bytes", {1: 2}, object()])
def test_values_that_json_has_not(value: object) -> None:
    assert compile_policy(value).problems
    assert compile_policy({"rules": [], "name": value}).problems
    assert compile_policy({"rules": [terms(strikes=value)]}).problems
