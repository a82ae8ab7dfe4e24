"""`/_emulator/...`: the questions that AWS does not answer and the switches for tests."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from websockets.exceptions import InvalidStatus

from local.ivschat.faults import Faults
from tests.emulator.conftest import FUNCTION, Chat
from tests.emulator.viewer import Viewer


def test_health_says_what_runs(chat: Chat) -> None:
    room = chat.room()
    chat.viewer(room)
    health = chat.running.call("health")
    assert (health["status"], health["rooms"], health["connections"]) == ("ok", 1, 1)
    assert (health["region"], health["account"]) == ("us-west-2", "123456789012")
    assert "ivschat 2020-07-14" in health["model"]


@pytest.mark.parametrize(
    ("path", "body", "hint"),
    [
        ("nothing", None, "GET /_emulator/reviews"),
        ("health", {}, "GET /_emulator/health"),
        ("reviews?limit=0", None, "limit must be 1 to 1000"),
        ("reviews?limit=x", None, "limit must be 1 to 1000"),
        ("faults", {"slow": 1}, "slow is not a fault"),
        ("faults", {"throttlePercent": 101}, "throttlePercent must be at most 100"),
        ("faults", {"reviewDelayMs": "1"}, "reviewDelayMs must be an integer"),
        ("faults", {"reviewFailure": "maybe"}, "reviewFailure must be empty or one of"),
        ("faults", {"pendingVerification": 1}, "pendingVerification must be true or false"),
        ("faults", {"throttleOperations": "GetRoom"}, "must be a list of operation names"),
        ("sockets", {"action": "hug"}, "action must be"),
        ("sockets", {"action": "close", "code": 7}, "action must be"),
        ("clock", {"advanceSeconds": -1}, "advanceSeconds must be a number of 0 or more"),
        ("clock", {}, "advanceSeconds must be"),
    ],
)
def test_a_wrong_question_is_told_what_is_right(chat: Chat, path: str, body: Any, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        chat.running.call(path, body)


def test_a_wrong_fault_leaves_the_others_as_they_were(chat: Chat) -> None:
    with pytest.raises(ValueError, match="bogus"):
        chat.running.call("faults", {"pendingVerification": True, "bogus": 1})
    assert chat.running.call("faults") == Faults().as_json()


def test_throttling_hits_the_named_operations(chat: Chat) -> None:
    room = chat.room()
    chat.running.call("faults", {"throttlePercent": 100, "throttleOperations": ["DeleteMessage"]})
    with pytest.raises(ClientError) as raised:
        chat.api.delete_message(roomIdentifier=room, id="A" * 12)
    assert raised.value.response["Error"]["Code"] == "ThrottlingException"
    assert chat.api.get_room(identifier=room)["arn"] == room


def test_a_share_of_calls_is_throttled(chat: Chat) -> None:
    room = chat.room()
    chat.running.call("faults", {"throttlePercent": 50})
    outcomes = []
    for _ in range(200):
        try:
            chat.api.get_room(identifier=room)
            outcomes.append(True)
        except ClientError:
            outcomes.append(False)
    print(f"N=200, served {sum(outcomes)}")
    assert 50 < sum(outcomes) < 150


def test_new_connections_are_refused_and_open_ones_cut(chat: Chat) -> None:
    room = chat.room()
    ada, bob = chat.viewer(room, "ada"), chat.viewer(room, "bob")
    chat.running.call("faults", {"refuseConnections": 503})
    with pytest.raises(InvalidStatus, match="503"):
        chat.viewer(room, "late")
    assert chat.running.call("sockets", {"action": "cut", "userId": "ada"}) == {"connections": 1}
    assert ada.close_code() is None
    assert bob.silent()
    chat.running.call("sockets", {"action": "close", "roomArn": room, "code": 4001})
    assert bob.close_code() == 4001


def test_pending_verification_reaches_messaging(chat: Chat) -> None:
    ada = chat.viewer(chat.room())
    chat.running.call("faults", {"pendingVerification": True})
    ada.say("hi", RequestId="r")
    frame = ada.frame()
    assert (frame["ErrorCode"], frame["RequestId"]) == (403, "r")


def test_reset_leaves_an_empty_account(start_chat: Callable[..., Chat]) -> None:
    chat = start_chat(handlers={FUNCTION: lambda event: {"ReviewResult": "DENY"}})
    room = chat.room(messageReviewHandler={"uri": FUNCTION})
    ada = chat.viewer(room)
    ada.say("hi")
    ada.frame()
    token = chat.token(room)
    chat.running.call("faults", {"reviewDelayMs": 5})
    assert chat.running.call("reset", {}) == {"status": "ok"}
    assert ada.close_code() is None
    assert chat.api.list_rooms()["rooms"] == []
    assert chat.reviews() == {"handlers": {}, "reviews": []}
    assert chat.running.call("faults") == Faults().as_json()
    assert chat.running.call("health")["connections"] == 0
    with pytest.raises(InvalidStatus, match="401"), Viewer(chat.running.messaging_url, token):
        pass
