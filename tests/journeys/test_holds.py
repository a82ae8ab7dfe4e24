"""From a refused message to what follows: a hold that a moderator releases, strikes that end in a timeout, a flag."""

import asyncio
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from local.service_app import ServiceClient
from local.stack import LocalStack
from tests.journeys.conftest import Person
from tests.journeys.viewer import Viewer

# Log, subscription, writer: some two seconds on a quiet machine.
LEDGER_S = 60.0
PARTY = "\N{PARTY POPPER}"
POLICY: dict[str, Any] = {
    "document": {
        "rules": [
            {"id": "to-hold", "kind": "terms", "verdict": "hold", "params": {"terms": ["zounds"]}},
            {"id": "to-deny", "kind": "terms", "verdict": "deny", "strikes": 2, "params": {"terms": ["crikey"]}},
            {"id": "to-see", "kind": "terms", "verdict": "flag", "params": {"terms": ["gosh"]}},
        ],
        "ladder": {"halfLifeSeconds": 86400, "steps": [{"strikes": 4, "kind": "timeout", "seconds": 600}]},
    }
}


@pytest.fixture(scope="module")
def strict_room(person: Callable[[str], Person]) -> str:
    """A room with that policy in force."""
    admin = person("admin")
    room_id: str = admin.post("/rooms", {"name": "strict"}).json()["roomId"]
    policy_id = f"strict-{uuid.uuid4().hex[:8]}"
    saved = admin.put(f"/policies/{policy_id}", POLICY)
    assert saved.is_success, saved.text
    published = admin.post(f"/policies/{policy_id}/publish", {"version": saved.json()["version"], "rooms": [room_id]})
    assert published.is_success, published.text
    return room_id


@pytest.fixture
def join(local_stack: LocalStack, service: ServiceClient, strict_room: str) -> Callable[[str, str], Viewer]:
    """Let somebody into that room."""

    def joined(user_id: str, name: str) -> Viewer:
        answer = service.chat_token(strict_room, user_id, name)
        assert answer.is_success, answer.text
        return Viewer(local_stack.endpoints.messaging, answer.json()["token"])

    return joined


async def eventually(look: Callable[[], Any]) -> Any:
    """What a look finds, once it finds something."""
    deadline = time.monotonic() + LEDGER_S
    while not (found := await asyncio.to_thread(look)):
        assert time.monotonic() < deadline, "it never came"
        await asyncio.sleep(0.2)
    return found


async def found(person: Person, path: str) -> Any:
    """What a path holds, once there is something."""
    return (await eventually(lambda: answer if (answer := person.get(path)).is_success else None)).json()


async def refused(viewer: Viewer, text: str, code: str) -> None:
    """Say something until it is refused as it should be.

    On a busy machine reviews come without the room's policy or state, and then by other rules.
    """
    for _ in range(int(LEDGER_S)):
        await viewer.say(text)
        frame = await viewer.frame()
        if frame["Type"] == "ERROR" and f"[{code} " in frame["ErrorMessage"]:
            return
        await asyncio.sleep(1)
    raise AssertionError(f"{text!r} was never refused: {frame}")


async def test_a_held_message_is_claimed_approved_and_reaches_the_viewers(
    join: Callable[[str, str], Viewer], person: Callable[[str], Person], strict_room: str, user_id: str
) -> None:
    moderator, lead = person("moderator"), person("lead")
    text = "zounds, " + f"goal {PARTY * 8}" * 25
    async with join(user_id, "Hilda") as sender:
        await refused(sender, text, "to_hold")
        (hold,) = await eventually(lambda: lead.get(f"/rooms/{strict_room}/holds").json()["items"])
        assert (hold["text"], hold["name"], hold["ruleId"]) == (text, "Hilda", "to-hold")
        path = f"/holds/{hold['holdId']}"
        assert moderator.post(f"{path}/claim").json()["status"] == "open"
        taken = lead.post(f"{path}/decision", {"decision": "deny"})
        assert (taken.status_code, taken.json()["code"]) == (409, "hold_claimed")
        async with join(f"{user_id}-watching", "Walt") as watcher:
            approval = {"decision": "approve", "reason": "fair"}
            decided = (await asyncio.to_thread(moderator.post, f"{path}/decision", approval)).json()
            assert (decided["status"], decided["sent"]) == ("approved", decided["parts"])
            assert decided["parts"] > 1
            events = [await watcher.frame() for _ in range(decided["parts"])]
    assert {event["EventName"] for event in events} == {"roomkeeper:message"}
    parts = [event["Attributes"] for event in events]
    assert "".join(part["content"] for part in parts) == text
    assert [part["part"] for part in parts] == [str(number + 1) for number in range(len(parts))]
    assert {(part["userId"], part["name"], part["holdId"]) for part in parts} == {(user_id, "Hilda", hold["holdId"])}
    again = lead.post(f"{path}/decision", {"decision": "deny"})
    assert (again.status_code, again.json()["code"]) == (409, "hold_closed")
    assert lead.get(f"/rooms/{strict_room}/holds").json()["items"] == []
    explained = lead.get(f"/decisions/{hold['holdId']}").json()
    assert (explained["verdict"], explained["hold"]["status"]) == ("HOLD", "approved")


async def test_strikes_end_in_a_timeout_that_denies_the_next_message(
    join: Callable[[str, str], Viewer], person: Callable[[str], Person], strict_room: str, user_id: str
) -> None:
    lead = person("lead")
    async with join(user_id, "Stan") as sender:
        for _ in range(2):
            await refused(sender, "crikey", "to_deny")
        sanction = await found(lead, f"/rooms/{strict_room}/sanctions/{user_id}")
        assert (sanction["kind"], sanction["imposedBy"]) == ("timeout", "automatic:ledger_writer")
        await refused(sender, "sorry", "timed_out")
    state = lead.get(f"/rooms/{strict_room}/users/{user_id}").json()
    assert state["roomSanction"]["kind"] == "timeout"
    assert state["strikes"] > 3.9
    assert "to-deny" in {decision["ruleId"] for decision in state["recentDecisions"]}


async def test_a_flagged_message_is_delivered_and_waits_for_a_look(
    join: Callable[[str, str], Viewer], person: Callable[[str], Person], strict_room: str, user_id: str
) -> None:
    lead = person("lead")
    async with join(user_id, "Flo") as sender:
        await refused(sender, "zounds", "to_hold")
        await sender.say("gosh")
        delivered = await sender.frame()
    assert delivered["Content"] == "gosh", delivered
    (flag,) = await eventually(lambda: lead.get(f"/rooms/{strict_room}/flags").json()["items"])
    assert (flag["messageId"], flag["userId"], flag["ruleId"]) == (delivered["Id"], user_id, "to-see")
    assert lead.post(f"/flags/{flag['messageId']}/seen").json()["status"] == "seen"
    assert lead.get(f"/rooms/{strict_room}/flags").json()["items"] == []


async def test_a_plain_message_is_found_by_room_and_time_and_counted(
    join: Callable[[str, str], Viewer], person: Callable[[str], Person], strict_room: str, user_id: str
) -> None:
    lead = person("lead")
    for number in range(int(LEDGER_S)):
        async with join(user_id, "Pat") as sender:
            await sender.say(f"hello for the {number}. time")
            message = await sender.frame()
        path = f"/decisions/{message['Id']}"
        explained = await found(lead, f"{path}?roomId={strict_room}&at={message['SendTime']}")
        # One that came without state says so, and is no plain one.
        if not explained["degraded"]:
            break
    assert (explained["verdict"], explained["userId"], explained["degraded"]) == ("ALLOW", None, None)
    assert lead.get(path).json()["code"] == "decision_not_found"
    assert await eventually(lambda: lead.get(f"/rooms/{strict_room}/stats").json()["total"]["allowed"]) >= 1
