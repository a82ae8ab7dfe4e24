"""Trying a policy out: the same reasoning as in a review, for as many texts as fit into an answer."""

from typing import Any

import pytest

from moderation.explain import explain
from moderation.services import policy_trials
from tests.fakes.world import FOREIGN, ROOM, Answer, World

HOUSE = "/v1/policies/house"


def words(*terms: str, **fields: Any) -> dict[str, Any]:
    return {"rules": [{"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": list(terms)}, **fields}]}


@pytest.fixture
def world() -> World:
    made = World()
    made.state.policies.add("house", words("zounds"), 1)
    made.state.policies.add("house", words("zounds", "plugh", verdict="mask"), 2)
    return made


def trial(world: World, *texts: str, token: str = "", **body: Any) -> Answer:
    return world.ask("POST", f"{HOUSE}/test", {"texts": list(texts), **body}, token=token)


def test_the_latest_version_an_older_one_or_a_document_that_nobody_saved(world: World) -> None:
    texts = ("zounds", "plugh", "wibble")
    assert _verdicts(trial(world, *texts)) == ["MASK", "MASK", "ALLOW"]
    assert _verdicts(trial(world, *texts, version=1)) == ["DENY", "ALLOW", "ALLOW"]
    assert _verdicts(trial(world, *texts, document=words("wibble"))) == ["ALLOW", "ALLOW", "DENY"]
    assert (world.state.audit, len(world.state.policies.versions)) == ({}, 2)


def test_the_answer_tells_what_was_found_how_and_what_follows(world: World) -> None:
    answer = trial(world, "oh Z.O.U.N.D.S").json
    assert (answer["version"], answer["verdicts"], answer["complete"]) == (2, {"MASK": 1}, True)
    (result,) = answer["results"]
    assert (result["ruleId"], result["content"]) == ("own", "oh ***********")
    (hit,) = result["hits"]
    assert (hit["start"], hit["end"], hit["reading"], hit["term"]) == (3, 14, "split", "zounds")


def test_the_bundled_policy_can_be_tried_too(world: World) -> None:
    answer = world.ask("POST", "/v1/policies/default/test", {"texts": ["go kill yourself", "hello"]}).json
    assert [result["verdict"] for result in answer["results"]] == ["DENY", "ALLOW"]


def test_under_room_modes_and_token_attributes(world: World) -> None:
    assert _verdicts(trial(world, "hello", context={"modes": {"frozen": {}}})) == ["DENY"]
    newcomers = words("hello", when={"roles": ["newcomer"]})
    for role, verdict in (("newcomer", "DENY"), ("vip", "ALLOW")):
        context = {"attributes": {"role": role}}
        assert _verdicts(trial(world, "hello", document=newcomers, context=context)) == [verdict]


def test_under_the_modes_that_a_room_has_on(world: World) -> None:
    world.state.modes[ROOM] = {"frozen": {}}
    assert _verdicts(trial(world, "hello", context={"roomId": ROOM})) == ["DENY"]
    assert _verdicts(trial(world, "hello", context={"roomId": FOREIGN})) == ["ALLOW"]
    # The modes of a room are for those who may see the room.
    token = world.person("analyst", ROOM)
    assert trial(world, "hello", context={"roomId": FOREIGN}, token=token).code == "room_not_found"


def test_a_document_with_problems_is_refused_with_all_of_them(world: World) -> None:
    answer = trial(world, "hello", document={"rules": [{"id": "a"}, {"id": "b"}]})
    assert (answer.status, answer.code, len(answer.json["errors"])) == (400, "policy_has_problems", 4)


def test_a_version_that_does_not_load_is_said_to_be_so(world: World) -> None:
    world.state.policies.compiled.clear()
    assert trial(world, "hello").code == "policy_version_unusable"


def test_an_answer_is_cut_when_time_runs_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(*arguments: Any) -> Any:
        world.clock.time += 6
        return explain(*arguments)

    monkeypatch.setattr(policy_trials, "explain", slowly)
    answer = trial(world, *["hello"] * 10).json
    assert (len(answer["results"]), answer["complete"]) == (3, False)


def test_an_answer_is_cut_before_it_is_too_large_for_lambda(world: World) -> None:
    hostile = " ".join(["zounds"] * 71)
    answer = trial(world, *[hostile] * 400)
    assert answer.status == 200
    assert not answer.json["complete"]
    assert 10 < len(answer.json["results"]) < 400
    assert len(answer.body.encode()) < 6_000_000


def test_hostile_texts_are_judged_like_any_other(world: World) -> None:
    texts = ["", "\u0000", "\U0010ffff" * 500, "a" * 2_000, "\u202e\u200bz\u0301ounds", "zounds" * 80]
    answer = trial(world, *texts)
    assert answer.status == 200, answer
    assert len(answer.json["results"]) == len(texts)
    assert answer.json["results"][3]["verdict"] == "DENY", "longer than IVS Chat delivers"


def _verdicts(answer: Answer) -> list[str]:
    return [result["verdict"] for result in answer.json["results"]]
