"""From an editor's desk to the next message: publish a word, see it refused, roll back, see it delivered again."""

import asyncio
import random
import string
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from local.stack import LocalStack
from tests.journeys.conftest import Person
from tests.journeys.viewer import Viewer

LIVE_WITHIN_S = 10.0


@pytest.fixture
def editor(person: Callable[[str], Person], room_id: str) -> Iterator[Person]:
    """The policy editor; afterwards the demo room follows the organisation again."""
    seeded = person("policy_editor")
    yield seeded
    assert seeded.delete(f"/rooms/{room_id}/policy").status_code == 200


@pytest.fixture
def policy_id() -> str:
    return f"journey-{uuid.uuid4().hex[:8]}"


def forbidding(*terms: str) -> dict[str, Any]:
    """Nothing but words: the bundled policy's flood rule would soon refuse messages sent to see what happens."""
    rule = {"id": "own", "kind": "terms", "verdict": "deny", "reasonCode": "house_words", "params": {"terms": [*terms]}}
    return {"document": {"rules": [rule]}}


async def said(viewer: Viewer, text: str) -> str:
    """Say something: what comes of it, MESSAGE or the reason code of the refusal."""
    await viewer.say(text)
    while True:
        frame = await viewer.frame()
        if frame["Type"] == "ERROR":
            return str(frame["ErrorMessage"]).rpartition("[")[2].partition(" ")[0]
        if frame["Type"] == "MESSAGE" and frame["RequestId"] == text:
            return "MESSAGE"


async def seconds_until(viewer: Viewer, text: str, outcome: str) -> float:
    """Messages flow, one each quarter of a second, until the outcome is as wanted; how long that took."""
    began = time.monotonic()
    for number in range(int(LIVE_WITHIN_S * 4)):
        if await said(viewer, f"{text} {number}") == outcome:
            return time.monotonic() - began
        await asyncio.sleep(0.25)
    raise AssertionError(f"{text}: not {outcome} within {LIVE_WITHIN_S} s")


async def test_a_word_is_refused_once_published_and_delivered_once_rolled_back(
    editor: Person, policy_id: str, room_id: str, joining: Callable[[str], Viewer], user_id: str
) -> None:
    word = f"zork{uuid.uuid4().hex[:6]}"
    policy = f"/policies/{policy_id}"
    async with joining(user_id) as ada:
        assert await said(ada, f"a {word} one") == "MESSAGE"
        saved = editor.put(policy, forbidding("frobozz")).json()
        assert editor.post(f"{policy}/publish", {"version": saved["version"], "rooms": [room_id]}).status_code == 200
        saved = editor.put(policy, forbidding("frobozz", word)).json()
        assert await said(ada, f"a {word} two") == "MESSAGE", "saving publishes nothing"
        published = editor.post(f"{policy}/publish", {"version": saved["version"], "rooms": [room_id]})
        assert published.status_code == 200, published.text
        live = await seconds_until(ada, word, "house_words")
        rolled_back = editor.post(f"{policy}/rollback", {"rooms": [room_id]})
        assert rolled_back.json()["places"][0]["version"] == 1, rolled_back.text
        back = await seconds_until(ada, word, "MESSAGE")
        assert await said(ada, "the frobozz is still not said") == "house_words"
    print(f"live after {live:.2f} s, back after {back:.2f} s")


async def test_a_large_policy_goes_through_gateway_function_and_tables(
    editor: Person, policy_id: str, room_id: str, joining: Callable[[str], Viewer], user_id: str
) -> None:
    letters = random.Random(policy_id)
    terms = ["".join(letters.choices(string.ascii_lowercase, k=12)) for _ in range(10_000)]
    saved = editor.put(f"/policies/{policy_id}", forbidding(*terms))
    assert saved.status_code == 200, saved.text[:500]
    assert saved.json()["cost"]["bytes"] > 300_000, "more than one chunk"
    trial = editor.post(f"/policies/{policy_id}/test", {"texts": [terms[-1], "hello"]}).json()
    assert [each["verdict"] for each in trial["results"]] == ["DENY", "ALLOW"]
    assert editor.post(f"/policies/{policy_id}/publish", {"version": 1, "rooms": [room_id]}).status_code == 200
    async with joining(user_id) as ada:
        await seconds_until(ada, terms[1], "house_words")


async def test_a_damaged_version_is_not_published_and_the_last_good_one_stays(
    local_stack: LocalStack,
    editor: Person,
    policy_id: str,
    room_id: str,
    joining: Callable[[str], Viewer],
    user_id: str,
) -> None:
    policy = f"/policies/{policy_id}"
    editor.put(policy, forbidding("frobozz"))
    editor.post(f"{policy}/publish", {"version": 1, "rooms": [room_id]})
    second = editor.put(policy, forbidding("frobozz", "wibble")).json()
    table = local_stack.target.session().resource("dynamodb", endpoint_url=local_stack.endpoints.aws)
    policies = table.Table(local_stack.outputs["PoliciesTable"])
    key = {"pk": f"compiled#{second['hash']}", "sk": "chunk#0000"}
    policies.put_item(Item={**policies.get_item(Key=key)["Item"], "data": b"RKP1 and nothing else"})
    refused = editor.post(f"{policy}/publish", {"version": 2, "rooms": [room_id]})
    assert (refused.status_code, refused.json()["code"]) == (409, "policy_version_unusable"), refused.text
    async with joining(user_id) as ada:
        await seconds_until(ada, "frobozz", "house_words")
        assert await said(ada, "wibble") == "MESSAGE"


def test_of_two_editors_at_once_one_is_told(editor: Person, policy_id: str) -> None:
    """Both have read version 1; gateway, function and table decide who comes first."""
    policy = f"/v1/policies/{policy_id}"
    editor.put(f"/policies/{policy_id}", forbidding("first"))
    headers = {"If-Match": editor.http.get(policy).headers["ETag"]}
    for version in (2, 3, 4):
        with ThreadPoolExecutor(2) as both:
            asked = [
                both.submit(editor.http.put, policy, json=forbidding(f"{who}{version}"), headers=headers)
                for who in ("mine", "theirs")
            ]
        answers = sorted((each.result() for each in asked), key=lambda answer: answer.status_code)
        assert [answer.status_code for answer in answers] == [200, 412], answers[1].text
        assert answers[0].json()["version"] == version
        headers = {"If-Match": answers[0].headers["ETag"]}
    read = editor.http.get(policy)
    assert editor.http.get(policy, headers={"If-None-Match": read.headers["ETag"]}).status_code == 304
