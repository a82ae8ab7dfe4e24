"""Which policy decides: fetched by hash in chunks, verified, live at once, never replaced by a bad one."""

import base64
import random
from collections.abc import Callable
from typing import Any

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from message_review import policies as policies_module
from moderation.compile import CompiledDocument, compile_policy
from moderation.default import default_policy
from moderation.rules.term_matching import pattern_search
from moderation.tables import CHUNK_BYTES_MAX
from tests.contract.conftest import ROOM, Environment, Stage, mode, stored_settings

Start = Callable[..., Environment]
LIVE_WITHIN_S = 10


def policy_refusing(word: str, *more: str) -> CompiledDocument:
    rule = {"id": word, "kind": "terms", "verdict": "deny", "reasonCode": "own", "params": {"terms": [word, *more]}}
    compiled = compile_policy({"name": word, "rules": [rule]})
    assert not compiled.problems
    return compiled


def store(dynamodb: StandIn, compiled: CompiledDocument, chunk_bytes: int = CHUNK_BYTES_MAX) -> int:
    """Store compiled data as the API does; the number of chunks."""
    data = compiled.data
    pieces = [data[start : start + chunk_bytes] for start in range(0, len(data), chunk_bytes)]
    for number, piece in enumerate(pieces):
        dynamodb.tables.put("Policies", chunk_item(compiled.hash, number, piece, len(pieces)))
    return len(pieces)


def chunk_item(content_hash: str, number: int, piece: bytes, count: int) -> dict[str, Any]:
    return {
        "pk": {"S": f"compiled#{content_hash}"},
        "sk": {"S": f"chunk#{number:04d}"},
        "data": {"B": base64.b64encode(piece).decode()},
        "chunks": {"N": str(count)},
    }


def point(dynamodb: StandIn, content_hash: str, version: int = 1, *, policy_id: str = "house", pk: str = "org") -> None:
    """Move a policy pointer, the organisation's unless a room is named."""
    pointer: dict[str, Any] = {
        "policyId": {"S": policy_id},
        "policyHash": {"S": content_hash},
        "policyVersion": {"N": str(version)},
    }
    dynamodb.tables.put("State", {**stored_settings(**pointer), "pk": {"S": pk}})


def test_the_organisations_policy_is_there_before_the_first_message(dynamodb: StandIn, environment: Start) -> None:
    compiled = policy_refusing("wibble")
    store(dynamodb, compiled)
    point(dynamodb, compiled.hash, 7)
    chat = environment()
    dynamodb.operations.clear()
    answer, line = chat.say("wibble wobble")
    assert answer["ReviewResult"] == "DENY"
    assert (line["policyId"], line["policyVersion"], line["policy"]) == ("house", 7, compiled.hash[:12])
    assert dynamodb.operations["GetItem Policies"] == 0


def test_the_organisations_policy_is_built_before_the_first_message(
    dynamodb: StandIn, environment: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = policy_refusing("wibble")
    store(dynamodb, compiled)
    point(dynamodb, compiled.hash)
    monkeypatch.setattr(pattern_search, "LOOKED_UP_MAX", 64)
    chat = environment(AWS_LAMBDA_INITIALIZATION_TYPE="provisioned-concurrency")
    monkeypatch.setattr("moderation.matcher.Matcher", None)  # an automaton built by a message would fail its review
    for number in range(10):
        answer, line = chat.say(f"not {number} wobbles but one more", user=f"viewer{number}")
        assert (answer["ReviewResult"], line["level"]) == ("ALLOW", "INFO")
    assert chat.say("wibble")[0]["ReviewResult"] == "DENY"


@pytest.mark.parametrize("chunk_bytes", [CHUNK_BYTES_MAX, 300])
def test_a_new_version_is_live_with_the_next_message(dynamodb: StandIn, environment: Start, chunk_bytes: int) -> None:
    old, new = policy_refusing("wibble"), policy_refusing("plugh")
    room = f"room#{ROOM}"
    store(dynamodb, old)
    point(dynamodb, old.hash, 1, pk=room)
    chat = environment()
    assert chat.say("plugh")[0]["ReviewResult"] == "ALLOW"
    assert store(dynamodb, new, chunk_bytes) > 1 or chunk_bytes == CHUNK_BYTES_MAX
    point(dynamodb, new.hash, 2, pk=room)
    answer, line = chat.say("plugh")
    for _ in range(4):
        if answer["ReviewResult"] == "ALLOW":
            assert (line["wanted"], line["wantedBecause"], line["degraded"]) == (new.hash, "pending", "")
            answer, line = chat.say("plugh")
    assert answer["ReviewResult"] == "DENY"
    assert (line["policyVersion"], line["policy"]) == (2, new.hash[:12])
    assert chat.say("wibble")[0]["ReviewResult"] == "ALLOW"


def test_the_organisations_new_version_is_live_within_ten_seconds(dynamodb: StandIn, environment: Start) -> None:
    """The organisation's settings are not asked for with every message."""
    old, new = policy_refusing("wibble"), policy_refusing("plugh")
    for compiled in (old, new):
        store(dynamodb, compiled)
    point(dynamodb, old.hash)
    chat = environment()
    assert chat.say("plugh")[0]["ReviewResult"] == "ALLOW"
    point(dynamodb, new.hash, 2)
    kept: Any = chat.reviewer._sources._kept  # type: ignore[attr-defined]  # has tables
    kept.organisation_read -= LIVE_WITHIN_S - 1
    answer, line = chat.say("plugh")
    assert (answer["ReviewResult"], line["policyVersion"]) == ("DENY", 2)


def test_a_large_policy_arrives_over_messages_that_all_get_an_answer(dynamodb: StandIn, environment: Start) -> None:
    letters = random.Random(1)
    words = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=12)) for _ in range(5_000)]
    compiled = policy_refusing("plugh", *words)
    assert store(dynamodb, compiled, 20_000) > 2
    point(dynamodb, compiled.hash, pk=f"room#{ROOM}")
    chat = environment()
    outcomes = [chat.say("plugh")[1] for _ in range(12)]
    assert outcomes[-1]["policy"] == compiled.hash[:12]
    assert all(line["degraded"] in ("", "policy") and line["level"] != "ERROR" for line in outcomes)


def test_large_policies_of_rooms_whose_messages_alternate(dynamodb: StandIn, environment: Start, stage: Stage) -> None:
    """A message brings some chunks of its own room's, and takes nothing from the other's."""
    letters = random.Random(1)
    policies = {}
    for room in (ROOM, "OTHER1234567"):
        words = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=12)) for _ in range(500)]
        compiled = policy_refusing("plugh", *words)
        assert store(dynamodb, compiled, len(compiled.data) // 12) >= 12
        point(dynamodb, compiled.hash, pk=f"room#{room}")
        policies[room] = compiled.hash[:12]
    chat = environment()
    dynamodb.fault = lambda operation: "slow:0.1" if operation == "GetItem" else ""
    stage.set(0.25)
    rounds = [{room: chat.say(room=room)[1]["policy"] for room in policies} for _ in range(12)]
    assert rounds[0].items().isdisjoint(policies.items()), "one message is enough: nothing alternates"
    assert rounds[-1] == policies


def test_two_chunks_under_way_leave_connections_for_all_that_a_message_asks(
    dynamodb: StandIn, environment: Start, stage: Stage
) -> None:
    compiled = policy_refusing("plugh")
    assert store(dynamodb, compiled, len(compiled.data) // 3) > 2
    chat = environment()
    room = stored_settings(modes=mode("uniqueChat"), policyId={"S": "house"}, policyHash={"S": compiled.hash})
    dynamodb.tables.put("State", room)
    faults = ["hang", "hang", "", ""]  # of reads by key: the window, the first chunk, then two chunks
    dynamodb.fault = lambda operation: faults.pop() if operation == "GetItem" and faults else ""
    stage.set(0.3)
    chat.say("wibble")
    assert faults == []
    dynamodb.operations.clear()
    line = chat.say("wobble")[1]
    assert (line["failures"], sum(dynamodb.operations.values())) == ({"policy": "pending"}, 5)


def bad_hash(dynamodb: StandIn) -> str:
    compiled = policy_refusing("plugh")
    dynamodb.tables.put("Policies", chunk_item("0" * 32, 0, compiled.data, 1))
    return "0" * 32


def missing(dynamodb: StandIn) -> str:
    return "1" * 32


def missing_chunk(dynamodb: StandIn) -> str:
    compiled = policy_refusing("plugh")
    dynamodb.tables.put("Policies", chunk_item(compiled.hash, 0, compiled.data[:50], 2))
    return compiled.hash


def garbled_item(dynamodb: StandIn) -> str:
    dynamodb.tables.put(
        "Policies", {"pk": {"S": "compiled#" + "2" * 32}, "sk": {"S": "chunk#0000"}, "data": {"S": "x"}}
    )
    return "2" * 32


def not_a_policy(dynamodb: StandIn) -> str:
    made = CompiledDocument(b"RKP3 but nothing behind it", {}, ())
    dynamodb.tables.put("Policies", chunk_item(made.hash, 0, made.data, 1))
    return made.hash


@pytest.mark.parametrize("bad", [bad_hash, missing, missing_chunk, garbled_item, not_a_policy])
def test_a_bad_version_never_replaces_the_last_good_one(
    dynamodb: StandIn, environment: Start, bad: Callable[[StandIn], str]
) -> None:
    good = policy_refusing("wibble")
    store(dynamodb, good)
    point(dynamodb, good.hash, 1)
    chat = environment()
    assert chat.say("wibble")[0]["ReviewResult"] == "DENY"
    point(dynamodb, bad(dynamodb), 2, pk=f"room#{ROOM}")
    for _ in range(3):
        answer, line = chat.say("wibble")
        assert (answer["ReviewResult"], line["policyVersion"], line["degraded"]) == ("DENY", 1, "policy")
        assert line["wantedBecause"] not in ("", "pending")


def test_a_failed_fetch_is_not_repeated_with_every_message_but_later(
    dynamodb: StandIn, environment: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = policy_refusing("plugh")
    point(dynamodb, compiled.hash, pk=f"room#{ROOM}")
    chat = environment()
    for _ in range(5):
        chat.say("plugh")
    fetched = dynamodb.operations["GetItem Policies"]
    store(dynamodb, compiled)
    assert chat.say("plugh")[1]["wantedBecause"] == "missing"
    assert dynamodb.operations["GetItem Policies"] == fetched
    monkeypatch.setattr(policies_module, "_RETRY_AFTER_S", 0)
    chat.reviewer._sources._kept.policies._failed.clear()  # type: ignore[attr-defined]  # as if time had passed
    assert chat.say("plugh")[0]["ReviewResult"] == "DENY"


def test_a_room_without_a_pointer_has_the_bundled_policy(environment: Start) -> None:
    assert environment().say("go kill yourself")[1]["policyId"] == "default"


def test_a_version_with_the_bundled_content_goes_by_its_own_name(dynamodb: StandIn, environment: Start) -> None:
    point(dynamodb, default_policy().hash, 4, policy_id="house")
    line = environment().say("go kill yourself")[1]
    assert (line["policyId"], line["policyVersion"], line["degraded"]) == ("house", 4, "")


def test_rollback_to_known_content_costs_no_fetch(dynamodb: StandIn, environment: Start) -> None:
    one, two = policy_refusing("wibble"), policy_refusing("plugh")
    chat = environment()
    for compiled, version in ((one, 1), (two, 2)):
        store(dynamodb, compiled)
        point(dynamodb, compiled.hash, version, pk=f"room#{ROOM}")
        while chat.say("wibble")[1].get("policy") != compiled.hash[:12]:
            pass
    dynamodb.operations.clear()
    point(dynamodb, one.hash, 3, pk=f"room#{ROOM}")
    line = chat.say("wibble")[1]
    assert (line["verdict"], line["policyVersion"]) == ("DENY", 3)
    assert dynamodb.operations["GetItem Policies"] == 0
