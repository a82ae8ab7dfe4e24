"""What a newcomer does on the first day: chat, see a bad message refused, delete, disconnect, ban."""

import re
from collections.abc import Callable

import httpx

from local.service_app import ServiceClient
from local.stack import LocalStack
from tests.journeys.conftest import Person
from tests.journeys.viewer import Viewer

Joining = Callable[[str], Viewer]
People = Callable[[str], Person]

REFUSED = "go kill yourself"
# "<text for people> [<code> <remainingSeconds or -> <decisionId>]"; the decision's id is the message's.
REASON = re.compile(r"(?P<text>.+) \[(?P<code>\S+) (?P<seconds>\d+|-) (?P<decision>\w{12})\]")


async def test_a_message_reaches_everybody(joining: Joining, user_id: str) -> None:
    async with joining(user_id) as ada, joining(f"{user_id}-b") as bea:
        await ada.say("hello from Lisbon")
        seen = await bea.frame()
        assert seen == await ada.frame()
    assert (seen["Type"], seen["Content"]) == ("MESSAGE", "hello from Lisbon")
    assert seen["Sender"]["UserId"] == user_id


async def test_a_bad_message_is_refused_with_its_reason_and_reaches_nobody(joining: Joining, user_id: str) -> None:
    async with joining(user_id) as rude, joining(f"{user_id}-b") as bea:
        await rude.say(REFUSED)
        refusal = await rude.frame()
        await bea.say("what a save")
        seen = await bea.frame()
    assert (refusal["Type"], refusal["ErrorCode"]) == ("ERROR", 406)
    assert refusal["RequestId"] == REFUSED
    reason = REASON.search(refusal["ErrorMessage"])
    assert reason, refusal
    assert reason["decision"] == refusal["Id"]
    assert seen["Content"] == "what a save", "the refused message came first and was not delivered"


async def test_a_moderator_deletes_a_message(joining: Joining, person: People, room_id: str, user_id: str) -> None:
    async with joining(user_id) as ada:
        await ada.say("delete me")
        message = await ada.frame()
        done = person("moderator").delete(f"/rooms/{room_id}/messages/{message['Id']}?reason=off+topic")
        assert done.status_code == 200, done.text
        event = await ada.frame()
    assert (event["Type"], event["EventName"]) == ("EVENT", "aws:DELETE_MESSAGE")
    assert event["Attributes"]["MessageID"] == message["Id"]
    assert event["Attributes"]["Reason"] == "off topic"
    assert event["Id"] == done.json()["id"]


async def test_a_moderator_disconnects_a_user_who_may_come_back(
    joining: Joining, person: People, room_id: str, user_id: str
) -> None:
    async with joining(user_id) as ada:
        done = person("moderator").post(f"/rooms/{room_id}/users/{user_id}/disconnect", {"reason": "cool down"})
        assert done.status_code == 204, done.text
        assert await ada.close_code() == 1000
    async with joining(user_id) as ada:
        await ada.say("sorry")
        assert (await ada.frame())["Content"] == "sorry"


async def test_a_ban_disconnects_refuses_tokens_and_ends_when_lifted(
    joining: Joining, service: ServiceClient, person: People, room_id: str, user_id: str
) -> None:
    lead = person("lead")
    sanction = f"/rooms/{room_id}/sanctions/{user_id}"
    async with joining(user_id) as ada:
        imposed = lead.put(sanction, {"kind": "ban", "seconds": 3600, "reason": "raid"})
        assert imposed.is_success, imposed.text
        assert await ada.close_code() == 1000
    refused = service.chat_token(room_id, user_id, user_id)
    assert refused.status_code == 403
    assert refused.json()["code"] == "banned"
    assert 3590 <= refused.json()["remainingSeconds"] <= 3600

    assert lead.delete(sanction).status_code == 204
    async with joining(user_id) as ada:
        await ada.say("I am back")
        assert (await ada.frame())["Content"] == "I am back"


async def test_a_timeout_is_told_with_the_time_that_is_left(
    joining: Joining, person: People, room_id: str, user_id: str
) -> None:
    async with joining(user_id) as ada:
        body = {"kind": "timeout", "seconds": 60, "reason": "flooding"}
        imposed = person("moderator").put(f"/rooms/{room_id}/sanctions/{user_id}", body)
        assert imposed.is_success, imposed.text
        await ada.say("hello again")
        refusal = await ada.frame()
    reason = REASON.search(refusal["ErrorMessage"])
    assert refusal["ErrorCode"] == 406
    assert reason
    assert 50 <= int(reason["seconds"]) <= 60


def test_roles_bound_what_people_may_do(person: People, room_id: str, user_id: str) -> None:
    ban = {"kind": "ban", "reason": "raid"}
    assert person("analyst").put(f"/rooms/{room_id}/sanctions/{user_id}", ban).status_code == 403
    token = person("moderator").post(f"/rooms/{room_id}/tokens", {"userId": user_id, "access": "chat"})
    assert token.status_code == 403, "only a service or an admin lets others chat"
    assert person("admin").post(f"/rooms/{room_id}/tokens", {"userId": user_id, "access": "chat"}).status_code == 201


def test_no_review_failed(local_stack: LocalStack) -> None:
    """After the journeys above: an error, an invalid answer or a timeout of the function would show as a fallback."""
    found = httpx.get(f"{local_stack.endpoints.ivschat}/_emulator/reviews").json()["reviews"]
    assert found, "no message was reviewed"
    assert [(review["cause"], review["detail"]) for review in found if review["fallback"]] == []
