"""Forgetting on DynamoDB: a canary is planted in every table through the adapters, and found in none afterwards."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from aws_edges.dynamo_actions import DynamoActions
from aws_edges.dynamo_erasures import DynamoErasures
from aws_edges.dynamo_filing import DynamoFiling
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_personal_data import FOUND_AT_ONCE, DynamoPersonalData
from aws_edges.dynamo_token_issues import DynamoTokenIssues
from moderation.effects import PutSanction
from moderation.erasure.erasing import SETTLED_SECONDS, EraserDesk, erase
from moderation.erasure.records import FINISHED, Erasure, HeldRow, Removed, StartErasure
from moderation.ledger.effects import FileDecision, PutFlag, PutHold, PutStrikes
from moderation.ledger.records import DecisionRecord, Flag, Hold, RefusedText, StrikeTotal
from moderation.ledger.retention import Retention
from moderation.records import AuditEntry, Intent, SanctionRecord
from moderation.tables import TABLES
from tests.edges.conftest import NAMES
from tests.fakes.state import InMemoryClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

ROOM, USER, OTHER = "room00000001", "canary/7f3a#=", "bystander"
ASKED = 1_800_000_000.0
AT = ASKED - 3_600
ERASURE = Erasure("erasure1", USER, "person:ann", ASKED, ASKED + 7 * 86_400)


class Planted:
    """Everything that can be held about a user, about two of them."""

    def __init__(self, dynamodb: "DynamoDBServiceResource") -> None:
        self.dynamodb, self.clock = dynamodb, InMemoryClock(ASKED)
        self.ledger = DynamoLedger(dynamodb, NAMES)
        self.actions = DynamoActions(dynamodb, NAMES)
        self.erasures = DynamoErasures(dynamodb, NAMES)
        self.data = DynamoPersonalData(dynamodb, NAMES)
        self.desk = EraserDesk(self.clock, self.erasures, self.data)
        for number, user in enumerate((USER, OTHER)):
            self.plant(number, user)
        asked = self.entry("asked", USER, None, ASKED)
        self.ledger.commit(asked, [], [StartErasure(ERASURE)])

    def entry(self, entry_id: str, subject: str, after: object, at: float = AT) -> AuditEntry:
        return AuditEntry(entry_id, at, "person:ann", "lead", "X", ROOM, subject, f"{subject}: why", None, after, "q")

    def plant(self, number: int, user: str) -> None:
        message, at_ms, later = f"message{number:05d}", int(AT * 1000), int(ASKED) + 86_400
        decision = DecisionRecord(message, ROOM, "HOLD", at_ms, 1.0, "env", 1, user_id=user)
        hold = Hold(message, ROOM, user, user, f"{user} says", "rule", "code", at_ms, at_ms + 1, later)
        arguments = {"userId": user, "reason": f"{user}!"}
        event = {"eventName": "roomkeeper:message", "attributes": {"userId": user, "content": "x"}}
        self.ledger.commit(
            self.entry(f"judged{number}", user, {"kind": "timeout"}),
            [self.intent(f"judged{number}", arguments), self.intent(f"judged{number}-1", event)],
            [
                FileDecision(decision, later),
                PutHold(hold, 0),
                PutFlag(Flag(message, ROOM, user, "rule", at_ms, later), replaces=False),
                PutStrikes(StrikeTotal(user, ROOM, 1.0, at_ms, 3_600.0), 0, later),
                PutSanction(SanctionRecord(user, "*", "timeout", int(AT) + 60, f"{user}!", "p", int(AT)), 0),
            ],
        )
        DynamoFiling(self.dynamodb, NAMES).keep([], [RefusedText(message, f"{user} says", later)], Retention())
        self.ledger.commit(self.entry(f"removed{number}", "m00000000001", {"userId": user}), [], [])
        self.ledger.commit(self.entry(f"lifted{number}", user, None), [], [])
        DynamoTokenIssues(self.dynamodb, NAMES).count(user, ROOM, AT, 10)

    def intent(self, action_id: str, arguments: Any) -> Intent:
        return Intent(action_id, "DisconnectUser", ROOM, arguments, "person:ann", AT, AT + 5)

    def end_actions(self, *numbers: int) -> None:
        for number in numbers:
            for action_id in (f"judged{number}", f"judged{number}-1"):
                self.actions.finish(action_id, 0, "done", "", AT + 1)

    def naming(self, user: str) -> dict[str, int]:
        """How many items of each table name a user."""
        counts: dict[str, int] = {}
        for table in TABLES:
            items = self.dynamodb.Table(NAMES[table.name]).scan()["Items"]
            named = [item for item in items if user in json.dumps(item, default=str, ensure_ascii=False)]
            counts |= {table.name: len(named)} if named else {}
        return counts


@pytest.fixture
def planted(dynamodb: "DynamoDBServiceResource") -> Planted:
    return Planted(dynamodb)


def test_words_about_a_namesake_are_not_about_the_user(planted: Planted) -> None:
    for number in range(FOUND_AT_ONCE + 1):
        saved = replace(planted.entry(f"saved{number}", USER, None, AT - 1_000 + number), operation="SavePolicy")
        planted.ledger.commit(saved, [], [])
    found = planted.data.entries(USER, ASKED)
    assert set(found) == {"judged0", "removed0", "lifted0"}


def test_a_canary_planted_everywhere_is_found_nowhere_afterwards(planted: Planted) -> None:
    planted.end_actions(0)
    bystander = planted.naming(OTHER)
    assert bystander == {"State": 2, "Decisions": 5, "Audit": 3, "Actions": 2}
    assert planted.naming(USER) == {"State": 3, "Decisions": 5, "Audit": 4, "Actions": 2}
    assert list(planted.erasures.unfinished()) == ["erasure1"]
    planted.clock.time = ASKED + 1
    assert erase(planted.desk, "erasure1", lambda: True)
    # The request itself: its words wait until the chainer has announced them.
    assert planted.naming(USER) == {"State": 1, "Audit": 1}
    planted.clock.time = ASKED + 2 * SETTLED_SECONDS
    last = erase(planted.desk, "erasure1", lambda: True)
    assert last
    assert (last.status, last.removed) == (FINISHED, Removed(messages=1, audit_entries=4, actions=2, rows=3))
    assert planted.naming(USER) == {}
    assert planted.naming(OTHER) == bystander
    assert planted.erasures.get("erasure1") == last
    assert list(planted.erasures.unfinished()) == []
    # The chained part of every entry is where it was.
    entries = [item for item in planted.dynamodb.Table(NAMES["Audit"]).scan()["Items"] if item["sk"] == "entry"]
    assert len(entries) == 7


def test_actions_that_have_not_ended_are_waited_for(planted: Planted) -> None:
    assert planted.data.remove_ended_actions(USER) == (0, True)
    planted.end_actions(0)
    assert planted.data.remove_ended_actions(USER) == (2, False)
    assert planted.data.remove_ended_actions(USER) == (0, False)
    assert planted.data.remove_ended_actions(OTHER) == (0, True)


def test_a_sanction_in_force_loses_its_reason_only(planted: Planted) -> None:
    ban = SanctionRecord(USER, ROOM, "ban", None, f"{USER}!", "person:ann", int(AT))
    planted.ledger.commit(planted.entry("banned", USER, None), [], [PutSanction(ban, 0)])
    assert planted.data.remove_rows(USER, ASKED) == (Removed(rows=3), 1)
    assert planted.data.remove_rows(USER, ASKED) == (Removed(), 1)
    (row,) = planted.data.held(USER)
    assert (row.kind, row.room_id, row.members["kind"], row.members["reason"]) == ("sanction", ROOM, "ban", "")


def test_what_is_held_is_told_as_it_is_stored(planted: Planted) -> None:
    held = {row.kind: row for row in planted.data.held(USER)}
    assert set(held) == {"sanction", "tokens", "strikes"}
    assert (held["sanction"].room_id, held["sanction"].members["until"]) == ("", int(AT) + 60)
    assert held["tokens"] == HeldRow("tokens", ROOM, {"issued": 1, "issuedMinute": int(AT) // 60})
    assert held["strikes"].room_id == ROOM
    json.dumps([row.members for row in held.values()])


def test_words_are_found_by_subject_and_by_whom_they_name_up_to_a_moment(planted: Planted) -> None:
    assert set(planted.data.entries(USER, ASKED)) == {"judged0", "removed0", "lifted0"}
    assert set(planted.data.entries(USER, ASKED + 1)) == {"judged0", "removed0", "lifted0", "asked"}
    assert planted.data.entries(USER, AT) == []


def test_an_erasure_is_asked_for_once_and_saved_only_if_it_is_there(planted: Planted) -> None:
    assert planted.erasures.get("erasure1") == ERASURE
    assert planted.erasures.get("nothing") is None
    with pytest.raises(ClientError):
        planted.erasures.save(replace(ERASURE, erasure_id="nothing"))
