"""Many moderators decide one hold at the same moment, on DynamoDB: one of them does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from aws_edges.dynamo_actions import DynamoActions
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_queues import DynamoHolds
from moderation.errors import ChangedMeanwhile, Conflict, Unavailable
from moderation.ledger.effects import PutHold
from moderation.ledger.records import APPROVED, DENIED, OPEN, Hold
from moderation.records import PERSON, Actor, Request
from moderation.services import holds
from moderation.services.acts import Act, record
from tests.edges.conftest import NAMES
from tests.fakes.world import ROOM, World

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

MODERATORS, HOLDS = 24, 5


def test_one_of_many_moderators_decides(dynamodb: "DynamoDBServiceResource") -> None:
    world = World()
    desk = replace(
        world.desk,
        ledger=DynamoLedger(dynamodb, NAMES),
        holds=DynamoHolds(dynamodb, NAMES, world.clock),
        actions=DynamoActions(dynamodb, NAMES),
    )
    now_ms = int(world.clock.now() * 1000)

    def attempt(number: int, hold_id: str) -> str:
        actor = Actor(PERSON, f"sub{number}", "moderator", ("*",), f"m{number}")
        request = Request(actor, f"{hold_id}-{number}", "r")
        act = holds.approve if number % 2 else holds.deny
        try:
            return act(desk, request, hold_id, "because").hold.status
        except ChangedMeanwhile:
            return "tried in vain"
        except Conflict as conflict:
            assert (conflict.code, conflict.members["status"]) in (("hold_closed", APPROVED), ("hold_closed", DENIED))
            return "told"
        except Unavailable:
            return "unavailable"

    outcomes: list[str] = []
    for index in range(HOLDS):
        hold = Hold(
            f"hold0000000{index}", ROOM, "ada", "Ada", "zounds", "r", "c", now_ms, now_ms + 900_000, 2_000_000_000
        )
        assert hold.status == OPEN
        actor = Actor(PERSON, "x", "admin", ("*",), "x")
        opening = Act("Open", ROOM, effects=(PutHold(hold, 0),))
        record(desk, Request(actor, f"open{index}", "r"), opening)
        with ThreadPoolExecutor(MODERATORS) as pool:
            outcomes += pool.map(lambda number, id_=hold.hold_id: attempt(number, id_), range(MODERATORS))
        decided = desk.holds.get(hold.hold_id)
        assert decided is not None and decided.version == 2
    won = [each for each in outcomes if each in (APPROVED, DENIED)]
    print(f"{HOLDS} holds x {MODERATORS} moderators at once: {len(won)} decisions, {outcomes.count('told')} told so")
    assert len(won) == HOLDS
    entries = dynamodb.Table(NAMES["Audit"]).scan()["Items"]
    assert len([each for each in entries if each.get("operation") == "DecideHold"]) == HOLDS
    sent = [call for call in world.chat.calls if call[0] == "SendEvent"]
    assert len(sent) == won.count(APPROVED)
