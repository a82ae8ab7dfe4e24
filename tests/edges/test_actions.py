"""Actions: one suite for the twin in memory and for DynamoDB; the queues on SQS."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from aws_edges import clients
from aws_edges.dynamo_actions import DynamoActions
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.sqs_action_queues import SqsActionQueues, read
from moderation.delivery.ports import Actions
from moderation.delivery.records import ActionFilter, Waiting
from moderation.ports import Ledger
from moderation.records import AuditEntry, Intent
from tests.edges.conftest import NAMES
from tests.fakes.actions import InMemoryActions
from tests.fakes.state import InMemoryLedger, InMemoryState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

ROOM, OTHER = "room00000001", "room00000002"
NOW = 1_800_000_000.0


@dataclass
class Ports:
    ledger: Ledger
    actions: Actions


@pytest.fixture(params=["memory", "DynamoDB"])
def ports(request: pytest.FixtureRequest) -> Iterator[Ports]:
    if request.param == "memory":
        state = InMemoryState()
        yield Ports(InMemoryLedger(state), InMemoryActions(state.actions))
        return
    dynamodb: DynamoDBServiceResource = request.getfixturevalue("dynamodb")
    yield Ports(DynamoLedger(dynamodb, NAMES), DynamoActions(dynamodb, NAMES))


def intent(action_id: str, room: str = ROOM, operation: str = "DisconnectUser", **more: Any) -> Intent:
    known: dict[str, Any] = {"at": NOW, "lease_until": NOW}
    return Intent(action_id, operation, room, {"userId": "ada", "since": 5}, "person:ann", **(known | more))


def test_what_was_written_is_read(ports: Ports) -> None:
    entry = AuditEntry("a", NOW, "person:ann", "lead", "Test", ROOM, "s", "r", None, None, "q")
    born = intent("a", lease_until=NOW + 5, not_before=NOW + 60, expires_at=NOW + 900)
    assert ports.ledger.commit(entry, [born], [])
    action = ports.actions.get("a")
    assert action is not None
    assert action.intent == born
    assert (action.status, action.attempt, action.forgiven, action.outcome) == ("pending", 0, 0, "")
    assert (action.due_at, action.ended_at) == (NOW + 60, None)
    assert ports.actions.get("b") is None


def test_an_intent_is_taken_once_and_only_in_its_time(ports: Ports) -> None:
    ports.actions.add([intent("a", lease_until=NOW + 5), intent("b", not_before=NOW + 60)])
    assert ports.actions.take("a", NOW + 4.999, NOW + 30) is None, "leased"
    taken = ports.actions.take("a", NOW + 5, NOW + 35)
    assert taken is not None
    assert (taken.attempt, taken.due_at, taken.intent.lease_until) == (1, NOW + 35, NOW + 35)
    assert ports.actions.take("a", NOW + 6, NOW + 36) is None, "leased again"
    assert ports.actions.take("b", NOW + 59, NOW + 99) is None, "before its time"
    assert ports.actions.take("b", NOW + 60, NOW + 99) is not None
    assert ports.actions.take("c", NOW, NOW) is None, "never written"
    again = ports.actions.take("a", NOW + 35, NOW + 65)
    assert again is not None
    assert again.attempt == 2


def test_only_the_latest_attempt_ends_an_intent_and_only_once(ports: Ports) -> None:
    ports.actions.add([intent("a")])
    ports.actions.take("a", NOW, NOW + 1)
    ports.actions.take("a", NOW + 1, NOW + 2)
    assert not ports.actions.finish("a", 1, "failed", "late", NOW + 3), "somebody took it after this attempt"
    assert not ports.actions.hand_back("a", 1, NOW + 9, "late", 1)
    assert ports.actions.finish("a", 2, "done", "", NOW + 3)
    assert not ports.actions.finish("a", 2, "failed", "twice", NOW + 4)
    assert not ports.actions.hand_back("a", 2, NOW + 9, "late", 1)
    action = ports.actions.get("a")
    assert action is not None
    assert (action.status, action.outcome, action.attempt, action.ended_at) == ("done", "", 2, NOW + 3)
    assert ports.actions.take("a", NOW + 99, NOW + 100) is None
    assert not ports.actions.finish("never", 0, "done", "", NOW)
    assert ports.actions.get("never") is None, "ending what was never begun leaves nothing behind"


def test_who_commits_ends_an_intent_that_nobody_has_taken_meanwhile(ports: Ports) -> None:
    ports.actions.add([intent("a"), intent("b")])
    ports.actions.take("b", NOW, NOW + 30)
    for action_id in ("a", "b"):
        ports.ledger.finish(action_id, "failed", "ThrottlingException", NOW + 1)
    ended, taken = ports.actions.get("a"), ports.actions.get("b")
    assert ended is not None
    assert taken is not None
    assert (ended.status, ended.attempt, ended.outcome) == ("failed", 1, "ThrottlingException")
    assert (taken.status, taken.attempt) == ("pending", 1)


def test_what_is_handed_back_waits_for_its_time(ports: Ports) -> None:
    ports.actions.add([intent("a")])
    ports.actions.take("a", NOW, NOW + 30)
    assert ports.actions.hand_back("a", 1, NOW + 8, "ThrottlingException", 1)
    action = ports.actions.get("a")
    assert action is not None
    assert (action.status, action.forgiven, action.due_at, action.outcome) == (
        "pending",
        1,
        NOW + 8,
        "ThrottlingException",
    )
    assert ports.actions.take("a", NOW + 7.9, NOW + 30) is None
    taken = ports.actions.take("a", NOW + 8, NOW + 30)
    assert taken is not None
    assert (taken.attempt, taken.forgiven) == (2, 1)


def test_children_are_added_once_whatever_is_there_already(ports: Ports) -> None:
    ports.actions.add([intent("child7"), intent("child150")])
    ports.actions.finish("child7", 0, "done", "", NOW)
    wanted = [intent(f"child{number}") for number in range(250)]
    assert ports.actions.add(wanted) == 248
    assert ports.actions.add(wanted) == 0
    done = ports.actions.get("child7")
    assert done is not None
    assert done.status == "done", "what has ended is not begun anew"
    assert ports.actions.get("child249") is not None
    assert ports.actions.add([]) == 0


def test_overdue_are_the_pending_ones_oldest_first(ports: Ports) -> None:
    times = {"new": NOW + 50, "old": NOW - 90, "older": NOW - 100, "done": NOW - 100}
    ports.actions.add([intent(name, lease_until=at) for name, at in times.items()])
    ports.actions.finish("done", 0, "done", "", NOW)
    assert [each.intent.action_id for each in ports.actions.overdue(NOW, 10)] == ["older", "old"]
    assert [each.intent.action_id for each in ports.actions.overdue(NOW, 1)] == ["older"]
    (seen,) = ports.actions.overdue(NOW, 1)
    assert ports.actions.put_off(seen, NOW + 300)
    assert not ports.actions.put_off(seen, NOW + 600), "it has moved since it was read"
    assert [each.intent.action_id for each in ports.actions.overdue(NOW, 10)] == ["old"]
    assert ports.actions.take("older", NOW, NOW + 30) is not None, "the sweep's note keeps nobody from taking it"


def test_listings_are_complete_whatever_the_filter_and_the_page(ports: Ports) -> None:
    for number in range(40):
        room, operation = (ROOM, OTHER)[number % 2], ("DisconnectUser", "DeleteMessage")[number % 3 == 0]
        name = f"a{number}"
        ports.actions.add([intent(name, room, operation, lease_until=NOW + number)])
        if number % 4 == 0:
            ports.actions.finish(name, 0, ("done", "failed", "expired")[number % 3], "", NOW)
    pages = {size: _all(ports, ActionFilter(), size) for size in (1, 7, 100)}
    everything = [f"a{number}" for number in reversed(range(40))]
    assert pages == dict.fromkeys((1, 7, 100), everything)
    for size in (1, 7, 100):
        assert _all(ports, ActionFilter(room_id=ROOM), size) == [f"a{n}" for n in range(38, -1, -2)]
        assert _all(ports, ActionFilter(status="pending"), size) == [each for each in everything if int(each[1:]) % 4]
        only = ActionFilter("pending", OTHER, "DeleteMessage")
        assert _all(ports, only, size) == [f"a{n}" for n in (39, 33, 27, 21, 15, 9, 3)]
        assert _all(ports, ActionFilter(operation="Nothing"), size) == []


def _all(ports: Ports, wanted: ActionFilter, size: int) -> list[str]:
    found: list[str] = []
    token = ""
    for _ in range(200):
        page = ports.actions.list(wanted, size, token)
        assert len(page.items) <= size
        found += [each.intent.action_id for each in page.items]
        token = page.next_token
        if not token:
            return found
    raise AssertionError("a listing that never ends")


def test_a_long_listing_goes_on_over_what_a_filter_leaves_out(
    dynamodb: "DynamoDBServiceResource", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aws_edges.dynamo_action_listing.EVALUATED_MAX", 5)
    ports = Ports(DynamoLedger(dynamodb, NAMES), DynamoActions(dynamodb, NAMES))
    for number in range(60):
        operation = "DeleteMessage" if number % 5 == 0 else "DisconnectUser"
        ports.actions.add([intent(f"a{number}", operation=operation, lease_until=NOW + number)])
        if number >= 30:
            ports.actions.finish(f"a{number}", 0, "done", "", NOW)
    # The pending ones are older, all of them: found early, they have to wait for their turn.
    for room in ("", ROOM):
        wanted = ActionFilter(room_id=room, operation="DeleteMessage")
        assert _all(ports, wanted, 3) == [f"a{number}" for number in range(55, -1, -5)]


def test_a_quiet_rooms_listing_looks_at_no_other_rooms_actions(
    dynamodb: "DynamoDBServiceResource", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aws_edges.dynamo_action_listing.EVALUATED_MAX", 5)
    actions = DynamoActions(dynamodb, NAMES)
    actions.add([intent("old", lease_until=NOW), *(intent(f"a{n}", OTHER, lease_until=NOW + 1 + n) for n in range(60))])
    actions.add([intent("everywhere", "", lease_until=NOW + 90)])
    for status in ("", "pending"):
        page = actions.list(ActionFilter(status=status, room_id=ROOM), 3, "")
        assert ([each.intent.action_id for each in page.items], page.next_token) == (["old"], "")
    newest = actions.list(ActionFilter(), 1, "").items[0].intent
    assert (newest.action_id, newest.room_id) == ("everywhere", ""), "an action of no room is in no room's listing"


def test_a_new_intent_and_one_handed_back_are_to_be_enqueued_one_taken_is_not(
    dynamodb: "DynamoDBServiceResource",
) -> None:
    actions = DynamoActions(dynamodb, NAMES)
    table = dynamodb.Table(NAMES["Actions"])

    def enqueue() -> object:
        return table.get_item(Key={"pk": "action#a", "sk": "intent"})["Item"].get("enqueue")

    actions.add([intent("a")])
    seen = [enqueue()]
    actions.take("a", NOW, NOW + 30)
    seen.append(enqueue())
    actions.hand_back("a", 1, NOW, "", 1)
    seen.append(enqueue())
    actions.take("a", NOW, NOW + 30)
    actions.finish("a", 2, "done", "", NOW)
    seen.append(enqueue())
    assert seen == [True, None, True, None]


def test_actions_queue_where_they_belong_and_not_before_their_time(aws: None) -> None:
    client: Any = clients.sqs()
    urls = {name: client.create_queue(QueueName=name)["QueueUrl"] for name in ("urgent", "bulk")}
    queues = SqsActionQueues(client, urls)
    waiting = [Waiting(f"d{number}", "DisconnectUser") for number in range(11)]
    refused = queues.put([*waiting, Waiting("m", "DeleteMessage"), Waiting("later", "SendEvent", 60)])
    assert refused == []
    assert {name: _received(client, url) for name, url in urls.items()} == {
        "urgent": {f"d{number}" for number in range(11)},
        "bulk": {"m"},
    }


def test_what_a_queue_does_not_take_is_told(aws: None) -> None:
    client: Any = clients.sqs()
    url = client.create_queue(QueueName="bulk")["QueueUrl"]
    queues = SqsActionQueues(client, {"urgent": url + "-gone", "bulk": url})
    assert queues.put([Waiting("d", "DisconnectUser"), Waiting("m", "DeleteMessage")]) == ["d"]


def _received(client: Any, url: str) -> set[str]:
    found: set[str] = set()
    while messages := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found |= {read(message["Body"]) for message in messages}
    return found


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", json.dumps({"action": "x"})])
def test_a_message_that_holds_no_action_is_refused(body: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        read(body)
