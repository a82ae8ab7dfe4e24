"""Whatever is wrong with a request, the answer is a 4xx that says what and where, and nothing has happened."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderator_api.body import bytes_max
from tests.fakes.world import ROOM, World
from tests.unit.moderator_api.requests import GOOD, Good

WITH_BODY = [good for good in GOOD if good.body is not None]

# What a body may not be, whoever it is for.
NO_BODIES = {
    "not JSON": "{",
    "nothing but a number": "1",
    "an array": "[]",
    "text": '"x"',
    "null": "null",
    "not a number": '{"a": NaN}',
    "infinite": '{"a": -Infinity}',
    "a member twice": '{"name": "a", "name": "b"}',
    "a member twice further in": '{"a": {"b": 1, "b": 1}}',
    "unpaired surrogate": '{"name": "\\ud800"}',
    "unpaired surrogate as a name": '{"\\udfff": 1}',
    "17 levels": "[" * 17 + "]" * 17,
    "8,000 levels": "[" * 8000 + "]" * 8000,
    "5,000 digits": '{"a": ' + "9" * 5000 + "}",
    "control character": '{"a": "\x00"}',
    "byte order mark": "\ufeff{}",
}


@pytest.mark.parametrize("good", WITH_BODY, ids=str)
def test_no_operation_takes_a_body_that_is_none(good: Good) -> None:
    limit = bytes_max(good.url)
    too_large = {
        "too large": json.dumps({"a": "x" * limit}),
        "too large in bytes": json.dumps({"a": "€" * (limit * 3 // 8)}, ensure_ascii=False),
    }
    for name, raw in (NO_BODIES | too_large).items():
        world = World()
        for encoded in (False, True):
            answer = world.ask(good.method, good.url, raw=raw, query=good.query, encoded=encoded)
            assert answer.status == 400, (name, answer)
            assert answer.code in ("invalid_body", "body_too_large"), (name, answer)
            assert answer.headers["Content-Type"] == "application/problem+json"
        assert world.state.audit == {}
        assert world.chat.calls == []


def test_a_body_that_is_not_utf8_is_refused() -> None:
    world = World()
    for text in ("/w==", "not base64!", "A"):
        event = _event(text)
        assert world.api.handle(event, None)["statusCode"] == 400


def _event(body: str) -> dict[str, Any]:
    from tests.fakes.world import request

    return {**request("POST", "/v1/rooms", {}), "body": body, "isBase64Encoded": True}


@pytest.mark.parametrize("good", WITH_BODY, ids=str)
def test_members_that_nobody_knows_are_refused(good: Good) -> None:
    world = World()
    answer = world.ask(good.method, good.url, {**good.body, "surprise": 1})
    assert (answer.status, answer.json["pointer"]) == (400, "/surprise")


# method, path, body, where the fault is
FAULTS: list[tuple[str, str, Any, str]] = [
    ("GET", "/v1/rooms/short", None, "roomId"),
    ("GET", "/v1/rooms/twelve%20chars", None, "roomId"),
    ("GET", "/v1/rooms/abcdefghijkl%0A", None, "roomId"),
    ("DELETE", f"/v1/rooms/{ROOM}/messages/abc", None, "messageId"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/{'u' * 129}", {"kind": "ban", "reason": "r"}, "userId"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "exile", "reason": "r"}, "/kind"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "ban"}, "/reason"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "ban", "reason": ""}, "/reason"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "ban", "reason": "r" * 257}, "/reason"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "ban", "reason": "a\nb"}, "/reason"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "timeout", "reason": "r"}, "/seconds"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "timeout", "reason": "r", "seconds": 0}, "/seconds"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "timeout", "reason": "r", "seconds": "9"}, "/seconds"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "timeout", "reason": "r", "seconds": 1.5}, "/seconds"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "timeout", "reason": "r", "seconds": True}, "/seconds"),
    ("PUT", f"/v1/rooms/{ROOM}/sanctions/u", {"kind": "ban", "reason": "r", "seconds": 10**12}, "/seconds"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {}, "/userId"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": ""}, "/userId"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": 'a\n{"type": "decision"}'}, "/userId"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "\x1b[2J"}, "/userId"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "\x9b2J"}, "/userId"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": ".."}, "/userId"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "u", "access": "admin"}, "/access"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "u", "capabilities": ["DELETE_MESSAGE"]}, "/capabilities"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "u", "sessionDurationInMinutes": 181}, "/sessionDurationInMinutes"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "u", "attributes": {"a": 1}}, "/attributes/a"),
    ("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "u", "attributes": {"a": "é" * 600}}, "/attributes"),
    ("POST", f"/v1/rooms/{ROOM}/events", {"eventName": "x" * 101}, "/eventName"),
    ("POST", "/v1/rooms", {"name": "two words"}, "/name"),
    ("POST", "/v1/rooms", {"maximumMessageLength": 501}, "/maximumMessageLength"),
    ("POST", "/v1/rooms", {"maximumMessageRatePerSecond": 0}, "/maximumMessageRatePerSecond"),
    ("POST", "/v1/rooms", {"tags": {str(n): "" for n in range(51)}}, "/tags"),
    ("PATCH", f"/v1/rooms/{ROOM}", {}, ""),
    ("POST", "/v1/rooms/attach", {}, ""),
    ("POST", "/v1/rooms/attach", {"roomIds": [ROOM], "tag": {"key": "a"}}, ""),
    ("POST", "/v1/rooms/attach", {"roomIds": ["short"]}, "/roomIds/0"),
    ("POST", "/v1/rooms/attach", {"roomIds": []}, "/roomIds"),
    ("GET", "/v1/rooms/attach/nothex", None, "operationId"),
    ("PATCH", f"/v1/rooms/{ROOM}/modes", {"slow": {}}, "/slow/seconds"),
    # A review looks back one minute.
    ("PATCH", f"/v1/rooms/{ROOM}/modes", {"slow": {"seconds": 61}}, "/slow/seconds"),
    ("PATCH", f"/v1/rooms/{ROOM}/modes", {"followersOnly": {"seconds": -1}}, "/followersOnly/seconds"),
    ("PATCH", f"/v1/rooms/{ROOM}/modes", {"frozen": {"until": -1}}, "/frozen/until"),
    ("PATCH", f"/v1/rooms/{ROOM}/modes", {"frozen": True}, "/frozen"),
    ("PATCH", f"/v1/rooms/{ROOM}/modes", {"frozen": {"seconds": 1}}, "/frozen/seconds"),
    ("POST", "/v1/logging-configurations", {"destinationConfiguration": {}}, "/destinationConfiguration"),
    (
        "POST",
        "/v1/logging-configurations",
        {"destinationConfiguration": {"s3": {"bucketName": "b"}, "firehose": {"deliveryStreamName": "d"}}},
        "/destinationConfiguration",
    ),
    ("DELETE", f"/v1/rooms/{ROOM}/tags", None, "key"),
    ("GET", "/v1/policies/No", None, "policyId"),
    ("GET", "/v1/policies/house/versions/one", None, "version"),
    ("GET", "/v1/lexicons/english", None, "name"),
    ("GET", "/v1/lexicons/look-up", None, "text"),
    ("PUT", "/v1/policies/house", {"document": []}, "/document"),
    ("PUT", "/v1/policies/house", {"rules": []}, "/rules"),
    ("PUT", "/v1/policies/house", {"document": {}}, "/document"),
    ("PUT", "/v1/policies/house", {"document": {"rules": [{"id": 1}]}}, "/document/rules/0/id"),
    ("PUT", "/v1/policies/house", {"document": {"rules": [], "extends": "house"}}, "/document/extends"),
    ("PUT", "/v1/policies/house", {"document": {"rules": [], "extends": "nobody"}}, "/document/extends"),
    ("PUT", "/v1/policies/house", {"document": {"rules": [], "extends": "x" * 3000}}, "/document/extends"),
    ("PUT", "/v1/policies/house", {"document": {"rules": []}, "note": "n" * 257}, "/note"),
    ("POST", "/v1/policies/house/test", {"texts": []}, "/texts"),
    ("POST", "/v1/policies/house/test", {"texts": ["x"] * 1001}, "/texts"),
    ("POST", "/v1/policies/house/test", {"texts": ["x" * 2001]}, "/texts/0"),
    ("POST", "/v1/policies/house/test", {"texts": ["x"], "version": 1, "document": {"rules": []}}, ""),
    (
        "POST",
        "/v1/policies/house/test",
        {"texts": ["x"], "context": {"modes": {"slow": {}}}},
        "/context/modes/slow/seconds",
    ),
    ("POST", "/v1/policies/house/publish", {}, "/version"),
    ("POST", "/v1/policies/house/publish", {"version": 1, "rooms": []}, "/rooms"),
    ("POST", "/v1/policies/house/publish", {"version": 1, "rooms": [ROOM] * 21}, "/rooms"),
    ("POST", "/v1/policies/house/publish", {"version": "1"}, "/version"),
    ("PATCH", f"/v1/rooms/{ROOM}/policy", {}, "/failMode"),
    ("PATCH", f"/v1/rooms/{ROOM}/policy", {"failMode": "ajar"}, "/failMode"),
]


@pytest.mark.parametrize(("method", "path", "body", "where"), FAULTS)
def test_the_answer_says_where_the_fault_is(method: str, path: str, body: Any, where: str) -> None:
    world = World()
    answer = world.ask(method, path, body)
    assert answer.status == 400, answer
    places = [error.get("pointer", error.get("parameter")) for error in answer.json["errors"]]
    assert where in places, places
    assert world.state.audit == {}
    assert world.chat.calls == []


@pytest.mark.parametrize("role", ["superuser", "service", ""])
def test_roles_that_no_person_has_are_refused(role: str) -> None:
    world = World()
    asked = {"role": role, "rooms": ["*"], "username": "x"}
    answer = world.ask("PUT", "/v1/moderators/s", asked, token=world.person("admin"))
    assert (answer.status, answer.json["pointer"]) == (400, "/role")


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"cursor": "x"}, {"attached": "?"}]
)
def test_bad_parameters_are_named(query: dict[str, str]) -> None:
    answer = World().ask("GET", "/v1/rooms", query=query)
    assert answer.status == 400
    assert answer.json["errors"][0]["parameter"] == next(iter(query))


@pytest.mark.parametrize(
    "media_type", ["text/xml", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx", "*/*"]
)
def test_another_media_type_is_refused(media_type: str) -> None:
    answer = World().ask("POST", "/v1/rooms", {}, headers={"Content-Type": media_type})
    assert (answer.status, answer.code) == (415, "unsupported_media_type")
    empty = World().ask("POST", "/v1/rooms", headers={"Content-Type": media_type})
    assert (empty.status, empty.json["pointer"]) == (400, "")
    assert World().ask("POST", f"/v1/rooms/{ROOM}/attach", headers={"Content-Type": media_type}).status == 200


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "Application/JSON", ""])
def test_json_is_taken_under_all_its_names(media_type: str) -> None:
    assert World().ask("POST", "/v1/rooms", {}, headers={"Content-Type": media_type}).status == 201


def test_nowhere_is_a_problem_document_too() -> None:
    for method, path in (("GET", "/v1/"), ("GET", "/v2/rooms"), ("PUT", "/v1/rooms"), ("GET", "/v1/rooms/")):
        answer = World().ask(method, path)
        assert (answer.status, answer.code) == (404, "no_such_resource"), path


ENDLESS = "\u00e9" * 500_000


@pytest.mark.parametrize(
    "raw",
    [
        "{" + ",".join(f'"k{number}": 1' for number in range(70_000)) + "}",
        f'{{"{ENDLESS}": 1}}',
        f'{{"{ENDLESS}": "\\ud800"}}',
        f'{{"document": {{"rules": [{{"id": "a", "when": {{"{ENDLESS}": 1}}}}]}}}}',
        "{" + ",".join(f'"\u00e9{number}": 1, "\u00e9{number}": 2' for number in range(20_000)) + "}",
    ],
    ids=["many members", "one long name", "a surrogate under a long name", "a long condition", "repeated members"],
)
def test_a_refusal_of_a_large_body_is_small(raw: str) -> None:
    """Lambda answers with 6 MB at most; more is a 5xx that somebody's input has made."""
    assert len(raw.encode()) <= bytes_max("/v1/policies/house")
    answer = World().ask("PUT", "/v1/policies/house", raw=raw)
    assert answer.status == 400
    assert len(answer.body) < 100_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("good", WITH_BODY, ids=str)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(data=st.data())
def test_no_body_makes_the_api_fail(good: Good, data: st.DataObject) -> None:
    """Members of a good body replaced by anything, and anything in its place."""
    replaced = data.draw(st.dictionaries(st.sampled_from(sorted(good.body)), JSON, max_size=2))
    body = data.draw(st.just({**good.body, **replaced}) | JSON)
    answer = World().ask(good.method, good.url, raw=json.dumps(body), query=good.query)
    assert answer.status < 500, answer
