"""Policies through the API: versions that never change, nobody's work lost, and all problems told at once."""

import itertools
import json
import random
from dataclasses import replace
from typing import Any

import pytest

from moderation.default import default_document
from moderation.publishing.bundled_policy import bundled_version
from moderation.publishing.difference import CHANGED, Change, told
from moderation.publishing.documents import document_hash, packed
from moderation.services import policies, policy_sources
from moderator_api.body import POLICY_BYTES_MAX
from moderator_api.schemas.policies import difference_view
from tests.fakes.world import ROOM, Answer, World

HOUSE = "/v1/policies/house"


def words(*terms: str, **document: Any) -> dict[str, Any]:
    """A document that forbids some words."""
    return {"rules": [{"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": list(terms)}}], **document}


def put(world: World, document: dict[str, Any], path: str = HOUSE, **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return world.ask("PUT", path, {"document": document}, headers=sent)


def test_each_save_makes_the_next_version_and_leaves_the_others_alone() -> None:
    world = World()
    saved = [put(world, words("zounds", "x" * number)).json for number in range(2, 5)]
    assert [each["version"] for each in saved] == [1, 2, 3]
    for each in saved:
        answer = world.ask("GET", f"{HOUSE}/versions/{each['version']}").json
        assert answer == each | {"inForce": []}
    listed = world.ask("GET", f"{HOUSE}/versions").json["items"]
    assert [each["version"] for each in listed] == [3, 2, 1]
    assert world.ask("GET", HOUSE).json == saved[-1]
    assert [entry.operation for entry in world.state.audit.values()] == ["SavePolicy"] * 3


def test_the_same_document_is_no_new_version() -> None:
    world = World()
    assert put(world, words("zounds")).json["version"] == 1
    assert put(world, words("zounds")).json["version"] == 1
    assert len(world.state.audit) == 1


def test_members_keep_their_order() -> None:
    world = World()
    document = {"name": "n", "rules": [], "emotes": ["b", "a"], "allow": ["z", "y"]}
    put(world, document)
    assert [*world.ask("GET", HOUSE).json["document"]] == [*document]


def test_if_match_guards_what_was_read() -> None:
    world = World()
    put(world, words("one"))
    read = world.ask("GET", HOUSE).headers["ETag"]
    first = put(world, words("two"), If_Match=read)
    assert (first.status, first.json["version"]) == (200, 2)
    late = put(world, words("three"), If_Match=read)
    assert (late.status, late.code) == (412, "precondition_failed")
    assert world.ask("GET", HOUSE).json["version"] == 2
    # The answer to a PUT leads on, and so does what was read before the policy was published.
    assert put(world, words("three"), If_Match=first.headers["ETag"]).status == 200
    read = world.ask("GET", HOUSE).headers["ETag"]
    assert world.ask("POST", f"{HOUSE}/publish", {"version": 3}).status == 200
    assert world.ask("GET", HOUSE).headers["ETag"] != read
    assert put(world, words("four"), If_Match=read).status == 200


@pytest.mark.parametrize(
    ("headers", "new", "existing"),
    [
        ({}, 200, 200),
        ({"If_Match": "*"}, 412, 200),
        ({"If_None_Match": "*"}, 200, 412),
        ({"If_Match": '"1"'}, 412, 200),
        ({"If_Match": '"7", "1"'}, 412, 200),
        ({"If_Match": '"7"'}, 412, 412),
        ({"If_Match": 'W/"1"'}, 412, 412),
        ({"If_Match": "1"}, 412, 412),
        ({"If_Match": '"one"'}, 412, 412),
        ({"If_None_Match": '"1"'}, 400, 400),
    ],
    ids=str,
)
def test_preconditions(headers: dict[str, str], new: int, existing: int) -> None:
    world = World()
    assert put(world, words("aa"), **headers).status == new
    world = World()
    put(world, words("aa"))
    assert put(world, words("bb"), **headers).status == existing


def test_of_two_who_read_the_same_version_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one saves between our reading and our writing: the worst moment there is."""
    for headers, status, version in (({"If_Match": '"1"'}, 412, 2), ({}, 200, 3)):
        world = World()
        put(world, words("one"))
        commit = world.desk.ledger.commit
        others = [words("theirs")]

        def late(*arguments: Any, others: Any = others, world: World = world, commit: Any = commit) -> bool:
            if others:
                assert put(world, others.pop()).json["version"] == 2
            done: bool = commit(*arguments)
            return done

        monkeypatch.setattr(type(world.desk.ledger), "commit", lambda self, *arguments: late(*arguments))
        answer = put(world, words("ours"), **headers)
        monkeypatch.undo()
        assert answer.status == status
        assert world.ask("GET", HOUSE).json["version"] == version
        assert world.ask("GET", f"{HOUSE}/versions/2").json["document"] == words("theirs")


def test_all_problems_of_a_document_at_once_and_nothing_is_stored() -> None:
    world = World()
    document = {
        "rules": [
            {"id": "a", "kind": "terms", "verdict": "deny", "params": {"lexicons": ["xx"]}},
            {"id": "a", "kind": "flood", "verdict": "deny", "params": {"messages": 0, "seconds": 5}},
            {"id": "c", "kind": "links", "verdict": "deny", "params": {"find": ["listed"]}},
        ]
    }
    answer = put(world, document)
    assert (answer.status, answer.code) == (400, "policy_has_problems")
    told = {each["pointer"]: each["detail"] for each in answer.json["errors"]}
    assert told.keys() >= {"/document/rules/1/id", "/document/rules/2/params/domains"}
    validated = world.ask("POST", f"{HOUSE}/validate", {"document": document}).json
    assert {f"/document{each['pointer']}": each["detail"] for each in validated["problems"]} == told
    assert not validated["valid"]
    assert (world.state.audit, world.state.policies.versions) == ({}, {})


def test_validation_writes_nothing_and_says_what_it_would_cost() -> None:
    world = World()
    answer = world.ask("POST", f"{HOUSE}/validate", {"document": words("zounds", "blimey")})
    assert answer.json["cost"]["terms"] == 2
    assert answer.json["valid"]
    assert (world.state.audit, world.state.policies.versions, world.state.policies.compiled) == ({}, {}, {})
    assert put(world, words("zounds", "blimey")).json["hash"] == answer.json["hash"]


def test_a_base_is_pinned_until_the_policy_is_saved_again() -> None:
    world = World()
    extending = words("zounds", extends="base")
    extending["rules"][0]["id"] = "mine"
    put(world, words("wibble"), "/v1/policies/base")
    first = put(world, extending).json
    assert (first["extends"], first["stale"]) == (["base"], False)
    put(world, words("wibble", "plugh"), "/v1/policies/base")
    now = world.ask("GET", HOUSE).json
    assert (now["version"], now["hash"], now["stale"]) == (1, first["hash"], True)
    assert now["bases"] == [{"policyId": "base", "version": 1, "changed": True}]
    again = put(world, extending).json
    assert (again["version"], again["stale"], again["hash"] != first["hash"]) == (2, False, True)
    (change,) = world.ask("GET", f"{HOUSE}/diff").json["changes"]
    assert (change["ruleId"], change["member"], change["added"]) == ("own", "/params/terms", ["plugh"])


def test_another_release_brings_another_bundled_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions that extend it are stale, stay what they are, and can still be compared with those saved after it."""
    world = World()
    document = {"extends": "default", "rules": []}
    put(world, document)
    later = default_document()
    later["rules"] = [*later["rules"], *words("zounds")["rules"]]  # type: ignore[misc]
    bundled = replace(bundled_version(), document_hash=document_hash(later))
    for module in (policies, policy_sources):
        monkeypatch.setattr(module, "default_document", lambda: later)
    monkeypatch.setattr(policy_sources, "bundled_version", lambda: bundled)
    assert world.ask("GET", HOUSE).json["stale"] is True
    again = put(world, document).json
    assert (again["version"], again["stale"]) == (2, False)
    (change,) = world.ask("GET", f"{HOUSE}/diff").json["changes"]
    assert (change["change"], change["ruleId"]) == ("added", "own")


def test_a_document_from_before_a_stricter_schema_is_not_compared_as_if_it_were_empty() -> None:
    world = World()
    world.state.policies.add("house", words("zounds"))
    old: dict[str, Any] = {"rules": [], "retired": True}
    name = document_hash(old)
    first = world.state.policies.versions["house", 1]
    world.state.policies.versions["house", 1] = replace(first, document_hash=name)
    world.state.policies.documents[name] = packed(old)
    put(world, words("plugh"))
    answer = world.ask("GET", f"{HOUSE}/diff")
    assert (answer.status, answer.code) == (409, "policy_document_outdated")


def test_circles_are_found_through_other_policies() -> None:
    world = World()
    put(world, words("aa"))
    put(world, {"extends": "house", "rules": []}, "/v1/policies/other")
    for extends in ("house", "other"):
        answer = put(world, {"extends": extends, "rules": []})
        assert (answer.status, answer.json["pointer"]) == (400, "/document/extends")
        assert "circle" in answer.json["detail"]
    chain = ["default", *(f"p{number}" for number in range(6))]
    for below, name in itertools.pairwise(chain):
        answer = put(world, {"extends": below, "rules": []}, f"/v1/policies/{name}")
        assert answer.status == (400 if name == "p5" else 200), name


def test_a_policy_of_ten_thousand_terms_with_all_their_members() -> None:
    world = World()
    letters = random.Random(20261122)
    terms = [
        {"term": "".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=12)), "match": "word", "severity": 3}
        for _ in range(10_000)
    ]
    document: dict[str, Any] = {"extends": "default", "rules": [{**words()["rules"][0], "params": {"terms": terms}}]}
    answer = put(world, document)
    assert answer.status == 200, answer.body[:500]
    assert answer.json["cost"]["terms"] > 10_000
    assert world.ask("GET", HOUSE).json["document"] == document


def test_documents_have_a_limit_of_their_own() -> None:
    world = World()
    longest = words("zounds", name="n" * 100)
    padded = {**longest, "$schema": "s" * 500}
    assert put(world, padded).status == 200
    too_large = world.ask("PUT", HOUSE, {"document": words("z" * POLICY_BYTES_MAX)})
    assert (too_large.status, too_large.code) == (400, "body_too_large")
    elsewhere = world.ask("POST", "/v1/rooms", {"name": "n" * 17_000})
    assert elsewhere.code == "body_too_large"


def test_the_bundled_policy_can_be_read_and_extended_but_not_edited() -> None:
    world = World()
    answer = world.ask("GET", "/v1/policies/default").json
    assert (answer["version"], answer["document"], answer["at"]) == (0, default_document(), None)
    assert world.ask("GET", "/v1/policies/default/versions").json["items"][0]["hash"] == answer["hash"]
    refused = put(world, words("aa"), "/v1/policies/default")
    assert (refused.status, refused.code) == (409, "policy_read_only")
    assert put(world, {"extends": "default", "rules": []}).json["extends"] == ["default"]


def test_the_listing_begins_with_the_bundled_policy_whatever_its_pages() -> None:
    world = World()
    for name in ("beta", "alpha", "gamma"):
        put(world, words(name), f"/v1/policies/{name}")
    for limit in (1, 2, 3, 50):
        seen: list[str] = []
        query: dict[str, Any] = {"limit": limit}
        for _ in range(10):
            page = world.ask("GET", "/v1/policies", query=query).json
            assert len(page["items"]) <= limit
            seen += [each["policyId"] for each in page["items"]]
            if not page["cursor"]:
                break
            query["cursor"] = page["cursor"]
        assert seen == ["default", "alpha", "beta", "gamma"], limit


def test_what_is_not_there() -> None:
    world = World()
    put(world, words("aa"))
    for path, code in (
        ("/v1/policies/nobody", "policy_not_found"),
        ("/v1/policies/nobody/versions", "policy_not_found"),
        (f"{HOUSE}/versions/2", "policy_version_not_found"),
        (f"{HOUSE}/versions/0", "policy_version_not_found"),
        ("/v1/policies/default/versions/1", "policy_version_not_found"),
        ("/v1/lexicons/xx", "lexicon_not_found"),
    ):
        answer = world.ask("GET", path)
        assert (answer.status, answer.code) == (404, code), path


def test_comparing_versions() -> None:
    world = World()
    for terms in (("aa",), ("aa", "bb"), ("bb", "cc")):
        put(world, words(*terms))
    latest = world.ask("GET", f"{HOUSE}/diff").json
    assert (latest["from"], latest["to"], latest["changes"][0]["text"]) == (
        2,
        3,
        "rules own /params/terms: 1 added, 1 removed",
    )
    whole = world.ask("GET", f"{HOUSE}/diff", query={"from": 1, "to": 3}).json
    assert (whole["changes"][0]["added"], whole["changes"][0]["removed"]) == (["bb", "cc"], ["aa"])
    assert world.ask("GET", f"{HOUSE}/diff", query={"to": 1}).json["changes"] == []
    assert world.ask("GET", f"{HOUSE}/diff", query={"from": 9}).code == "policy_version_not_found"


@pytest.mark.parametrize("letter", ["a", "ж", "😀", '"', "\\"])
def test_a_comparison_of_large_lists_fits_into_an_answer_of_lambdas(letter: str) -> None:
    terms = tuple(f"{letter * 90} {number}" for number in range(2_000))
    changes = [Change("rules", CHANGED, f"rule {number}", "/params/terms", added=terms) for number in range(100)]
    small = Change("settings", CHANGED, "", "/name", "old", "new")
    view = difference_view("house", 1, 2, [*changes, small])
    body = json.dumps(view.model_dump(by_alias=True))
    assert len(json.dumps({"body": body})) < 6_000_000
    *large, last = view.changes
    assert large[0].added == list(terms)
    assert [(each.text, each.added) for each in large if each.cut][-1] == (told(changes[-1]), [])
    assert (last.before, last.after, last.cut) == ("old", "new", False), "what fits is told"


def test_a_damaged_document_is_said_to_be_so() -> None:
    world = World()
    put(world, words("aa"))
    world.state.policies.documents.clear()
    assert world.ask("GET", HOUSE).code == "policy_document_damaged"


def test_lexicons_are_counted_and_searched_but_not_handed_out() -> None:
    world = World()
    listed = world.ask("GET", "/v1/lexicons").json["items"]
    assert len(listed) == 15
    for each in listed:
        assert each["entries"] == sum(each["categories"].values()) == sum(each["severities"].values())
        assert world.ask("GET", f"/v1/lexicons/{each['name']}").json == each
    hits = world.ask("GET", "/v1/lexicons/look-up", query={"text": "oh m.e.r.d.e"}).json["hits"]
    french = next(hit for hit in hits if hit["lexicon"] == "fr")
    assert (french["term"], french["category"], french["match"], french["reading"]) == (
        "merde",
        "profanity",
        "word",
        "split",
    )
    assert (french["start"], french["end"], french["text"]) == (3, 12, "m.e.r.d.e")
    assert world.ask("GET", "/v1/lexicons/look-up", query={"text": "good morning"}).json["hits"] == []


def test_who_reads_a_room_sees_what_decides_there() -> None:
    world = World()
    token = world.person("moderator", ROOM)
    assert world.ask("GET", f"/v1/rooms/{ROOM}/policy", token=token).json["source"] == "bundled"
    assert world.ask("GET", "/v1/policies", token=token).code == "role_not_allowed"
